package network

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVersionsAreWhatThePathAccepts(t *testing.T) {
	for _, c := range []struct {
		name        string
		least, most uint16
		negotiated  string
		accepted    map[string]bool
	}{
		{"all", tls.VersionTLS10, tls.VersionTLS13, "1.3", map[string]bool{"1.0": true, "1.1": true, "1.2": true, "1.3": true}},
		{"modern", tls.VersionTLS12, tls.VersionTLS13, "1.3", map[string]bool{"1.0": false, "1.1": false, "1.2": true, "1.3": true}},
		{"1.2 alone", tls.VersionTLS12, tls.VersionTLS12, "1.2", map[string]bool{"1.0": false, "1.1": false, "1.2": true, "1.3": false}},
		{"1.3 alone", tls.VersionTLS13, tls.VersionTLS13, "1.3", map[string]bool{"1.0": false, "1.1": false, "1.2": false, "1.3": true}},
		{"1.1 alone", tls.VersionTLS11, tls.VersionTLS11, "1.1", map[string]bool{"1.0": false, "1.1": true, "1.2": false, "1.3": false}},
		{"1.0 alone", tls.VersionTLS10, tls.VersionTLS10, "1.0", map[string]bool{"1.0": true, "1.1": false, "1.2": false, "1.3": false}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.web("gas.example.test", config(w.public.issue("gas.example.test", nil), c.least, c.most), hello)
			o := w.options("gas.example.test")
			o.Versions = []string{"1.0", "1.1", "1.2", "1.3"}
			p := the(t, w.look(o))
			if p.Fault != nil || p.TLS.Version != c.negotiated || !p.Works() {
				t.Fatalf("negotiated %+v, fault %v", p.TLS, p.Fault)
			}
			accepted := map[string]bool{}
			for _, v := range p.Versions {
				accepted[v.Version] = v.Accepted
				if v.Accepted != (v.Fault == nil) {
					t.Errorf("%s: accepted %v with fault %v", v.Version, v.Accepted, v.Fault)
				}
				if v.Fault != nil && v.Fault.Kind != Alert && v.Fault.Kind != OtherVersion {
					t.Errorf("%s: refused by %+v", v.Version, v.Fault)
				}
			}
			if diff := cmp.Diff(c.accepted, accepted); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsKeptOfAHandshake(t *testing.T) {
	w := newWorld(t)
	cert := w.public.issue("gas.example.test", nil)
	w.web("gas.example.test", config(cert, tls.VersionTLS12, tls.VersionTLS12), hello)
	n := w.look(w.options("gas.example.test"))
	p := the(t, n)
	leaf, err := x509.ParseCertificate(cert.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	want := &TLS{
		TookMS: p.TLS.TookMS, Version: "1.2", Cipher: p.TLS.Cipher, ALPN: "http/1.1",
		Chain:       []Certificate{kept(leaf), kept(w.public.cert)},
		NameMatches: true, Trust: TrustPublic, Root: "CN=Public Test Root,O=Invented Trust Ltd", RootStore: "AuthRoot", RootHeld: true,
		ValidFrom: leaf.NotBefore, ValidUntil: leaf.NotAfter, Dates: DatesValid,
	}
	if diff := cmp.Diff(want, p.TLS); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if p.TLS.Cipher != "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" && p.TLS.Cipher != "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384" &&
		p.TLS.Cipher != "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256" {
		t.Errorf("cipher %s", p.TLS.Cipher)
	}
	if got := p.TLS.Chain[0]; got.Key != "P-256" || got.Signature != "ECDSA-SHA256" || len(got.SHA256) != 64 || len(got.SHA1) != 40 {
		t.Errorf("certificate %+v", got)
	}
	if p.Answered == nil || p.Answered.Status != 200 || p.Answered.Page != "" || p.Answered.Date != noon.Format(http.TimeFormat) {
		t.Errorf("answered %+v", p.Answered)
	}
	if n.Roots.Held != 2 || n.Roots.Public < 50 || n.Roots.Fault != nil {
		t.Errorf("roots %+v", n.Roots)
	}
}

func TestWhatStandsInPlaceOfTLS(t *testing.T) {
	// Each reads the ClientHello first, so that what it answers is an answer.
	read := func(c net.Conn) { io.ReadAtLeast(c, make([]byte, 4096), 5) }
	for _, c := range []struct {
		name  string
		serve func(net.Conn)
		kind  Kind
		alert string
	}{
		{"alert", func(c net.Conn) { read(c); c.Write([]byte{21, 3, 1, 0, 2, 2, 70}) }, Alert, "protocol version not supported"},
		{"handshake alert", func(c net.Conn) { read(c); c.Write([]byte{21, 3, 3, 0, 2, 2, 40}) }, Alert, "handshake failure"},
		{"unrecognised name", func(c net.Conn) { read(c); c.Write([]byte{21, 3, 3, 0, 2, 2, 112}) }, Alert, "unrecognized name"},
		{"reset", func(c net.Conn) { read(c); c.(*net.TCPConn).SetLinger(0); c.Close() }, Reset, ""},
		{"closed", func(c net.Conn) { read(c); c.(*net.TCPConn).CloseWrite(); io.Copy(io.Discard, c) }, Ended, ""},
		{"words", func(c net.Conn) { read(c); c.Write([]byte("220 mail.example.test ESMTP ready\r\n")) }, NotTLS, ""},
		{"garbage", func(c net.Conn) { read(c); c.Write(make([]byte, 200)) }, NotTLS, ""},
		{"SSLv3", func(c net.Conn) { read(c); c.Write(sslv3Hello()) }, OtherVersion, ""},
		{"cut hello", func(c net.Conn) {
			read(c)
			c.Write(sslv3Hello()[:20])
			c.(*net.TCPConn).CloseWrite()
			io.Copy(io.Discard, c)
		}, Ended, ""},
		{"empty certificate", func(c net.Conn) {
			read(c)
			c.Write(append(tls12Hello(), 22, 3, 3, 0, 7, 11, 0, 0, 3, 0, 0, 0))
			io.Copy(io.Discard, c)
		}, Malformed, ""},
		{"broken certificate", func(c net.Conn) {
			read(c)
			c.Write(append(tls12Hello(), 22, 3, 3, 0, 12, 11, 0, 0, 8, 0, 0, 5, 0, 0, 2, 0x30, 0x80))
			c.Write([]byte{22, 3, 3, 0, 4, 14, 0, 0, 0}) // ServerHelloDone
			io.Copy(io.Discard, c)
		}, Malformed, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.listen("gas.example.test", c.serve)
			p := the(t, w.look(w.options("gas.example.test")))
			if p.Fault == nil || p.Fault.Kind != c.kind || p.Fault.Alert != c.alert {
				t.Fatalf("fault %+v, want %s %s", p.Fault, c.kind, c.alert)
			}
			if p.TLS == nil || p.TLS.Fault == nil || p.TLS.Version != "" || p.Works() || !p.Reached() {
				t.Errorf("path %+v", p)
			}
		})
	}
}

// sslv3Hello is a ServerHello of SSLv3, for RSA with RC4.
func sslv3Hello() []byte { return serverHello(3, 0, 0, 5) }

func tls12Hello() []byte { return serverHello(3, 3, 0xc0, 0x2b) }

func serverHello(version ...byte) []byte {
	hello := []byte{22, 3, version[1], 0, 42, 2, 0, 0, 38, version[0], version[1]}
	hello = append(hello, make([]byte, 32)...)         // random
	return append(hello, 0, version[2], version[3], 0) // no session, cipher, no compression
}

func TestChosenVersion(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []byte
		want uint16
		ok   bool
	}{
		{"nothing", nil, 0, false},
		{"SSLv3", sslv3Hello(), 0x300, true},
		{"1.2", tls12Hello(), 0x303, true},
		{"1.3", append(append(tls12Hello(), 0, 12), 0, 23, 0, 2, 9, 9, 0, 43, 0, 2, 3, 4), 0x304, true},
		{"extension cut", append(append(tls12Hello(), 0, 10), 0, 43), 0x303, true},
		{"alert", []byte{21, 3, 1, 0, 2, 2, 70, 0, 0, 0, 0}, 0, false},
		{"cut", sslv3Hello()[:10], 0, false},
		{"page", []byte("HTTP/1.1 400 Bad Request\r\n"), 0, false},
	} {
		if got, ok := chosenVersion(c.in); got != c.want || ok != c.ok {
			t.Errorf("%s: %#x %v, want %#x %v", c.name, got, ok, c.want, c.ok)
		}
	}
}

func FuzzChosenVersion(f *testing.F) {
	f.Add(sslv3Hello())
	f.Add(append(append(tls12Hello(), 0, 12), 0, 23, 0, 2, 9, 9, 0, 43, 0, 2, 3, 4))
	f.Fuzz(func(t *testing.T, in []byte) {
		if v, ok := chosenVersion(in); !ok && v != 0 {
			t.Errorf("%#x, and not ok", v)
		}
	})
}
