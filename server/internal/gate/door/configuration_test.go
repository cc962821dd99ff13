package door

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
)

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
