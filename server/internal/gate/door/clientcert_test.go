package door

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestClientCertificates(t *testing.T) {
	authority, stranger := newMaker("Invented card authority"), newMaker("Invented stranger")
	between := authority.under("Invented card authority, first floor")
	h := open(t, func(c *Config) { c.Clients = authority.pool() })
	chained := between.ofClient(func(*x509.Certificate) {})
	chained.Certificate = append(chained.Certificate, between.certificate.Raw)
	tests := []struct {
		name        string
		certificate *tls.Certificate
		version     uint16
		subject     string
		unverified  string
	}{
		{"with TLS 1.3", authority.ofClient(func(*x509.Certificate) {}), tls.VersionTLS13, "Invented Nurse", ""},
		{"with TLS 1.2", authority.ofClient(func(*x509.Certificate) {}), tls.VersionTLS12, "Invented Nurse", ""},
		{"with one between", chained, tls.VersionTLS13, "Invented Nurse", ""},
		{"none", nil, tls.VersionTLS13, "", ""},
		{"expired", authority.ofClient(func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }), tls.VersionTLS13, "", "expired"},
		{"of a stranger", stranger.ofClient(func(*x509.Certificate) {}), tls.VersionTLS12, "", "unknown authority"},
		{"of a server", authority.ofClient(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }), tls.VersionTLS13, "", "usage"},
		{"with the old configuration, where none is asked for", authority.ofClient(func(*x509.Certificate) {}), tls.VersionTLS11, "", ""},
	}
	for _, tt := range tests {
		config := both(tls.VersionTLS10, tt.version)
		asked := false
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			asked = true
			if tt.certificate == nil {
				return &tls.Certificate{}, nil
			}
			return tt.certificate, nil
		}
		config.ClientSessionCache = tls.NewLRUClientSessionCache(1)
		for _, resumed := range []bool{false, true} { // the certificate of a session that goes on counts, and is verified again
			said, err := h.get(t, config)
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
				continue
			}
			if said.Subject != tt.subject || (said.Unverified == "") != (tt.unverified == "") || !strings.Contains(said.Unverified, tt.unverified) {
				t.Errorf("%s, resumed %v: %q, unverified %q", tt.name, resumed, said.Subject, said.Unverified)
			}
			if tt.subject != "" && said.Resumed != resumed {
				t.Errorf("%s: resumed %v, want %v", tt.name, said.Resumed, resumed)
			}
			want := []string(nil)
			if tt.subject != "" {
				want = []string{":" + base64.StdEncoding.EncodeToString(tt.certificate.Leaf.Raw) + ":"}
			}
			if !slices.Equal(said.ClientCert, want) {
				t.Errorf("%s: Client-Cert is %q", tt.name, said.ClientCert)
			}
			if asked != (tt.version >= tls.VersionTLS12) {
				t.Errorf("%s: asked for a certificate: %v", tt.name, asked)
			}
		}
	}
}

// Where no authority is named nobody is asked for a certificate.
func TestNoClientCertificates(t *testing.T) {
	h := open(t, func(*Config) {})
	config := &tls.Config{GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		t.Error("a certificate is asked for")
		return &tls.Certificate{}, nil
	}}
	if _, err := h.get(t, config); err != nil {
		t.Error(err)
	}
}

func TestPassOn(t *testing.T) {
	authority := newMaker("Invented card authority")
	certificate := authority.ofClient(func(*x509.Certificate) {}).Leaf
	forged := func() http.Header {
		return http.Header{"Client-Cert": {":Zm9yZ2Vk:"}, "Client-Cert-Chain": {":eA==:"}, "Client_cert": {"x"}, "CLIENT-CERT_CHAIN": {"x"}, "client-cert": {"x"}, "Accept": {"*/*"}}
	}
	bare := forged()
	PassOn(bare, &Visitor{})
	if len(bare) != 1 {
		t.Errorf("what the client wrote is passed on: %v", bare)
	}
	PassOn(bare, nil)
	if len(bare) != 1 {
		t.Errorf("without a visitor: %v", bare)
	}
	full := forged()
	PassOn(full, &Visitor{Certificate: certificate, Chain: []*x509.Certificate{authority.certificate, certificate}})
	chain := strings.Split(full.Get("Client-Cert-Chain"), ", ")
	if len(full) != 3 || len(chain) != 2 {
		t.Fatalf("%v", full)
	}
	for field, want := range map[string]*x509.Certificate{full.Get("Client-Cert"): certificate, chain[0]: authority.certificate, chain[1]: certificate} {
		der, err := base64.StdEncoding.DecodeString(strings.Trim(field, ":"))
		if err != nil || !slices.Equal(der, want.Raw) || !strings.HasPrefix(field, ":") || !strings.HasSuffix(field, ":") {
			t.Errorf("%q: %v", field, err)
		}
	}
}
