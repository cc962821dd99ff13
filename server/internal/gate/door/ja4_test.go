package door

import (
	"strings"
	"testing"
)

// u16sOf reads numbers as JA4 writes them.
func u16sOf(list string) []uint16 {
	var values []uint16
	for text := range strings.SplitSeq(list, ",") {
		var v uint16
		for _, c := range text {
			v = v<<4 | uint16(strings.IndexRune("0123456789abcdef", c))
		}
		values = append(values, v)
	}
	return values
}

// The lists of the specification, in the order in which the client sent them.
var (
	specCiphers    = u16sOf("1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035")
	specExtensions = u16sOf("001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015")
	specSignatures = u16sOf("0403,0804,0401,0503,0805,0501,0806,0601")
)

func TestJA4(t *testing.T) {
	tests := []struct {
		name  string
		hello clientHello
		want  string
	}{
		{
			// Source: JA4.md, Example.
			"the example of the specification",
			clientHello{legacyVersion: 0x0303, ciphers: specCiphers, extensions: specExtensions, versions: []uint16{0x0304, 0x0303}, signatures: specSignatures, alpn: []byte("h2")},
			"t13d1516h2_8daaf6152771_e5627efa2ab1",
		}, {
			"the same with GREASE in every list",
			clientHello{legacyVersion: 0x0303, ciphers: append([]uint16{0x2a2a}, specCiphers...), extensions: append([]uint16{0xdada, 0x0a0a}, specExtensions...), versions: []uint16{0xfafa, 0x0304, 0x0303}, signatures: append([]uint16{0x3a3a}, specSignatures...), alpn: []byte("h2")},
			"t13d1516h2_8daaf6152771_e5627efa2ab1",
		}, {
			// Source: JA4.md, Extension hash.
			"without signature algorithms",
			clientHello{legacyVersion: 0x0303, ciphers: specCiphers, extensions: specExtensions, versions: []uint16{0x0304}, alpn: []byte("http/1.1")},
			"t13d1516h1_8daaf6152771_6d807ffa2a79",
		}, {
			// Source: the capture tls12.pcap of FoxIO's tests, stream 0: Firefox 105.
			"Firefox",
			clientHello{
				legacyVersion: 0x0303,
				ciphers:       u16sOf("1301,1303,1302,c02b,c02f,cca9,cca8,c02c,c030,c00a,c009,c013,c014,009c,009d,002f,0035"),
				extensions:    u16sOf("0000,0017,ff01,000a,000b,0023,0010,0005,0022,0033,002b,000d,002d,001c,0015"),
				versions:      []uint16{0x0304, 0x0303},
				signatures:    u16sOf("0403,0503,0603,0804,0805,0806,0401,0501,0601,0203,0201"),
				alpn:          []byte("h2"),
			},
			"t13d1715h2_5b57614c22b0_3d5424432f57",
		}, {
			"nothing in it",
			clientHello{legacyVersion: 0x0301},
			"t10i000000_000000000000_000000000000",
		}, {
			"nothing but what the first part has",
			clientHello{legacyVersion: 0x0300, ciphers: []uint16{0x000a}, extensions: []uint16{extServerName, extALPN}, signatures: specSignatures},
			"ts3d010200_" + digest12([]byte("000a")) + "_000000000000",
		}, {
			"a version that there is not",
			clientHello{legacyVersion: 0x0303, versions: []uint16{0x0304, 0x7f1c}},
			"t00i000000_000000000000_000000000000",
		}, {
			"versions of GREASE alone",
			clientHello{legacyVersion: 0x0303, versions: []uint16{0x0a0a}},
			"t12i000000_000000000000_000000000000",
		}, {
			"more than two digits can say",
			clientHello{legacyVersion: 0x0303, ciphers: make([]uint16, 100), extensions: make([]uint16, 255)},
			"t12d9999" + "00_" + digest12([]byte(strings.TrimSuffix(strings.Repeat("0000,", 100), ","))) + "_000000000000",
		},
	}
	for _, tt := range tests {
		if got := tt.hello.ja4(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Source: JA4.md, ALPN Extension Value.
func TestJA4ALPN(t *testing.T) {
	for first, want := range map[string]string{
		"h2": "h2", "http/1.1": "h1", "q": "qq", "": "00",
		"\xab": "ab", "\xab\xcd": "ad", "\x30\xab": "3b", "\x30\x31\xab\xcd": "3d", "\x30\xab\xcd\x31": "01",
	} {
		if got := ja4ALPN([]byte(first)); got != want {
			t.Errorf("%q: %s, want %s", first, got, want)
		}
	}
}

func TestGrease(t *testing.T) {
	for v := range 1 << 16 {
		is := v>>8 == v&0xff && v&0xf == 0xa
		if isGrease(uint16(v)) != is {
			t.Errorf("%#04x: %v", v, !is)
		}
	}
}
