package door

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
)

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
	if err := <-troubles; !strings.Contains(err.Error(), "TestPanicIsOneConnection") {
		t.Errorf("where it was is not told: %v", err)
	}
	if _, err := h.get(t, &tls.Config{}); err != nil {
		t.Error(err)
	}
}
