package door

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
)

// both lets package tls offer what it does not by itself.
func both(lowest, highest uint16) *tls.Config {
	return &tls.Config{MinVersion: lowest, MaxVersion: highest, CipherSuites: append(append([]uint16{}, modernSuites...), oldSuites...)}
}

func TestVersions(t *testing.T) {
	h := open(t, func(*Config) {})
	tests := []struct {
		lowest, highest uint16
		want            string
		old             bool
		proto           string
	}{
		{tls.VersionTLS10, tls.VersionTLS10, "TLS 1.0", true, "HTTP/1.1"},
		{tls.VersionTLS10, tls.VersionTLS11, "TLS 1.1", true, "HTTP/1.1"},
		{tls.VersionTLS11, tls.VersionTLS11, "TLS 1.1", true, "HTTP/1.1"},
		{tls.VersionTLS10, tls.VersionTLS12, "TLS 1.2", false, "HTTP/2.0"},
		{tls.VersionTLS10, tls.VersionTLS13, "TLS 1.3", false, "HTTP/2.0"},
	}
	for _, tt := range tests {
		said, err := h.get(t, both(tt.lowest, tt.highest))
		if err != nil {
			t.Errorf("%s: %v", tt.want, err)
			continue
		}
		if said.TLS != tt.want || said.Old != tt.old || said.Proto != tt.proto || !said.HandshakeWasComplete || said.Hello == nil || said.Hello.Offered != tt.highest {
			t.Errorf("%s: the visitor is %+v", tt.want, said)
		}
		if said.Address.Addr() != netip.MustParseAddr("127.0.0.1") || said.Address.String() != said.Remote || said.Via.IsValid() {
			t.Errorf("%s: address %v by %v, remote %s", tt.want, said.Address, said.Via, said.Remote)
		}
		if said.Cipher == "" || said.Hello.ServerName != "localhost" || len(said.Hello.JA4) != 36 {
			t.Errorf("%s: cipher %q, hello %+v", tt.want, said.Cipher, said.Hello)
		}
	}
	if counts := h.Counts(); counts.Old != 3 {
		t.Errorf("%d were let in by the old configuration, want 3", counts.Old)
	}
}

// The old configuration has another key, no tickets, and what the modern one does
// not have; neither can be made to do what is the other's.
func TestConfigurationsApart(t *testing.T) {
	h := open(t, func(*Config) {})
	dial := func(config *tls.Config) (tls.ConnectionState, error) {
		t.Helper()
		config.RootCAs, config.ServerName = invented().pool(), "localhost"
		c, err := tls.Dial("tcp", h.Addr().String(), config)
		if err != nil {
			return tls.ConnectionState{}, err
		}
		defer c.Close()
		// Tickets of TLS 1.3 come with what is read.
		fmt.Fprint(c, "GET / HTTP/1.0\r\n\r\n")
		_, err = io.ReadAll(c)
		return c.ConnectionState(), err
	}
	modern, err := dial(both(tls.VersionTLS12, tls.VersionTLS12))
	if err != nil {
		t.Fatal(err)
	}
	old, err := dial(both(tls.VersionTLS10, tls.VersionTLS11))
	if err != nil {
		t.Fatal(err)
	}
	if modern.PeerCertificates[0].Equal(old.PeerCertificates[0]) || old.PeerCertificates[0].PublicKeyAlgorithm != x509.RSA {
		t.Error("the old configuration shows the modern certificate")
	}
	for name, suites := range map[string][]uint16{
		"AES by RSA":  {tls.TLS_RSA_WITH_AES_128_CBC_SHA},
		"GCM by RSA":  {tls.TLS_RSA_WITH_AES_128_GCM_SHA256},
		"3DES by RSA": {tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA},
	} {
		if state, err := dial(&tls.Config{MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12, CipherSuites: suites}); err == nil {
			t.Errorf("the modern configuration speaks %s: %s", name, tls.CipherSuiteName(state.CipherSuite))
		}
		h.turned(t, Failed)
	}
	for _, suite := range oldSuites {
		state, err := dial(&tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11, CipherSuites: []uint16{suite}})
		if err != nil || state.CipherSuite != suite {
			t.Errorf("the old configuration does not speak %s: %v", tls.CipherSuiteName(suite), err)
		}
	}
}

// tickets keeps one session for whatever is asked for, and counts what is put in.
type tickets struct {
	session *tls.ClientSessionState
	put     int
}

func (s *tickets) Get(string) (*tls.ClientSessionState, bool) { return s.session, s.session != nil }
func (s *tickets) Put(_ string, c *tls.ClientSessionState) {
	if c != nil {
		s.session = c
		s.put++
	}
}

func TestTicketsApart(t *testing.T) {
	h := open(t, func(*Config) {})
	resumes := func(address string, config *tls.Config, store *tickets) bool {
		t.Helper()
		config.InsecureSkipVerify, config.ServerName, config.ClientSessionCache = true, "localhost", store
		c, err := tls.Dial("tcp", address, config)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprint(c, "GET / HTTP/1.0\r\n\r\n")
		if _, err := io.ReadAll(c); err != nil {
			t.Fatal(err)
		}
		return c.ConnectionState().DidResume
	}
	at := h.Addr().String()
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		store := new(tickets)
		if resumes(at, both(version, version), store); store.put == 0 {
			t.Fatalf("%s gives no ticket", tls.VersionName(version))
		}
		if !resumes(at, both(version, version), store) {
			t.Errorf("a ticket of %s is not taken by the configuration that gave it", tls.VersionName(version))
		}
	}
	// Clients of TLS 1.1 with tickets: none is given.
	none := new(tickets)
	if resumes(at, both(tls.VersionTLS10, tls.VersionTLS11), none); none.put != 0 {
		t.Error("the old configuration gives tickets")
	}

	// A client that has a ticket and lies about where it is from: one that an old
	// configuration with tickets gave, shown to ours, and to the modern one. Package
	// tls shows a ticket only to its own version, so the bytes are put in by hand.
	for _, tt := range []struct {
		name     string
		from, to uint16
	}{
		{"of TLS 1.2 shown to TLS 1.1", tls.VersionTLS12, tls.VersionTLS11},
		{"of TLS 1.1 shown to TLS 1.2", tls.VersionTLS11, tls.VersionTLS12},
	} {
		giver := at
		if tt.from < tls.VersionTLS12 {
			giver = oldWithTickets(t)
		}
		given := new(tickets)
		if resumes(giver, both(tt.from, tt.from), given); given.put == 0 {
			t.Fatalf("%s: no ticket was given", tt.name)
		}
		ticket, _, err := given.session.ResumptionState()
		if err != nil {
			t.Fatal(err)
		}
		// A session of the version that is shown to, with the other's ticket.
		shower := oldWithTickets(t)
		if tt.to >= tls.VersionTLS12 {
			shower = at
		}
		shown := new(tickets)
		if resumes(shower, both(tt.to, tt.to), shown); shown.put == 0 {
			t.Fatalf("%s: no session to show it in", tt.name)
		}
		_, state, err := shown.session.ResumptionState()
		if err != nil {
			t.Fatal(err)
		}
		if shown.session, err = tls.NewResumptionState(ticket, state); err != nil {
			t.Fatal(err)
		}
		if resumes(at, both(tt.to, tt.to), shown) {
			t.Errorf("a ticket %s is taken", tt.name)
		}
	}
}

// oldWithTickets is a server as the old configuration would be with tickets, and
// with the same key.
func oldWithTickets(t *testing.T) string {
	t.Helper()
	config := oldTLS(always(oldOne()))
	config.SessionTicketsDisabled = false
	l, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.NotFoundHandler()}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return l.Addr().String()
}

// A modern client that was talked down to TLS 1.1 learns so.
func TestDowngradeIsTold(t *testing.T) {
	h := open(t, func(*Config) {})
	c, err := net.Dial("tcp", h.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	hello := draft{version: tls.VersionTLS11, ciphers: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}, extensions: []extension{sniExt("localhost")}}
	if _, err := c.Write(record(hello.body(), 1<<14)); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 5+4+2+32) // record, message, version, random
	if _, err := io.ReadFull(c, answer); err != nil {
		t.Fatal(err)
	}
	if got := string(answer[len(answer)-8:]); got != "DOWNGRD\x00" {
		t.Errorf("the server's random ends with %q", got)
	}
	c.Close()
	h.turned(t, Broken)

	hello.ciphers = append(hello.ciphers, 0x5600) // TLS_FALLBACK_SCSV
	if got := alertFor(t, h, record(hello.body(), 1<<14)); got != 86 {
		t.Errorf("the fallback to TLS 1.1 gives alert %d, want 86", got)
	}
	h.turned(t, Failed)
}

// alertFor sends bytes and returns the fatal alert that comes back; 0 = none.
func alertFor(t testing.TB, h *house, sent []byte) byte {
	t.Helper()
	c, err := net.Dial("tcp", h.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Write(sent); err != nil {
		t.Fatal(err)
	}
	back, err := io.ReadAll(c)
	if err != nil {
		t.Fatal(err)
	}
	if len(back) != 7 || back[0] != 21 || back[5] != 2 {
		if len(back) > 0 {
			t.Errorf("what comes back is %x", back)
		}
		return 0
	}
	return back[6]
}

func TestTurnedAway(t *testing.T) {
	ssl2 := append([]byte{0x80, 0x2e, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10}, make([]byte, 37)...)
	v2hello := append([]byte{0x80, 0x2e, 1, 3, 1, 0, 0x15, 0, 0, 0, 0x10}, make([]byte, 37)...)
	tests := []struct {
		name    string
		change  func(*Config)
		sent    []byte
		reason  Reason
		alert   byte
		offered uint16
	}{
		{"TLS 1.1 where there is no old configuration", func(c *Config) { c.Old = nil }, record(draft{version: 0x0302, noExt: true}.body(), 99), NoOld, 70, 0x0302},
		{"SSL 3.0", nil, record(draft{version: 0x0300, noExt: true}.body(), 99), TooOld, 70, 0x0300},
		{"SSL 2.0", nil, ssl2, TooOld, 70, 0x0002},
		{"TLS 1.0 in the form of SSL 2.0", nil, v2hello, TooOld, 70, 0x0301},
		{"GREASE alone", nil, record(draft{version: 0x0303, extensions: []extension{versionsExt(0x1a1a)}}.body(), 999), TooOld, 70, 0},
		{"refused by rule", func(c *Config) { c.Refuse = func(v *Visitor) bool { return v.Old } }, record(draft{version: 0x0301, noExt: true}.body(), 99), Refused, 70, 0x0301},
		{"a hello that is cut short within itself", nil, record(append(list16(0x0303), bytes.Repeat([]byte{200}, 40)...), 99), Garbled, 50, 0},
		{"no hello", nil, []byte{22, 3, 1, 0, 4, 2, 0, 0, 0}, Garbled, 50, 0},
		{"no suite in common", nil, record(draft{version: 0x0303, ciphers: []uint16{5}, noExt: true}.body(), 99), Failed, 40, 0x0303},
		{"thousands of suites, and none in common", nil, record(draft{version: 0x0303, ciphers: sameSuite(5, 9000), noExt: true}.body(), 1<<14), Failed, 40, 0x0303},
		{"no HTTP that there is", nil, record(draft{version: 0x0303, ciphers: modernSuites, extensions: []extension{{16, vector16(vector8([]byte("gopher")))}, {10, vector16(list16(23))}, {13, vector16(list16(0x0403))}}}.body(), 999), Failed, 120, 0x0303},
		{"neither TLS nor HTTP", nil, []byte("\x00\x01\x02\x03\x04\x05"), Noise, 0, 0},
		{"nor this", nil, []byte("\x90\x01\x02\x03\x04\x05"), Noise, 0, 0},
		{"nor words", nil, []byte("hello, is anybody there?\r\n"), Noise, 0, 0},
		{"a PROXY line of somebody", nil, []byte("PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n"), Forged, 0, 0},
		{"a PROXY header of somebody", nil, header(0, 0, nil), Forged, 0, 0},
		{"a PROXY header of somebody who is no listed proxy", func(c *Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} }, header(0, 0, nil), Forged, 0, 0},
		{"a listed proxy without a header", listed, record(draft{version: 0x0303}.body(), 99), Unproxied, 0, 0},
		{"a listed proxy with a broken header", listed, []byte("PROXY TCP4 192.0.2.7\r\n"), BadProxy, 0, 0},
	}
	for _, tt := range tests {
		h := open(t, func(c *Config) {
			if tt.change != nil {
				tt.change(c)
			}
		})
		if got := alertFor(t, h, tt.sent); got != tt.alert {
			t.Errorf("%s: alert %d, want %d", tt.name, got, tt.alert)
		}
		who := h.turned(t, tt.reason)
		var offered uint16
		if who.visitor.Hello != nil {
			offered = who.visitor.Hello.Offered
		}
		if offered != tt.offered || who.detail == "" || len(who.detail) > maxDetail || !who.visitor.Address.IsValid() {
			t.Errorf("%s: offered %#04x, want %#04x; %+v, %s", tt.name, offered, tt.offered, who.visitor, who.detail)
		}
		if n := h.Counts().Away[tt.reason]; n != 1 {
			t.Errorf("%s: counted %d times", tt.name, n)
		}
	}
}

// sameSuite is a list of one suite many times.
func sameSuite(v uint16, n int) []uint16 { return slices.Repeat([]uint16{v}, n) }

func listed(c *Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }

// A browser that was sent to http:// is told what to do.
func TestPlainIsToldWhatToDo(t *testing.T) {
	h := open(t, func(*Config) {})
	response, err := http.Get("http://localhost:" + h.port + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	words, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusBadRequest || !strings.Contains(string(words), "https://") {
		t.Errorf("%s: %q, %v", response.Status, words, err)
	}
	h.turned(t, Plain)
}

func TestPlain(t *testing.T) {
	h := open(t, func(c *Config) { c.Plain, c.Certificate, c.Old = true, nil, nil })
	response, err := http.Get("http://localhost:" + h.port + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if said := readTold(t, body); said.Hello != nil || said.Cipher != "" || said.Address.Addr().String() != "127.0.0.1" {
		t.Errorf("%+v", said)
	}
}

// Who connects and says nothing is no evidence, and is not told: a scan of ports, or
// a proxy that looks whether the port is open.
func TestSilent(t *testing.T) {
	for name, change := range map[string]func(*Config){"anybody": func(*Config) {}, "a listed proxy": listed} {
		h := open(t, change)
		c, err := net.Dial("tcp", h.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if err := c.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(c); err != nil {
			t.Fatal(err)
		}
		if n := h.Counts().Away[Silent]; n != 1 || len(h.aways) != 0 {
			t.Errorf("%s: counted %d times, told %d times", name, n, len(h.aways))
		}
	}
}

// Windows 7 has no suite with RSA certificates that HTTP/2 allows. It must not be
// offered HTTP/2 then, for http.Server would break off.
func TestNoHTTP2WithoutItsSuites(t *testing.T) {
	h := open(t, func(c *Config) { c.Certificate = always(oldOne()); c.Old = nil })
	for suite, want := range map[uint16]string{
		tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA:          "HTTP/1.1",
		tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384:       "HTTP/2.0",
		tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: "HTTP/2.0",
	} {
		said, err := h.get(t, &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{suite, tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}})
		if err != nil || said.Proto != want {
			t.Errorf("%s: %s, want %s; %v", tls.CipherSuiteName(suite), said.Proto, want, err)
		}
	}
}

func TestListenRefuses(t *testing.T) {
	below, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer below.Close()
	for name, config := range map[string]Config{
		"needs a certificate": {},
		"no valid address":    {Plain: true, Proxies: []netip.Prefix{{}}},
	} {
		if _, err := Listen(below, config); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
	}
}

// A certificate that is not to be had ends the handshake and not the listener.
func TestCertificateFails(t *testing.T) {
	broken := true
	h := open(t, func(c *Config) {
		c.Certificate = func() (*tls.Certificate, error) {
			if broken {
				return nil, errors.New("the disk is gone")
			}
			return modernOne(), nil
		}
	})
	if _, err := h.get(t, &tls.Config{}); err == nil {
		t.Error("a handshake without a certificate succeeded")
	}
	if a := h.turned(t, Failed); !strings.Contains(a.detail, "the disk is gone") {
		t.Error(a.detail)
	}
	broken = false
	if _, err := h.get(t, &tls.Config{}); err != nil {
		t.Error(err)
	}
}

// What panics costs the connection in which it does.
func TestPanicIsOneConnection(t *testing.T) {
	first := true
	troubles := make(chan error, 1)
	h := open(t, func(c *Config) {
		c.Trouble = func(err error) { troubles <- err }
		c.Refuse = func(*Visitor) bool {
			if first {
				first = false
				panic("a mistake")
			}
			return false
		}
	})
	if _, err := h.get(t, &tls.Config{}); err == nil {
		t.Error("it is let in")
	}
	if a := h.turned(t, Failed); !strings.Contains(a.detail, "a mistake") {
		t.Error(a.detail)
	}
	if err := <-troubles; !strings.Contains(err.Error(), "listener_test.go") {
		t.Errorf("where it was is not told: %v", err)
	}
	if _, err := h.get(t, &tls.Config{}); err != nil {
		t.Error(err)
	}
}

// A half-closed answer of HTTP/1.0 arrives whole.
func TestHTTP10(t *testing.T) {
	h := open(t, func(*Config) {})
	c, err := tls.Dial("tcp", h.Addr().String(), &tls.Config{RootCAs: invented().pool(), ServerName: "localhost", NextProtos: []string{"http/1.0"}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET / HTTP/1.0\r\n\r\n")
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if said := readTold(t, body); said.Proto != "HTTP/1.0" {
		t.Errorf("%+v", said)
	}
}

// What a listed proxy says of a client holds, whatever is behind it.
func TestProxied(t *testing.T) {
	nurse := newMaker("Invented card authority").ofClient(func(*x509.Certificate) {})
	client := addresses(t, "192.0.2.7:4711", "198.51.100.1:443")
	version := tlv(sslVersion, []byte("TLSv1"))
	tests := []struct {
		name   string
		sent   []byte
		want   func(told) bool
		reason Reason // "" = it is let in
	}{
		{"TLS ended, with a certificate", header(1, 0x11, client, ssl(7, 0, version, tlv(sslCert, nurse.Leaf.Raw))), func(s told) bool {
			return s.TLS == "TLS 1.0" && s.Subject == "Invented Nurse" && len(s.ClientCert) == 1 && s.Address.String() == "192.0.2.7:4711" && s.Remote == s.Address.String()
		}, ""},
		{"TLS ended, with what is no certificate", header(1, 0x11, client, ssl(7, 0, version, tlv(sslCert, []byte("x")))), func(s told) bool {
			return s.Subject == "" && len(s.ClientCert) == 0 && strings.Contains(s.Unverified, "no certificate")
		}, ""},
		{"TLS ended, with a certificate that did not verify", header(1, 0x11, client, ssl(7, 18, version, tlv(sslCert, nurse.Leaf.Raw))), func(s told) bool {
			return s.Subject == "" && len(s.ClientCert) == 0 && strings.Contains(s.Unverified, "18")
		}, ""},
		{"a client that it does not know", header(1, 0, nil, ssl(1, 0, version)), func(s told) bool {
			return !s.Address.IsValid() && s.Via.String() == "127.0.0.1" && strings.HasPrefix(s.Remote, "127.0.0.1:")
		}, ""},
		{"for itself", header(0, 0, nil), func(s told) bool {
			return s.Local && !s.Via.IsValid() && s.Address.Addr().String() == "127.0.0.1"
		}, ""},
		{"no TLS ended", header(1, 0x11, client, ssl(0, 0)), nil, Plain},
		{"nothing of TLS", header(1, 0x11, client), nil, Plain},
		{"a line, which says nothing of TLS", []byte("PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n"), nil, Plain},
		{"a second header behind it", append(header(1, 0x11, client, ssl(1, 0, version)), header(1, 0x11, client)...), nil, Noise},
	}
	h := open(t, listed)
	for _, tt := range tests {
		c, err := net.Dial("tcp", h.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := c.Write(append(tt.sent, "GET / HTTP/1.0\r\n\r\n"...)); err != nil {
			t.Fatal(err)
		}
		response, err := http.ReadResponse(bufio.NewReader(c), nil)
		if tt.reason != "" {
			if err == nil && response.StatusCode != http.StatusBadRequest {
				t.Errorf("%s: it is let in", tt.name)
			}
			if a := h.turned(t, tt.reason); a.visitor.Via.String() != "127.0.0.1" || a.visitor.Address.String() != "192.0.2.7:4711" {
				t.Errorf("%s: %+v", tt.name, a.visitor)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if said := readTold(t, body); !tt.want(said) {
			t.Errorf("%s: %s", tt.name, body)
		}
	}

	// One that need not send a header may shake hands as itself.
	h = open(t, func(c *Config) { listed(c); c.ProxyOptional = true })
	if said, err := h.get(t, &tls.Config{}); err != nil || said.Via.IsValid() || said.Hello == nil {
		t.Errorf("%+v, %v", said, err)
	}
}

// Of a forged header nothing is believed, not even for the record.
func TestForged(t *testing.T) {
	h := open(t, func(c *Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.7/32")} })
	alertFor(t, h, header(1, 0x11, addresses(t, "192.0.2.7:4711", "198.51.100.1:443"), ssl(1, 0, tlv(sslVersion, []byte("TLSv1.3")))))
	a := h.turned(t, Forged)
	if a.visitor.Address.Addr().String() != "127.0.0.1" || a.visitor.Via.IsValid() || a.visitor.TLS != 0 || strings.Contains(a.detail, "192.0.2.7") {
		t.Errorf("%+v: %s", a.visitor, a.detail)
	}
}
