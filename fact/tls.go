package fact

import (
	"strconv"
	"strings"
)

// TLS is a protocol version, ordered from old to new. Its numbers are those of
// the wire and of crypto/tls, so a connection's version converts. The zero
// value is not a version.
//
// Source: RFC 6101 §A.1, RFC 2246 §A.1, RFC 4346 §A.1, RFC 5246 §A.1, RFC 8446
// §4.2.1.
type TLS uint16

const (
	SSLv3 TLS = 0x0300 + iota
	TLS10
	TLS11
	TLS12
	TLS13
)

// ParseTLS reads SSLv3 or 1.0 to 1.3, in any case, with or without "TLS" or
// "TLSv" before the number and spaces between. 1 alone is 1.0: servers call it
// TLSv1, and spreadsheets drop the zero.
func ParseTLS(text string) (TLS, error) {
	name := strings.ToLower(strings.TrimSpace(text))
	number, isSSL := strings.CutPrefix(name, "ssl")
	number, isTLS := strings.CutPrefix(number, "tls")
	if isSSL || isTLS {
		number = strings.TrimPrefix(strings.TrimSpace(number), "v")
		number = strings.TrimSpace(number)
	}
	switch {
	case isSSL && !isTLS && (number == "3" || number == "3.0"):
		return SSLv3, nil
	case isSSL:
	case number == "1" || number == "1.0":
		return TLS10, nil
	case number == "1.1":
		return TLS11, nil
	case number == "1.2":
		return TLS12, nil
	case number == "1.3":
		return TLS13, nil
	}
	return 0, &ParseError{text, "not a TLS version; write SSLv3 or one of 1.0, 1.1, 1.2, 1.3"}
}

// String returns "SSLv3" or "TLS 1.0" to "TLS 1.3". A number that is none of
// these is shown as it is on the wire.
func (t TLS) String() string {
	if t >= SSLv3 && t <= TLS13 {
		return [...]string{"SSLv3", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"}[t-SSLv3]
	}
	return "TLS 0x" + strconv.FormatUint(uint64(t), 16)
}
