package clienthello

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
		hello Hello
		want  string
	}{
		{
			// Source: JA4.md, Example.
			"the example of the specification",
			Hello{Version: 0x0303, Ciphers: specCiphers, Extensions: specExtensions, Versions: []uint16{0x0304, 0x0303}, Signatures: specSignatures, ALPN: []string{"h2"}},
			"t13d1516h2_8daaf6152771_e5627efa2ab1",
		}, {
			"the same with GREASE in every list",
			Hello{Version: 0x0303, Ciphers: append([]uint16{0x2a2a}, specCiphers...), Extensions: append([]uint16{0xdada, 0x0a0a}, specExtensions...), Versions: []uint16{0xfafa, 0x0304, 0x0303}, Signatures: append([]uint16{0x3a3a}, specSignatures...), ALPN: []string{"h2"}},
			"t13d1516h2_8daaf6152771_e5627efa2ab1",
		}, {
			// Source: JA4.md, Extension hash.
			"without signature algorithms",
			Hello{Version: 0x0303, Ciphers: specCiphers, Extensions: specExtensions, Versions: []uint16{0x0304}, ALPN: []string{"http/1.1"}},
			"t13d1516h1_8daaf6152771_6d807ffa2a79",
		}, {
			// Source: the capture tls12.pcap of FoxIO's tests, stream 0: Firefox 105.
			"Firefox",
			Hello{
				Version:    0x0303,
				Ciphers:    u16sOf("1301,1303,1302,c02b,c02f,cca9,cca8,c02c,c030,c00a,c009,c013,c014,009c,009d,002f,0035"),
				Extensions: u16sOf("0000,0017,ff01,000a,000b,0023,0010,0005,0022,0033,002b,000d,002d,001c,0015"),
				Versions:   []uint16{0x0304, 0x0303},
				Signatures: u16sOf("0403,0503,0603,0804,0805,0806,0401,0501,0601,0203,0201"),
				ALPN:       []string{"h2"},
			},
			"t13d1715h2_5b57614c22b0_3d5424432f57",
		}, {
			"nothing in it",
			Hello{Version: 0x0301},
			"t10i000000_000000000000_000000000000",
		}, {
			"nothing but what the first part has",
			Hello{Version: 0x0300, Ciphers: []uint16{0x000a}, Extensions: []uint16{extServerName, extALPN}, Signatures: specSignatures},
			"ts3d010200_" + digest12([]byte("000a")) + "_000000000000",
		}, {
			"a version that there is not",
			Hello{Version: 0x0303, Versions: []uint16{0x0304, 0x7f1c}},
			"t00i000000_000000000000_000000000000",
		}, {
			"versions of GREASE alone",
			Hello{Version: 0x0303, Versions: []uint16{0x0a0a}},
			"t12i000000_000000000000_000000000000",
		}, {
			"more than two digits can say",
			Hello{Version: 0x0303, Ciphers: make([]uint16, 100), Extensions: make([]uint16, 255)},
			"t12d9999" + "00_" + digest12([]byte(strings.TrimSuffix(strings.Repeat("0000,", 100), ","))) + "_000000000000",
		},
	}
	for _, tt := range tests {
		if got := tt.hello.JA4(); got != tt.want {
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
		if IsGrease(uint16(v)) != is {
			t.Errorf("%#04x: %v", v, !is)
		}
	}
}
