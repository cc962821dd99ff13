package door

import (
	"crypto/rsa"
	"crypto/tls"
	"errors"
	"slices"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
)

// The suites of TLS 1.2. Those with CBC are for Windows 7, whose Schannel has no
// GCM with RSA certificates. There is no exchange of keys by RSA: an answer of the old
// configuration about padding is then of no use against the modern one, whatever
// their keys.
var modernSuites = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
	tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
	tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
	tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
}

// The suites of TLS 1.0 and 1.1: what .NET on Windows XP, 7 and 10 offers, but RC4.
var oldSuites = []uint16{
	tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
	tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
	tls.TLS_RSA_WITH_AES_128_CBC_SHA,
	tls.TLS_RSA_WITH_AES_256_CBC_SHA,
	tls.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA,
	tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
}

// Protocols of HTTP by ALPN. curl --http1.0 offers http/1.0 and nothing else.
var (
	protocols    = []string{"h2", "http/1.1", "http/1.0"}
	oldProtocols = protocols[1:]
)

// tls makes the modern configuration, which hands what is old to the old one. Both
// live as long as the listener, so that tickets stay good when a certificate is
// renewed. Everything is explicit: nothing depends on GODEBUG.
func (c *Config) tls() *tls.Config {
	modern := &tls.Config{
		MinVersion:     tls.VersionTLS12,
		MaxVersion:     tls.VersionTLS13,
		CipherSuites:   modernSuites,
		NextProtos:     protocols,
		GetCertificate: given(c.Certificate),
	}
	if c.Clients != nil {
		// Asked for and not required, and verified by verifyClient: see there.
		modern.ClientAuth = tls.RequestClientCert
		modern.ClientCAs = c.Clients
	}
	// With the same keys of tickets: it has none of its own.
	withoutHTTP2 := modern.Clone()
	withoutHTTP2.NextProtos = oldProtocols

	var old *tls.Config
	if c.Old != nil {
		old = oldTLS(c.Old)
	}
	modern.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		// These are the versions that package tls goes on to choose from, so that
		// neither configuration can be made to negotiate what is the other's.
		best := clienthello.Newest(hello.SupportedVersions)
		switch {
		case best < tls.VersionTLS12 && old != nil:
			return old, nil
		case best == tls.VersionTLS12 && !c.canHTTP2(hello):
			return withoutHTTP2, nil
		}
		return nil, nil // modern itself
	}
	return modern
}

// oldTLS is the configuration for clients that offer nothing above TLS 1.1.
func oldTLS(certificate func() (*tls.Certificate, error)) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS10,
		// What the server is able to, and not what it would negotiate here: for those who
		// come here offer no TLS 1.2. From it package tls knows that a client who
		// was talked down to TLS 1.1 must be told so, by the last bytes of the server's
		// random (RFC 8446 §4.1.3) and by alert 86 (RFC 7507 §3).
		MaxVersion:             tls.VersionTLS12,
		CipherSuites:           oldSuites,
		NextProtos:             oldProtocols,
		GetCertificate:         given(certificate),
		SessionTicketsDisabled: true,
		VerifyConnection: func(state tls.ConnectionState) error {
			if state.Version > tls.VersionTLS11 {
				return errors.New("the old configuration is for TLS 1.1 at most")
			}
			return nil
		},
	}
}

// given is the same certificate for every client.
func given(certificate func() (*tls.Certificate, error)) func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		if certificate == nil {
			return nil, errors.New("there is no certificate")
		}
		return certificate()
	}
}

// canHTTP2 tells whether a client of TLS 1.2 will get a suite that HTTP/2 allows.
// Source: RFC 9113 §9.2.2. http.Server breaks connections off that have another.
func (c *Config) canHTTP2(hello *tls.ClientHelloInfo) bool {
	if c.Certificate == nil {
		return false
	}
	certificate, err := c.Certificate()
	if err != nil {
		return false
	}
	allowed := []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256}
	if _, isRSA := certificate.PrivateKey.(*rsa.PrivateKey); !isRSA {
		allowed = []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256}
	}
	return slices.ContainsFunc(allowed, func(suite uint16) bool { return slices.Contains(hello.CipherSuites, suite) })
}
