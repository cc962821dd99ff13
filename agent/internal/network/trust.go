package network

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// Held are the certificates that a machine trusts.
type Held struct {
	// Roots are the roots, where the system lists them.
	Roots []Root
	// Between are the intermediates that it holds.
	Between []*x509.Certificate
	// Pool is used instead of Roots where the system does not list them.
	Pool *x509.CertPool
}

// Root is a root that a machine trusts.
type Root struct {
	Certificate *x509.Certificate
	// Store is where it is from, as the system calls it.
	Store string
	// Public is true where the system says that it came with it, and not from
	// the machine's owner.
	Public bool
}

type fingerprint [sha256.Size]byte

// judge tells whom chains lead to.
type judge struct {
	held     *x509.CertPool
	between  *x509.CertPool
	stores   map[fingerprint]Root
	public   *x509.CertPool
	isPublic map[fingerprint]bool
	expected []Issuer
}

// publicRoots are the roots that browsers trust everywhere (those of Mozilla).
var publicRoots = sync.OnceValues(func() (*x509.CertPool, map[fingerprint]bool) {
	pool, all := x509.NewCertPool(), map[fingerprint]bool{}
	for root := range bundle.Roots() {
		// Roots that may not sign new certificates stay in: the question is whose
		// it is, not whether it should still be.
		if c, err := x509.ParseCertificate(root.Certificate); err == nil {
			pool.AddCert(c)
			all[sha256.Sum256(c.Raw)] = true
		}
	}
	return pool, all
})

func newJudge(held Held, expected []Issuer) *judge {
	j := &judge{held: held.Pool, between: x509.NewCertPool(), stores: map[fingerprint]Root{}, expected: expected}
	if j.held == nil {
		j.held = x509.NewCertPool()
	}
	for _, r := range held.Roots {
		j.held.AddCert(r.Certificate)
		if key := fingerprint(sha256.Sum256(r.Certificate.Raw)); j.stores[key].Certificate == nil {
			j.stores[key] = r
		}
	}
	for _, c := range held.Between {
		j.between.AddCert(c)
	}
	j.public, j.isPublic = publicRoots()
	return j
}

// judge fills in of t whom the sent certificates lead to, and when they hold.
// Whether they hold now is left open: that needs the right time (finish.go).
func (j *judge) judge(t *TLS, sent []*x509.Certificate, name string) {
	leaf := sent[0]
	t.NameMatches = leaf.VerifyHostname(name) == nil
	between := j.between.Clone()
	for _, c := range sent[1:min(len(sent), maxCertificates)] {
		between.AddCert(c)
	}
	instants := trials(sent)
	chain := verified(leaf, j.held, between, instants)
	t.RootHeld = chain != nil
	if chain == nil {
		chain = verified(leaf, j.public, between, instants)
	}
	if chain == nil {
		last := sent[min(len(sent), maxCertificates)-1]
		t.Trust, t.Root = TrustNoRoot, clean(last.Issuer.String(), maxTextBytes)
		t.ValidFrom, t.ValidUntil = leaf.NotBefore.UTC(), leaf.NotAfter.UTC()
		return
	}
	root := chain[len(chain)-1]
	key := fingerprint(sha256.Sum256(root.Raw))
	held := j.stores[key]
	t.Root, t.RootStore = clean(root.Subject.String(), maxTextBytes), clean(held.Store, maxTextBytes)
	t.ValidFrom, t.ValidUntil = span(chain)
	switch {
	case j.expects(chain):
		t.Trust = TrustExpected
	case j.isPublic[key] || held.Public:
		t.Trust = TrustPublic
	default:
		t.Trust = TrustPrivate
	}
}

// expects tells whether any signer of a verified chain is one that was given.
func (j *judge) expects(chain []*x509.Certificate) bool {
	return slices.ContainsFunc(chain[1:], func(c *x509.Certificate) bool {
		sum := fmt.Sprintf("%X", sha1.Sum(c.Raw))
		return slices.ContainsFunc(j.expected, func(i Issuer) bool { return i.SHA1 == sum })
	})
}

// verified is a chain from leaf to a root of the pool that holds at any of the
// instants, or nil.
func verified(leaf *x509.Certificate, roots, between *x509.CertPool, instants []time.Time) []*x509.Certificate {
	for _, at := range instants {
		chains, err := leaf.Verify(x509.VerifyOptions{
			Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
		})
		if err == nil && len(chains) > 0 {
			return chains[0]
		}
	}
	return nil
}

// trials are instants at which a chain may hold: whom it leads to is asked apart
// from this machine's clock, which may be wrong, and from the chain's dates.
func trials(sent []*x509.Certificate) []time.Time {
	leaf := sent[0]
	from, until := span(sent[:min(len(sent), maxCertificates)])
	all := []time.Time{
		leaf.NotBefore.Add(leaf.NotAfter.Sub(leaf.NotBefore) / 2),
		leaf.NotBefore,
		leaf.NotAfter,
	}
	if from.Before(until) {
		all = slices.Insert(all, 0, from)
	}
	return slices.Compact(all)
}

// span is when all of a chain but its root hold; of a root that stands alone,
// when that does. Programs do not ask for the dates of a root they hold.
func span(chain []*x509.Certificate) (from, until time.Time) {
	from, until = chain[0].NotBefore, chain[0].NotAfter
	for _, c := range chain[1:max(len(chain)-1, 1)] {
		if c.NotBefore.After(from) {
			from = c.NotBefore
		}
		if c.NotAfter.Before(until) {
			until = c.NotAfter
		}
	}
	return from.UTC(), until.UTC()
}
