package clienthello

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// JA4 is the JA4 fingerprint of a ClientHello over TCP; "" = it has the form of
// SSL 2.0, for which there is none.
// Source: JA4 by FoxIO, technical_details/JA4.md in https://github.com/FoxIO-LLC/ja4.
func (h *Hello) JA4() string {
	ciphers := withoutGrease(h.Ciphers)
	extensions := withoutGrease(h.Extensions)
	domain := 'i'
	if slices.Contains(extensions, extServerName) {
		domain = 'd'
	}
	if h.SSL2 {
		return ""
	}
	start := fmt.Sprintf("t%s%c%02d%02d%s", ja4Version(h.highest()), domain,
		min(len(ciphers), 99), min(len(extensions), 99), ja4ALPN(h.firstALPN()))

	slices.Sort(ciphers)
	// Both are in the first part already, and differ with what is asked for.
	extensions = slices.DeleteFunc(extensions, func(e uint16) bool { return e == extServerName || e == extALPN })
	slices.Sort(extensions)
	list := hexList(extensions)
	if algorithms := withoutGrease(h.Signatures); len(list) > 0 && len(algorithms) > 0 {
		list = append(append(list, '_'), hexList(algorithms)...)
	}
	return start + "_" + digest12(hexList(ciphers)) + "_" + digest12(list)
}

// highest is the version that JA4 shows: whatever value is the highest in
// supported_versions, known or not, else the legacy version.
func (h *Hello) highest() uint16 {
	if versions := withoutGrease(h.Versions); len(versions) > 0 {
		return slices.Max(versions)
	}
	return h.Version
}

func ja4Version(version uint16) string {
	switch version {
	case 0x0304:
		return "13"
	case 0x0303:
		return "12"
	case 0x0302:
		return "11"
	case 0x0301:
		return "10"
	case 0x0300:
		return "s3"
	case 0x0002:
		return "s2"
	case 0xfeff:
		return "d1"
	case 0xfefd:
		return "d2"
	case 0xfefc:
		return "d3"
	}
	return "00"
}

// ja4ALPN is the first and the last character of the first protocol; where either
// is no letter or digit, those of its hexadecimal form.
func ja4ALPN(first []byte) string {
	if len(first) == 0 {
		return "00"
	}
	a, z := first[0], first[len(first)-1]
	if isAlphanumeric(a) && isAlphanumeric(z) {
		return string([]byte{a, z})
	}
	digits := hex.EncodeToString([]byte{a, z})
	return digits[:1] + digits[3:]
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// hexList writes the values as four lower-case digits each, with commas between.
func hexList(values []uint16) []byte {
	list := make([]byte, 0, 5*len(values))
	for i, v := range values {
		if i > 0 {
			list = append(list, ',')
		}
		list = hex.AppendEncode(list, []byte{byte(v >> 8), byte(v)})
	}
	return list
}

// digest12 is the beginning of the list's SHA-256; zeros for an empty list.
func digest12(list []byte) string {
	if len(list) == 0 {
		return "000000000000"
	}
	sum := sha256.Sum256(list)
	return hex.EncodeToString(sum[:6])
}

// IsGrease tells the values that clients send so that servers learn to ignore what
// they do not know. Source: RFC 8701 §2.
func IsGrease(v uint16) bool { return v&0x0f0f == 0x0a0a && v>>8 == v&0xff }

// withoutGrease copies the values, but those of GREASE.
func withoutGrease(values []uint16) []uint16 {
	kept := make([]uint16, 0, len(values))
	for _, v := range values {
		if !IsGrease(v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// Newest is the highest version of TLS or SSL 3.0 among versions, as in package
// tls; 0 = there is none. What comes after TLS 1.3 is not known here.
func Newest(versions []uint16) uint16 {
	var best uint16
	for _, v := range versions {
		if v >= SSL30 && v <= 0x0304 && v > best {
			best = v
		}
	}
	return best
}
