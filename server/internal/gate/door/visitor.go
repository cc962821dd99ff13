package door

import (
	"context"
	"crypto/x509"
	"net/netip"
	"slices"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
)

// Visitor is who is at the other end of a connection, as the gate or a proxy that
// it trusts saw it. It does not change once a request is there.
type Visitor struct {
	// Address is the client's; behind a listed proxy what that one says, and
	// invalid if it does not know.
	Address netip.AddrPort
	// Via is the listed proxy that spoke PROXY before the client; invalid: there
	// was none.
	Via netip.Addr
	// Local says that a listed proxy speaks for itself, as it does to see whether
	// the gate is well. Address is its own then.
	Local bool
	// Hello is what the client offered; nil: the handshake was not seen here, as
	// behind a proxy that ended TLS.
	Hello *Hello
	// TLS is the version negotiated on the hop nearest to the client, as in package
	// tls; 0 = not known, or none.
	TLS uint16
	// Cipher is the suite's name by IANA. One that a listed proxy gave and that
	// package tls does not know is as the proxy wrote it. "" = not known.
	Cipher string
	// Old says that the old configuration answered.
	Old bool

	// Certificate is the client's, where one was given and verified; nil: there is
	// none. That of the tls.ConnectionState may be unverified: never use it.
	Certificate *x509.Certificate
	// Chain is what verified Certificate, its issuer first, without the root.
	Chain []*x509.Certificate
	// CommonName is that of the certificate that a listed proxy verified, where it
	// gave no certificate; "" = none.
	CommonName string
	// Unverified says why a certificate that was given does not count; "" = it
	// does, or none was given.
	Unverified string
}

// Hello is what a ClientHello offered. It is evidence, whatever came of the
// handshake.
type Hello struct {
	// Offered is the highest version of SSL or TLS, GREASE left out, as in package
	// tls; 0x0300 = SSL 3.0, 0x0002 = SSL 2.0, 0 = none that there is.
	Offered uint16
	// ServerName is the name that was asked for; "" = none, or one that is not
	// printable ASCII.
	ServerName string
	// JA4 is the client's fingerprint; "" = the hello has the form of SSL 2.0, for
	// which there is none.
	JA4 string
	// Ciphers are the suites in the client's own order, with GREASE, the first 100 of
	// them, without those of SSL 2.0.
	Ciphers []uint16

	sent []byte // as it came, until it is answered
}

func evidenceOf(h *clienthello.Hello, sent []byte) *Hello {
	return &Hello{
		Offered: h.Offered(), ServerName: h.ServerName, JA4: h.JA4(),
		Ciphers: slices.Clone(h.Ciphers[:min(len(h.Ciphers), maxKeptCiphers)]), sent: sent,
	}
}

// Masked is the hello as it was sent, with its records, the first 2 KiB; zeros stand
// for all that is not the same in every hello of such a client: see package
// clienthello. It is there only until the hello is answered, and so for whoever
// refuses it; nil later.
func (h *Hello) Masked() []byte {
	if h.sent == nil {
		return nil
	}
	masked := clienthello.Mask(h.sent)
	return masked[:min(len(masked), maxMasked)]
}

// CipherNames are the names of the suites, as package tls has them; of those that it
// does not know, the number.
func (h *Hello) CipherNames(to []string) []string {
	for _, c := range h.Ciphers {
		to = append(to, clienthello.CipherName(c))
	}
	return to
}

type visitorKey struct{}

// WithVisitor returns a context of requests from a visitor.
func WithVisitor(ctx context.Context, v *Visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, v)
}

// VisitorOf returns the visitor that a request comes from; nil if there is none,
// as in a test that has no connection.
func VisitorOf(ctx context.Context) *Visitor {
	v, _ := ctx.Value(visitorKey{}).(*Visitor)
	return v
}
