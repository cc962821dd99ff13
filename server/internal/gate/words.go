package gate

import (
	"net/http"
	"net/netip"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
	"github.com/lanyard-id/lanyard/server/internal/gate/live"
	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// maxDevices is how many computers that work are named to somebody whose own does
// not: enough to find one that is free.
const maxDevices = 3

// wordsOf puts a decision in words, once. Where that breaks they are few: what was
// decided stands all the same.
func (g *Gate) wordsOf(a *asked) (words *refusal.Words) {
	if a.words != nil {
		return a.words
	}
	defer func() {
		if recover() != nil {
			g.Watch.Count(live.Panicked)
			a.words = &refusal.Words{Blocked: a.decision.Action == notice.Block, Code: a.decision.Code, At: inZone(a.at, a.plan.Set.Zone())}
			words = a.words
		}
	}()
	c := refusal.Case{
		Answer: &a.answer, Verdict: &a.verdict, Done: a.decision.Action,
		At: a.at, Zone: a.plan.Set.Zone(), Session: a.attempt.Join,
	}
	if len(a.verdict.Findings) > 0 {
		c.Ahead = refusal.Look(a.plan.Set, &a.signIn.Facts, a.use(), &a.verdict)
	}
	if a.via == "" {
		c.Home = "/"
	}
	estate := g.estate(a.plan)
	for _, k := range estate.Contacts(a.subject.Organisation, a.teams()) {
		c.Contacts = append(c.Contacts, refusal.Contact{Team: k.Team, Name: k.Name, Phone: k.Phone, Email: k.Email, Hours: k.Hours})
	}
	c.Contacts = refusal.Present(c.Contacts, a.at, c.Zone)
	if a.decision.Action == notice.Block {
		c.Devices = estate.Good(a.subject.Organisation, a.at, joined.Sound(a.plan.Set, a.use(), a.at), maxDevices)
	}
	a.words = refusal.New(&c)
	if a.decision.Weakened == decision.Unarmed {
		// Nobody approved these files, so nobody was to be refused by them: a gate that
		// only watches must not frighten people.
		a.words.Spared = false
	}
	return a.words
}

// teams are those who put right what falls short, each once, in the order of the
// findings.
func (a *asked) teams() []string {
	var out []string
	for _, f := range a.answer.Findings {
		if f.Who != "" && f.Action != notice.Observe {
			out = appendNew(out, f.Who)
		}
	}
	return out
}

func appendNew(list []string, s string) []string {
	for _, had := range list {
		if had == s {
			return list
		}
	}
	return append(list, s)
}

// trouble says what is not a decision, in the form that the client asks for.
func (g *Gate) trouble(w http.ResponseWriter, r *http.Request, status int) {
	g.troubleIn(refusal.Negotiated, "", w, r, status)
}

// away says that the service is away: to a client that was let through to it, in
// the form in which it would be refused.
func (g *Gate) away(w http.ResponseWriter, r *http.Request, status int) {
	form, session := refusal.Negotiated, ""
	if p, _ := r.Context().Value(passingKey{}).(*passing); p != nil {
		form, _ = refusal.FormNamed(p.extractor.Refusal.Form)
		session = p.session
	}
	g.troubleIn(form, session, w, r, status)
}

func (g *Gate) troubleIn(form refusal.Form, session string, w http.ResponseWriter, r *http.Request, status int) {
	t := refusal.TroubleOf(status)
	p := g.Plans.Current()
	t.At, t.Session = inZone(g.Clock.Now(), p.Set.Zone()), session
	t.Contacts = g.contacts()
	refusal.WriteTrouble(w, r, form, t)
}

// contacts are those of the notices in force.
func (g *Gate) contacts() []refusal.Contact {
	now := g.Clock.Now()
	p := g.Plans.Current()
	var out []refusal.Contact
	for _, n := range p.Set.Notices(now) {
		if c := n.Contact; !c.IsZero() {
			out = append(out, refusal.Contact{Team: "national", Name: c.Name, Phone: c.Phone, Email: c.Email})
		}
	}
	return refusal.Present(out, now, p.Set.Zone())
}

func inZone(at time.Time, z *civil.Zone) time.Time {
	if z == nil {
		return at.UTC()
	}
	return at.In(z.Location())
}

// address is the client's.
func (a *asked) address() netip.Addr {
	if a.visitor == nil {
		return netip.Addr{}
	}
	return a.visitor.Address.Addr()
}
