package door

import (
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"net/netip"
	"os/exec"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lanyard-id/lanyard/test/need"
)

// header is a PROXY header of version 2.
func header(command, family byte, addresses []byte, parts ...[]byte) []byte {
	rest := append(bytes.Clone(addresses), bytes.Join(parts, nil)...)
	h := append([]byte(proxyHeader), 0x20|command, family)
	return append(h, vector16(rest)...)
}

func tlv(kind byte, value []byte) []byte { return append([]byte{kind}, vector16(value)...) }

// ssl is a part of the header that says what TLS the client spoke.
func ssl(client byte, verify uint32, parts ...[]byte) []byte {
	value := binary.BigEndian.AppendUint32([]byte{client}, verify)
	return tlv(tlvSSL, append(value, bytes.Join(parts, nil)...))
}

func addresses(t testing.TB, from, to string) []byte {
	t.Helper()
	a, b := netip.MustParseAddrPort(from), netip.MustParseAddrPort(to)
	all := append(a.Addr().AsSlice(), b.Addr().AsSlice()...)
	return append(all, list16(a.Port(), b.Port())...)
}

// sumOf is the checksum that belongs into the header's part for it, which holds
// zeros.
func sumOf(h []byte) uint32 { return crc32.Checksum(h, crc32.MakeTable(crc32.Castagnoli)) }

func TestProxy(t *testing.T) {
	v4 := addresses(t, "192.0.2.7:4711", "198.51.100.1:443")
	v6 := addresses(t, "[2001:db8::7]:4711", "[2001:db8::1]:443")
	mapped := addresses(t, "[::ffff:192.0.2.7]:4711", "[::ffff:198.51.100.1]:443")
	named := ssl(7, 0, tlv(sslVersion, []byte("TLSv1.1")), tlv(sslCN, []byte("A Nurse")), tlv(sslCipher, []byte("ECDHE-RSA-AES128-SHA")))
	tests := []struct {
		name  string
		sent  string
		want  proxied
		tls   proxiedTLS // where it says something of TLS
		says  bool
		wrong string
	}{
		{name: "TCP4", sent: "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n", want: proxied{client: netip.MustParseAddrPort("192.0.2.7:4711")}},
		{name: "TCP6", sent: "PROXY TCP6 2001:db8::7 2001:DB8:0::1 4711 0\r\n", want: proxied{client: netip.MustParseAddrPort("[2001:db8::7]:4711")}},
		{name: "TCP6 of an IPv4 address", sent: "PROXY TCP6 ::ffff:192.0.2.7 ::1 1 2\r\n", want: proxied{client: netip.MustParseAddrPort("192.0.2.7:1")}},
		{name: "unknown", sent: "PROXY UNKNOWN\r\n"},
		{name: "unknown, with whatever", sent: "PROXY UNKNOWN 1 2 \r 3\r\n"},
		{name: "the longest line", sent: "PROXY UNKNOWN " + strings.Repeat("f", 91) + "\r\n"},
		{name: "a longer line", sent: "PROXY UNKNOWN " + strings.Repeat("f", 92) + "\r\n", wrong: "107 bytes"},
		{name: "without CR", sent: "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\n", wrong: "CR LF"},
		{name: "UDP4", sent: "PROXY UDP4 192.0.2.7 198.51.100.1 4711 443\r\n", wrong: "TCP4 or TCP6"},
		{name: "two spaces", sent: "PROXY TCP4  192.0.2.7 198.51.100.1 4711 443\r\n", wrong: "two addresses"},
		{name: "a zero in front", sent: "PROXY TCP4 192.0.2.07 198.51.100.1 4711 443\r\n", wrong: "no address"},
		{name: "a port with a zero in front", sent: "PROXY TCP4 192.0.2.7 198.51.100.1 04711 443\r\n", wrong: "no port"},
		{name: "a port with a sign", sent: "PROXY TCP4 192.0.2.7 198.51.100.1 +1 443\r\n", wrong: "no port"},
		{name: "a port that there is not", sent: "PROXY TCP4 192.0.2.7 198.51.100.1 65536 443\r\n", wrong: "no port"},
		{name: "the family of the other address", sent: "PROXY TCP4 2001:db8::7 198.51.100.1 1 2\r\n", wrong: "no address"},
		{name: "a zone", sent: "PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n", wrong: "no address"},
		{name: "one address", sent: "PROXY TCP4 192.0.2.7 1 2\r\n", wrong: "two addresses"},

		{name: "v2 local", sent: string(header(0, 0, nil)), want: proxied{local: true}},
		{name: "v2 local with whatever", sent: string(header(0, 0x77, []byte{1, 2, 3})), want: proxied{local: true}},
		{name: "v2 TCP4", sent: string(header(1, 0x11, v4)), want: proxied{client: netip.MustParseAddrPort("192.0.2.7:4711")}},
		{name: "v2 TCP6", sent: string(header(1, 0x21, v6)), want: proxied{client: netip.MustParseAddrPort("[2001:db8::7]:4711")}},
		{name: "v2 TCP6 of an IPv4 address", sent: string(header(1, 0x21, mapped)), want: proxied{client: netip.MustParseAddrPort("192.0.2.7:4711")}},
		{name: "v2 by UDP", sent: string(header(1, 0x12, v4)), want: proxied{client: netip.MustParseAddrPort("192.0.2.7:4711")}},
		{name: "v2 unix", sent: string(header(1, 0x31, make([]byte, 216)))},
		{name: "v2 unspecified", sent: string(header(1, 0, nil))},
		{name: "v2 with parts of other kinds", sent: string(header(1, 0x11, v4, tlv(4, make([]byte, 9)), tlv(0xea, []byte("x")), tlv(2, []byte("gate.test")))), want: proxied{client: netip.MustParseAddrPort("192.0.2.7:4711")}},
		{name: "v2 with TLS", sent: string(header(1, 0x11, v4, named)), want: proxied{client: netip.MustParseAddrPort("192.0.2.7:4711")}, says: true,
			tls: proxiedTLS{used: true, version: tls.VersionTLS11, cipher: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", commonName: "A Nurse"}},
		{name: "v2 with TLS as a proxy in Go writes it", sent: string(header(1, 0, nil, ssl(1, 0, tlv(sslVersion, []byte("TLS 1.3"))))), says: true,
			tls: proxiedTLS{used: true, version: tls.VersionTLS13}},
		{name: "v2 with a certificate that did not verify", sent: string(header(1, 0, nil, ssl(3, 10, tlv(sslVersion, []byte("TLSv1.2")), tlv(sslCN, []byte("A Nurse"))))), says: true,
			tls: proxiedTLS{used: true, version: tls.VersionTLS12, unverified: "the proxy could not verify it, for the reason 10 of OpenSSL"}},
		{name: "v2 with a name and no certificate", sent: string(header(1, 0, nil, ssl(1, 0, tlv(sslCN, []byte("A Nurse"))))), says: true, tls: proxiedTLS{used: true}},
		{name: "v2 without TLS", sent: string(header(1, 0, nil, ssl(0, 0))), says: true},
		{name: "v2 with what plays tricks on a screen", sent: string(header(1, 0, nil, ssl(3, 0, tlv(sslCN, []byte("A\x1b[2J\xffB\u202e")), tlv(sslCipher, bytes.Repeat([]byte("x"), 999)), tlv(sslVersion, []byte("TLSv9"))))), says: true,
			tls: proxiedTLS{used: true, commonName: "A[2JB", cipher: strings.Repeat("x", maxCipherName)}},

		{name: "version 3", sent: strings.Replace(string(header(1, 0, nil)), "\x21", "\x31", 1), wrong: "version 3"},
		{name: "another command", sent: string(header(2, 0, nil)), wrong: "command 2"},
		{name: "another family", sent: string(header(1, 0x41, v4)), wrong: "family 0x41"},
		{name: "another transport", sent: string(header(1, 0x13, v4)), wrong: "family 0x13"},
		{name: "cut addresses", sent: string(header(1, 0x11, v4[:11])), wrong: "ends within its addresses"},
		{name: "a part that leads out", sent: string(header(1, 0x11, v4, []byte{1, 0, 9, 1})), wrong: "leads beyond"},
		{name: "a part with half a length", sent: string(header(1, 0x11, v4, []byte{1, 0})), wrong: "leads beyond"},
		{name: "TLS twice", sent: string(header(1, 0x11, v4, named, named)), wrong: "twice"},
		{name: "too little of TLS", sent: string(header(1, 0x11, v4, tlv(tlvSSL, []byte{1, 0, 0, 0}))), wrong: "too short"},
		{name: "a part within TLS that leads out", sent: string(header(1, 0x11, v4, ssl(1, 0, []byte{sslVersion, 0, 9}))), wrong: "leads beyond what"},
		{name: "too long", sent: string(header(1, 0, nil, make([]byte, maxProxyHeader))), wrong: "16384 are allowed"},
		{name: "a wrong checksum", sent: string(header(1, 0x11, v4, tlv(tlvCRC32C, []byte{1, 2, 3, 4}))), wrong: "checksum"},
		{name: "half a checksum", sent: string(header(1, 0x11, v4, tlv(tlvCRC32C, []byte{1, 2}))), wrong: "checksum"},
	}
	const behind = "GET / HTTP/1.1\r\n\r\n"
	for _, tt := range tests {
		for _, slow := range []bool{false, true} {
			r := io.Reader(strings.NewReader(tt.sent + behind))
			if slow {
				r = iotest.OneByteReader(r)
			}
			o := &opening{from: r}
			form, err := o.proxyForm()
			if err != nil || form == noProxy {
				t.Fatalf("%s: form %d, %v", tt.name, form, err)
			}
			got, err := o.readProxy(form)
			if tt.wrong != "" {
				var away *turnedAway
				if !errors.As(err, &away) || away.reason != BadProxy || !strings.Contains(away.detail, tt.wrong) {
					t.Errorf("%s: %v, want %q", tt.name, err, tt.wrong)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
				continue
			}
			if (got.tls != nil) != tt.says || tt.says && *got.tls != tt.tls {
				t.Errorf("%s: of TLS it says %+v, want %+v", tt.name, got.tls, tt.tls)
			}
			got.tls = nil
			if got != tt.want {
				t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
			}
			if rest, err := o.need(len(behind)); err != nil || string(rest) != behind {
				t.Errorf("%s: behind it is %q, %v", tt.name, rest, err)
			}
		}
	}
}

// A checksum that is there must be right, wherever it stands: TestHAProxy has one
// that HAProxy made.
func TestProxyChecksum(t *testing.T) {
	h := header(1, 0x11, addresses(t, "192.0.2.7:4711", "198.51.100.1:443"), tlv(tlvCRC32C, make([]byte, 4)), tlv(4, []byte("pad")))
	at := bytes.Index(h, []byte{tlvCRC32C, 0, 4})
	binary.BigEndian.PutUint32(h[at+3:], sumOf(h))
	if _, err := parseProxyHeader(h); err != nil {
		t.Error(err)
	}
	for i := range h {
		for bit := range 8 {
			flipped := bytes.Clone(h)
			flipped[i] ^= 1 << bit
			if said, err := parseProxyHeader(flipped); err == nil && !said.local && bytes.Equal(flipped[at:at+3], h[at:at+3]) {
				t.Errorf("with bit %d of byte %d changed it is believed", bit, i)
			}
		}
	}
}

func FuzzProxy(f *testing.F) {
	f.Add([]byte("PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\nGET"))
	f.Add([]byte("PROXY UNKNOWN\r\n"))
	f.Add(header(0, 0, nil))
	f.Add(header(1, 0x11, make([]byte, 12), ssl(7, 0, tlv(sslVersion, []byte("TLSv1")), tlv(sslCN, []byte("x")), tlv(sslCert, []byte{0x30, 0})), tlv(tlvCRC32C, make([]byte, 4))))
	f.Add(header(1, 0x21, make([]byte, 36)))
	f.Fuzz(func(t *testing.T, sent []byte) {
		o := &opening{from: bytes.NewReader(sent)}
		form, err := o.proxyForm()
		if err != nil || form == noProxy {
			return
		}
		said, err := o.readProxy(form)
		if cap(o.have) > 2*maxProxyHeader {
			t.Errorf("it holds %d bytes", cap(o.have))
		}
		if err != nil {
			if said != (proxied{}) {
				t.Errorf("with the error %v it says %+v", err, said)
			}
			return
		}
		if said.client.Addr().Is4In6() || said.client.Addr().Zone() != "" {
			t.Errorf("client %v", said.client)
		}
		if said.tls != nil && (len(said.tls.commonName) > maxCommonName || len(said.tls.cipher) > maxCipherName) {
			t.Errorf("of TLS it says %+v", said.tls)
		}
	})
}

// OpenSSL knows its own names best.
func TestCipherNames(t *testing.T) {
	out, err := exec.Command(need.Program(t, "openssl"), "ciphers", "-stdname", "ALL:@SECLEVEL=0").Output()
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line) // TLS_AES_… - TLS_AES_… TLSv1.3 …
		if len(fields) < 3 {
			continue
		}
		if got, ok := ciphersByOpenSSL[fields[2]]; ok {
			known++
			if got != fields[0] {
				t.Errorf("%s is %s, by OpenSSL %s", fields[2], got, fields[0])
			}
		} else if cipherNamed(fields[2]) != fields[2] {
			t.Errorf("%s became %s", fields[2], cipherNamed(fields[2]))
		}
	}
	if known < 12 {
		t.Errorf("only %d suites are known by OpenSSL's names", known)
	}
}
