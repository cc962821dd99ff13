package gate

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// keep writes the decision down. Nothing is answered before it returns. What breaks
// while it is put in writing was not kept.
func (g *Gate) keep(a *asked) (err error) {
	if g.Keep == nil {
		return nil
	}
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("keeping a decision broke: %v", broken)
		}
	}()
	d := &a.decision
	a.signInJSON = notice.AppendSignIn(a.signInJSON[:0], inZone(a.at, a.plan.Set.Zone()), a.use(), &a.signIn.Facts)
	a.answerJSON = a.answer.AppendJSON(a.answerJSON[:0])
	seen := evidence.Gate{
		Asked: d.Asked.Decision(), Weakened: string(d.Weakened), Window: d.Window(),
		Extractor: d.Extractor, Request: a.request, Join: a.attempt.Join, Via: a.via,
		Proven: provenNames[d.Proven],
		Person: d.Person, Device: d.Device, Card: d.Card, Organisation: d.Organisation,
		Contradictions: d.Contradicted,
	}
	if v := a.visitor; v != nil {
		seen.Address, seen.Port, seen.Network = addressOf(v.Address), int(v.Address.Port()), networkOf(v.Address)
		seen.Old = v.Old && a.attempt.Extractor != handshakeExtractor // which was not let in
		if v.Via.IsValid() && seen.Via == "" {
			seen.Via = v.Via.String()
		}
		if v.Hello != nil {
			seen.ServerName, seen.JA4 = v.Hello.ServerName, v.Hello.JA4
		}
		if v.Certificate != nil {
			seen.Certificate = fingerprint(v.Certificate)
		}
	}
	kept := evidence.Kept{SignIn: a.signInJSON, Answer: a.answerJSON, Digest: a.plan.Digest, Gate: &seen}
	a.record = evidence.AppendRecord(a.record[:0], &kept)
	a.detail = evidence.AppendDetail(a.detail[:0], g.more(a))
	return g.Keep(Entry{At: a.at, Code: d.Code, Record: a.record, Detail: a.detail})
}

// more is the evidence that may be dropped where there is no room; nil: there is
// none.
func (g *Gate) more(a *asked) *evidence.Detail {
	s := &a.subject
	// Of a sign-in that nobody will ask about, what its client sent is not kept.
	plain := len(s.Near)+len(s.Differs) == 0 && a.decision.Action == notice.Observe
	if plain && len(a.attempt.Detail) == 0 {
		return nil
	}
	out := &a.found
	*out = evidence.Detail{Headers: out.Headers[:0], Attempt: out.Attempt[:0], Ciphers: out.Ciphers[:0]}
	for _, d := range s.Differs {
		out.Attempt = append(out.Attempt, evidence.Field{Name: "differs: " + d.Key, Value: "claimed " + short(d.Claimed) + ", known " + short(d.Known)})
	}
	for _, n := range s.Near {
		out.Attempt = append(out.Attempt, evidence.Field{Name: "nearly " + strings.Join(n.Like, ", "), Value: short(n.Program)})
	}
	for _, d := range a.attempt.Detail {
		out.Attempt = append(out.Attempt, evidence.Field{Name: d.Name, Value: d.Value})
	}
	if a.header != nil && !plain {
		for _, name := range keptHeaders {
			for _, value := range a.header[name] {
				out.Headers = append(out.Headers, evidence.Field{Name: name, Value: short(value)})
			}
		}
	}
	if v := a.visitor; v != nil && v.Hello != nil && !plain {
		if a.attempt.Extractor == handshakeExtractor {
			if out.Hello = g.hello(v, a.at); out.Hello == nil {
				return nil
			}
		} else {
			out.Ciphers = v.Hello.CipherNames(out.Ciphers)
		}
	}
	return out
}

// keptHeaders are those that tell of the client. No others are kept: cookies and
// authorizations are keys to somebody's session.
var keptHeaders = []string{"Accept", "Accept-Language", "Analytics", "User-Agent"}

// maxKeptHeader is how much of one is kept: an Analytics header, whole.
const maxKeptHeader = 2 << 10

func short(s string) string {
	if len(s) > maxKeptHeader {
		return s[:maxKeptHeader]
	}
	return s
}

// keepOutcome writes down what the service made of a sign-in.
func (g *Gate) keepOutcome(code string, o attempt.Outcome, status int, at time.Time) error {
	if g.Keep == nil || code == "" {
		return nil
	}
	word := evidence.OutcomeAccepted
	if o == attempt.Denied {
		word = evidence.OutcomeDenied
	}
	record := evidence.AppendRecord(nil, &evidence.Kept{Outcome: &evidence.Outcome{Outcome: word, At: at, Status: status}})
	return g.Keep(Entry{At: at, Code: code, Record: record, Follows: true})
}

// provenNames are the units as evidence has them.
var provenNames = [...]string{
	decision.Unproven: "", decision.ByAddress: evidence.ProvenAddress, decision.ByDevice: evidence.ProvenDevice, decision.ByPerson: evidence.ProvenPerson,
}

// fingerprint is the SHA-256 of a certificate.
func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// certificateName is whom a verified certificate proves: its own holder.
func certificateName(c *x509.Certificate) string { return CertifiedPerson(fingerprint(c)) }

// CertifiedPerson is the person whom the budget counts of a sign-in with a verified
// certificate, by the fingerprint as evidence has it.
func CertifiedPerson(fingerprint string) string { return "certificate " + fingerprint }

// headers keeps those of a request that evidence is made of.
func headers(h http.Header) http.Header {
	if !slices.ContainsFunc(keptHeaders, func(name string) bool { return len(h[name]) > 0 }) {
		return nil
	}
	return h
}

// networkOf is the network of an address, as the budget counts networks.
func networkOf(a netip.AddrPort) string {
	if !a.IsValid() {
		return ""
	}
	return proven.NetworkOf(a.Addr()).String()
}
