package door

import (
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
)

// The lists of the example in JA4's specification.
var (
	specCiphers    = []uint16{0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035}
	specSignatures = []uint16{0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601}
)

// draft is a ClientHello to be, each field as it is to stand there.
type draft struct {
	version    uint16
	ciphers    []uint16
	noExt      bool
	extensions []extension
}

type extension struct {
	kind uint16
	data []byte
}

func vector8(b []byte) []byte { return append([]byte{byte(len(b))}, b...) }
func vector16(b []byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
}

func list16(values ...uint16) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

func versionsExt(v ...uint16) extension { return extension{43, vector8(list16(v...))} }

func sniExt(name string) extension {
	return extension{0, vector16(append([]byte{0}, vector16([]byte(name))...))}
}

// body is the hello's, from its version on.
func (d draft) body() []byte {
	b := list16(d.version)
	b = append(b, make([]byte, 32)...)
	b = append(b, 0)
	b = append(b, vector16(list16(d.ciphers...))...)
	b = append(b, 1, 0)
	if d.noExt {
		return b
	}
	var all []byte
	for _, e := range d.extensions {
		all = append(append(all, list16(e.kind)...), vector16(e.data)...)
	}
	return append(b, vector16(all)...)
}

// record is the hello as a client sends it, in records of at most so many bytes.
func record(body []byte, most int) []byte {
	message := append([]byte{1, 0, byte(len(body) >> 8), byte(len(body))}, body...)
	var all []byte
	for part := range slices.Chunk(message, most) {
		all = append(append(all, 22, 3, 1), vector16(part)...)
	}
	return all
}

func TestParseHello(t *testing.T) {
	tests := []struct {
		name  string
		draft draft
		want  Hello
	}{
		{"TLS 1.3", draft{version: 0x0303, extensions: []extension{versionsExt(0x0a0a, 0x0304, 0x0303), sniExt("gate.test")}}, Hello{Offered: 0x0304, ServerName: "gate.test"}},
		{"its versions in any order", draft{version: 0x0303, extensions: []extension{versionsExt(0x0302, 0x0303, 0x0301)}}, Hello{Offered: 0x0303}},
		{"old by supported_versions", draft{version: 0x0303, extensions: []extension{versionsExt(0x0302, 0x0301)}}, Hello{Offered: 0x0302}},
		{"TLS 1.2 without extensions", draft{version: 0x0303, noExt: true}, Hello{Offered: 0x0303}},
		{"TLS 1.0", draft{version: 0x0301, noExt: true}, Hello{Offered: 0x0301}},
		{"SSL 3.0", draft{version: 0x0300, noExt: true}, Hello{Offered: 0x0300}},
		{"SSL 2.0 in the form of 3.0", draft{version: 0x0002, noExt: true}, Hello{}},
		{"a legacy version of the future", draft{version: 0x0399, noExt: true}, Hello{Offered: 0x0303}},
		{"GREASE alone", draft{version: 0x0303, extensions: []extension{versionsExt(0x0a0a)}}, Hello{}},
		{"DTLS", draft{version: 0x0303, extensions: []extension{versionsExt(0xfefd)}}, Hello{}},
		{"a name that would play tricks on a screen", draft{version: 0x0303, extensions: []extension{sniExt("gate\x1b[2J")}}, Hello{Offered: 0x0303}},
		{"extensions that cannot be read", draft{version: 0x0302, extensions: []extension{{0, []byte{0, 9}}, {43, []byte{9}}, {16, []byte{0, 9, 9}}, {13, []byte{1}}}}, Hello{Offered: 0x0302}},
		{"names twice: the first counts", draft{version: 0x0303, extensions: []extension{sniExt("a.test"), sniExt("b.test")}}, Hello{Offered: 0x0303, ServerName: "a.test"}},
	}
	for _, tt := range tests {
		parsed, err := clienthello.Parse(tt.draft.body())
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := *evidenceOf(parsed, nil)
		if len(got.JA4) != 36 {
			t.Errorf("%s: JA4 %q", tt.name, got.JA4)
		}
		if !slices.Equal(got.Ciphers, parsed.Ciphers) {
			t.Errorf("%s: the suites %x", tt.name, got.Ciphers)
		}
		got.JA4, got.Ciphers, got.sent = "", nil, nil
		if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreUnexported(Hello{})); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// TestManyCiphers: what a connection keeps of them is bounded.
func TestManyCiphers(t *testing.T) {
	parsed, err := clienthello.Parse(draft{version: 0x0303, ciphers: make([]uint16, 10_000)}.body())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(evidenceOf(parsed, nil).Ciphers); n != maxKeptCiphers {
		t.Errorf("%d are kept", n)
	}
}

func TestParseHelloRefuses(t *testing.T) {
	whole := draft{version: 0x0303, ciphers: specCiphers, extensions: []extension{versionsExt(0x0304), sniExt("gate.test")}}.body()
	fits := len(draft{version: 0x0303, ciphers: specCiphers, noExt: true}.body())
	for n := range whole {
		if _, err := clienthello.Parse(whole[:n]); err == nil && n != fits {
			t.Errorf("cut to %d of %d bytes it is read", n, len(whole))
		}
	}
}

// However a hello is cut into records and into packets, it is the same.
func TestReadHello(t *testing.T) {
	body := draft{version: 0x0303, ciphers: specCiphers, extensions: []extension{{21, make([]byte, 3000)}, sniExt("gate.test")}}.body()
	for _, most := range []int{1, 3, 4, 5, 100, 1 << 14} {
		sent := record(body, most)
		for name, r := range map[string]io.Reader{
			"at once": bytes.NewReader(sent), "byte by byte": iotest.OneByteReader(bytes.NewReader(sent)), "with the end": iotest.DataErrReader(bytes.NewReader(sent)),
		} {
			o := &opening{from: r}
			whole, got, err := o.readHello()
			if err != nil || !bytes.Equal(got, body) || !bytes.Equal(whole, sent) {
				t.Errorf("records of %d bytes, %s: %d bytes, %v", most, name, len(got), err)
			}
			if !bytes.Equal(o.have, sent) {
				t.Errorf("records of %d bytes, %s: the opening is not what was sent", most, name)
			}
		}
	}
}

func TestReadHelloRefuses(t *testing.T) {
	tests := map[string]struct {
		sent []byte
		want string
	}{
		"another record":    {[]byte{23, 3, 1, 0, 1, 1}, "type 23"},
		"an empty record":   {[]byte{22, 3, 1, 0, 0}, "0 bytes"},
		"a long record":     {[]byte{22, 3, 1, 0x40, 1}, "16385 bytes"},
		"another message":   {[]byte{22, 3, 1, 0, 4, 2, 0, 0, 0}, "message of type 2"},
		"a long hello":      {[]byte{22, 3, 1, 0, 4, 1, 0, 0x80, 1}, "32769 bytes"},
		"a very long hello": {[]byte{22, 3, 1, 0, 4, 1, 0xff, 0xff, 0xff}, "16777215 bytes"},
		"too many records":  {record(make([]byte, maxHello), 1), "more than 36864 bytes"},
	}
	for name, tt := range tests {
		_, _, err := (&opening{from: bytes.NewReader(tt.sent)}).readHello()
		var away *turnedAway
		if !errors.As(err, &away) || away.reason != Garbled || !strings.Contains(away.detail, tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	cut := record(draft{version: 0x0303}.body(), 20)
	for n := range cut {
		if _, _, err := (&opening{from: bytes.NewReader(cut[:n])}).readHello(); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
}

// sink is a connection that gives what it has and takes everything.
type sink struct {
	net.Conn
	from io.Reader
	to   io.Writer
}

func (s sink) Read(b []byte) (int, error)  { return s.from.Read(b) }
func (s sink) Write(b []byte) (int, error) { return s.to.Write(b) }

// FuzzHello: what package tls accepts is read here too, and alike; what it does not
// gives an error or evidence, never a panic.
func FuzzHello(f *testing.F) {
	f.Add(record(draft{version: 0x0303, ciphers: specCiphers, extensions: []extension{versionsExt(0x0304), sniExt("gate.test"), {13, vector16(list16(specSignatures...))}, {16, vector16(vector8([]byte("h2")))}}}.body(), 1<<14))
	f.Add(record(draft{version: 0x0301, ciphers: []uint16{5, 10}, noExt: true}.body(), 7))
	f.Add(append([]byte{22, 0, 1}, record(draft{version: 0x0300, noExt: true}.body(), 1<<14)[3:]...))
	f.Add(clientHelloOf(f, &tls.Config{ServerName: "gate.test", NextProtos: []string{"h2", "http/1.1"}}))
	f.Add(clientHelloOf(f, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}))
	f.Fuzz(func(t *testing.T, sent []byte) {
		var seen *tls.ClientHelloInfo
		server := tls.Server(sink{from: bytes.NewReader(sent), to: io.Discard}, &tls.Config{GetConfigForClient: func(info *tls.ClientHelloInfo) (*tls.Config, error) {
			seen = info
			return nil, io.EOF
		}})
		if err := server.Handshake(); err == nil {
			t.Fatal("the handshake succeeded")
		}
		o := &opening{from: bytes.NewReader(sent)}
		whole, body, err := o.readHello()
		var parsed *clienthello.Hello
		if err == nil {
			parsed, err = clienthello.Parse(body)
		}
		if err != nil {
			if seen != nil && len(sent) <= maxHello {
				t.Fatalf("package tls reads it, and this does not: %v", err)
			}
			return
		}
		got := evidenceOf(parsed, whole)
		if len(got.JA4) != 36 || len(got.ServerName) > 255 {
			t.Fatalf("evidence %+v", got)
		}
		if kept := got.Masked(); len(kept) != min(len(whole), maxMasked) {
			t.Fatalf("of %d bytes %d are kept", len(whole), len(kept))
		}
		if seen == nil {
			return
		}
		// Package tls lists no SSL 3.0, and TLS 1.3 for a legacy version of it, which it
		// does not negotiate then.
		if best := parsed.Offered(); (best >= tls.VersionTLS10 || clienthello.Newest(seen.SupportedVersions) >= tls.VersionTLS10) &&
			best != clienthello.Newest(seen.SupportedVersions) && parsed.Version <= tls.VersionTLS12 {
			t.Errorf("offers %#04x, by package tls %#04x", best, seen.SupportedVersions)
		}
		if parsed.ServerName != seen.ServerName && len(seen.ServerName) <= 255 && !strings.ContainsFunc(seen.ServerName, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Errorf("asks for %q, by package tls %q", parsed.ServerName, seen.ServerName)
		}
		if !slices.Equal(parsed.ALPN, seen.SupportedProtos) {
			t.Errorf("protocols %q, by package tls %q", parsed.ALPN, seen.SupportedProtos)
		}
		if !slices.Equal(parsed.Ciphers, seen.CipherSuites) || !slices.Equal(parsed.Extensions, seen.Extensions) {
			t.Errorf("suites %v and extensions %v, by package tls %v and %v", parsed.Ciphers, parsed.Extensions, seen.CipherSuites, seen.Extensions)
		}
		if !slices.EqualFunc(parsed.Signatures, seen.SignatureSchemes, func(a uint16, b tls.SignatureScheme) bool { return a == uint16(b) }) {
			t.Errorf("signature algorithms %v, by package tls %v", parsed.Signatures, seen.SignatureSchemes)
		}
	})
}

// clientHelloOf is the hello that package tls sends.
func clientHelloOf(t testing.TB, config *tls.Config) []byte {
	t.Helper()
	var sent bytes.Buffer
	client := tls.Client(sink{from: bytes.NewReader(nil), to: &sent}, config)
	_ = client.Handshake()
	if sent.Len() == 0 {
		t.Fatal("no ClientHello was sent")
	}
	return sent.Bytes()
}
