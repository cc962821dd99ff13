package door

import (
	"context"
	"crypto/x509"
	"net/netip"
)

// Visitor is who is at the other end of a connection, as the gate or a proxy that
// it trusts saw it.
type Visitor struct {
	Address netip.AddrPort // of the client; behind a listed proxy what that one says
	Via     netip.Addr     // the listed proxy that spoke PROXY before it; zero: there was none
	Hello   *Hello         // nil: the handshake was not seen here
	TLS     uint16         // negotiated on the hop nearest to the client; 0 = not known, or none
	Cipher  string         // its name by IANA; "" = not known
	Old     bool           // let in by the old configuration
	// Certificate is the client's, where one was given and verified; nil: there is none.
	Certificate *x509.Certificate
}

// Hello is what a ClientHello offered. It is evidence, whatever came of the
// handshake.
type Hello struct {
	Offered    uint16 // the highest version, GREASE left out; 0 = none that there is
	ServerName string
	JA4        string
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
