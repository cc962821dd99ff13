package door

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

func listed(c *Config) { c.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }

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
