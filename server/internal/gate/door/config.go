package door

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
)

// Config says whom a listener lets in.
type Config struct {
	// Certificate gives that of the modern configuration, TLS 1.2 and 1.3. It is
	// asked in each handshake.
	Certificate func() (*tls.Certificate, error)
	// Old gives that of the old configuration, TLS 1.0 and 1.1. Its key is RSA and
	// another one. nil: there is no old configuration, and who needs it is sent
	// alert 70 (protocol_version).
	Old func() (*tls.Certificate, error)
	// Clients are who may have issued certificates of clients. nil: none is asked
	// for. With the old configuration none ever is, so that nobody is asked for a
	// PIN only to be told no. A certificate that does not verify does not end the
	// connection: it does not count, and Visitor.Unverified says why.
	Clients *x509.CertPool

	// Proxies are the peers whose PROXY headers are believed. Whoever else sends one
	// is cut off.
	Proxies []netip.Prefix
	// ProxyOptional lets listed peers in that send no PROXY header. Without it they
	// must.
	ProxyOptional bool
	// Plain lets HTTP without TLS in, from everyone: for tests. Without it HTTP
	// comes without TLS only behind a PROXY header that says that the proxy ended TLS,
	// or that the proxy speaks for itself.
	Plain bool

	// Refuse is asked with each ClientHello of a client; true ends the handshake with
	// alert 70. Hello, Address, Via and Old of the visitor are known by then. It must be
	// quick. nil: nobody is refused.
	Refuse func(v *Visitor) bool
	// Refused is told of each connection that was turned away or failed, whatever its
	// reason, but for those that said nothing (see Reason). It is called by many
	// goroutines and must be quick, and what it keeps is as much as strangers want it
	// to be. The detail is for people, and has 500 bytes at most. nil: nobody is told.
	Refused func(v *Visitor, why Reason, detail string)
	// Trouble is told when connections cannot be accepted, such as for want of file
	// descriptors, and of a panic. The listener goes on. nil: nobody is told.
	Trouble func(err error)

	Limits Limits
}

func (c Config) check() error {
	if c.Certificate == nil && !c.Plain {
		return errors.New("a listener needs a certificate")
	}
	for _, p := range c.Proxies {
		if !p.IsValid() {
			return errors.New("a listed proxy has no valid address")
		}
		if p.Addr().Is4In6() {
			return fmt.Errorf("the listed proxy %v is written as IPv6; write its IPv4 address", p)
		}
	}
	return nil
}

// lists tells whether a peer's PROXY header is believed.
func (c *Config) lists(peer netip.Addr) bool {
	for _, p := range c.Proxies {
		if p.Contains(peer) {
			return true
		}
	}
	return false
}
