package door

import (
	"crypto/x509"
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// verifyClient puts into the visitor the certificate that a client gave in the
// handshake, which has proven that the client has its key, or why it does not
// count. It is no reason to end the handshake: that would be an alert, which says
// nothing to people, and an expired certificate would lock its owner out.
func (v *Visitor) verifyClient(given []*x509.Certificate, roots *x509.CertPool, now time.Time) {
	if len(given) == 0 {
		return
	}
	intermediates := x509.NewCertPool()
	for _, c := range given[1:] {
		intermediates.AddCert(c)
	}
	chains, err := given[0].Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: intermediates, CurrentTime: now,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil {
		v.Unverified = err.Error()
		return
	}
	v.Certificate = given[0]
	if chain := chains[0]; len(chain) > 2 {
		v.Chain = chain[1 : len(chain)-1]
	}
}

// The headers by which a client's certificate is passed on. Source: RFC 9440 §2.
const (
	clientCert      = "Client-Cert"
	clientCertChain = "Client-Cert-Chain"
)

// PassOn puts the visitor's certificate into the header of a request that goes to
// the service behind, and takes out what the client itself wrote there (RFC 9440
// §4), also with underscores, which some services take for hyphens. A nil visitor
// has no certificate.
func PassOn(header http.Header, v *Visitor) {
	for name := range header {
		switch http.CanonicalHeaderKey(strings.ReplaceAll(name, "_", "-")) {
		case clientCert, clientCertChain:
			delete(header, name)
		}
	}
	if v == nil || v.Certificate == nil {
		return
	}
	header.Set(clientCert, byteSequence(v.Certificate))
	if len(v.Chain) > 0 {
		chain := make([]string, len(v.Chain))
		for i, c := range v.Chain {
			chain[i] = byteSequence(c)
		}
		header.Set(clientCertChain, strings.Join(chain, ", "))
	}
}

// byteSequence is a certificate as a structured field. Source: RFC 9651 §3.3.5.
func byteSequence(c *x509.Certificate) string {
	return ":" + base64.StdEncoding.EncodeToString(c.Raw) + ":"
}
