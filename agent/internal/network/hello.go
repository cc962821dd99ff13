package network

import (
	"crypto/tls"
	"encoding/binary"
)

// chosenVersion is the version that a ServerHello chooses, from the first bytes
// that a server sent. ok is false where they are no ServerHello, or too few.
//
// crypto/tls ends the handshake where the version is none of those offered, and
// says so in words only.
//
// Source: RFC 8446 §4.1.3, §4.2.1, §5.1; RFC 5246 §7.4.1.3.
func chosenVersion(head []byte) (version uint16, ok bool) {
	const (
		recordHandshake   = 22
		serverHello       = 2
		supportedVersions = 43
	)
	if len(head) < 5+4+2 || head[0] != recordHandshake || head[1] != 3 || head[5] != serverHello {
		return 0, false
	}
	version = binary.BigEndian.Uint16(head[9:])
	rest := head[11:]
	// random, session id, cipher suite, compression method
	if len(rest) < 32+1 {
		return version, true
	}
	rest = rest[32:]
	skip := 1 + int(rest[0]) + 2 + 1
	if len(rest) < skip+2 {
		return version, true
	}
	rest = rest[skip:]
	length := int(binary.BigEndian.Uint16(rest))
	rest = rest[2:]
	rest = rest[:min(length, len(rest))]
	for len(rest) >= 4 {
		kind, size := binary.BigEndian.Uint16(rest), int(binary.BigEndian.Uint16(rest[2:]))
		rest = rest[4:]
		if kind == supportedVersions && size == 2 && len(rest) >= 2 {
			return binary.BigEndian.Uint16(rest), true
		}
		rest = rest[min(size, len(rest)):]
	}
	return version, true
}

// versionName is "1.0" to "1.3", or "" for what is none of them.
func versionName(v uint16) string {
	switch v {
	case tls.VersionTLS10:
		return "1.0"
	case tls.VersionTLS11:
		return "1.1"
	case tls.VersionTLS12:
		return "1.2"
	case tls.VersionTLS13:
		return "1.3"
	}
	return ""
}

func versionNumber(name string) uint16 {
	for v := uint16(tls.VersionTLS10); v <= tls.VersionTLS13; v++ {
		if versionName(v) == name {
			return v
		}
	}
	return 0
}
