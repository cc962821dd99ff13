package door

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
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

// One process hands the socket to the next, while clients come: none of them is
// lost.
func TestHandOver(t *testing.T) {
	below, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	socket, err := below.(*net.TCPListener).File() // as the next process inherits it
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	first := openOn(t, below, func(*Config) {})

	const clients, visits = 4, 25
	var crowd sync.WaitGroup
	served := make(chan struct{}, clients*visits)
	for range clients {
		crowd.Go(func() {
			for range visits { // each with a connection of its own
				if _, err := first.get(t, &tls.Config{}); err != nil {
					t.Error(err)
				}
				served <- struct{}{}
			}
		})
	}
	for range clients {
		<-served
	}
	inherited, err := net.FileListener(socket)
	if err != nil {
		t.Fatal(err)
	}
	second := openOn(t, inherited, func(*Config) {})
	if err := first.Drain(t.Context()); err != nil {
		t.Error(err)
	}
	if err := first.server.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	crowd.Wait()
	if c := first.Counts(); c.Open != 0 {
		t.Errorf("the first has connections left: %+v", c)
	}
	select {
	case <-second.visits:
	default:
		t.Error("nobody came to the second")
	}
}
