package clienthello

import "github.com/lanyard-id/lanyard/server/internal/octets"

// The hello of SSL 2.0, which clients up to about 2010 sent for newer versions too:
// two bytes of length with the first bit set, a type, a version, the lengths of what
// follows, suites of three bytes each, a session id, a challenge.
// Source: RFC 5246 §E.2.
const (
	// SSL2Header is how many bytes show that a connection begins with such a hello.
	SSL2Header = 5
	ssl2Length = 2 // bytes before the message
)

// IsSSL2 tells whether b, of SSL2Header bytes or more, begins such a hello.
func IsSSL2(b []byte) bool {
	return len(b) >= SSL2Header && b[0]&0x80 != 0 && b[2] == messageHello && (b[3] == 3 || b[3] == 0 && b[4] == 2)
}

// SSL2Bytes is how many bytes such a hello has in all, its header included.
func SSL2Bytes(b []byte) int { return ssl2Length + int(b[0]&0x7f)<<8 + int(b[1]) }

// ParseSSL2 reads such a hello from its first byte on. With an error comes what
// stands before the place where it ends too early.
func ParseSSL2(sent []byte) (*Hello, error) {
	h := &Hello{SSL2: true}
	in := octets.Reader{Rest: sent}
	in.Take(ssl2Length + 1)
	h.Version = in.U16()
	ciphers := int(in.U16())
	h.SessionID = int(in.U16())
	challenge := int(in.U16())
	suites := octets.Reader{Rest: in.Take(ciphers)}
	for len(suites.Rest) >= 3 {
		if high, low := suites.U8(), suites.U16(); high == 0 {
			h.Ciphers = append(h.Ciphers, low)
		} else {
			h.SSL2Ciphers = append(h.SSL2Ciphers, uint32(high)<<16|uint32(low))
		}
	}
	in.Take(h.SessionID)
	in.Take(challenge)
	if in.Short {
		return h, errHello
	}
	return h, nil
}
