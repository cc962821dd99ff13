package readiness

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
)

func (s state) String() string {
	return [...]string{"uncounted", "working", "unsure", "interrupted", "stranded", "cardless"}[s]
}

// peopleNotice is a random notice with remedies, of which some come after others.
func (w *world) peopleNotice(id string, revision int, published string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "language: 1\nnotice: %s\nrevision: %d\npublished: %s\nzone: Europe/London\nrequirements:\n", id, revision, published)
	for i := range rapid.IntRange(1, 5).Draw(w.T, "requirements") {
		keys := fmt.Sprintf("{id: %s%d,", id[:1], i)
		more := keys
		if w.chance("remedy", 90) {
			do := []string{"a", "b", "c", "a", "b"}[i]
			after := map[string]string{"a": "", "b": ", after: [a]", "c": ", after: [b, a]"}[do]
			more += fmt.Sprintf(" remedy: {do: %s, who: it-team%s},", do, after)
		}
		if w.chance("use", 15) {
			more += fmt.Sprintf(" use: [%s],", w.pick("use", "sign", "sign-in"))
		}
		requirement := strings.Replace(w.requirement(fmt.Sprint(id[:1], i), w.pick("of", objects...)), keys, more, 1)
		if w.chance("blocks first", 60) {
			requirement = strings.Replace(requirement, "phases: [", "phases: [{action: block, from: 2025-02-01}, ", 1)
			requirement = strings.Replace(requirement, ", ]", "]", 1)
		}
		b.WriteString(requirement)
	}
	b.WriteString(`pauses: {budget: 30d, per: year, longest: 20d, gives: warn}
catalogue:
  agent: {kind: client, generations: [{versions: "<2", status: old}, {versions: ">=2", status: ok, until: 2025-07-03}, {versions: ">=2", status: late, from: 2025-07-03}]}
  browser: {kind: client}
  middleware: {kind: middleware}
card-types: {Gemplus: [4, 5, 6], Oberthur: [8], PIV: [9, 10]}
`)
	return b.String()
}

// drawPeople is a random estate of people who sign in, and notices with remedies.
func drawPeople(t *rapid.T, tb testing.TB) *world {
	w := &world{T: t}
	w.source = w.peopleNotice("random", 1, "2025-04-01")
	notices := []*notice.Notice{parsed(tb, w.source)}
	for _, more := range []struct {
		id        string
		revision  int
		published string
	}{{"random", 2, "2025-06-10"}, {"second", 1, "2025-02-01"}} {
		if w.chance("more notices", 30) {
			src := w.peopleNotice(more.id, more.revision, more.published)
			w.source += src
			notices = append(notices, parsed(tb, src))
		}
	}
	n := notices[0]
	var o notice.Options
	if w.chance("exempts", 60) {
		src := w.exemptions()
		w.source += src
		o.Exemptions, _ = notice.ParseExemptions("exemptions.yaml", []byte(src), n.Zone)
	}
	if w.chance("pauses", 40) {
		src := w.pauses()
		w.source += src
		o.Pauses, _ = notice.ParsePauses("pauses.yaml", []byte(src), n.Zone)
	}
	w.set = newSet(tb, o, notices...)
	w.fillPeople(tb)
	w.instants = append(w.instants, time.Date(2025, 6, 25, 10, 0, 0, 0, time.UTC)) // in a pause, if there is one
	for range rapid.IntRange(0, 3).Draw(t, "instants") {
		at, _ := time.Parse(time.RFC3339, w.second("instant"))
		w.instants = append(w.instants, at)
	}
	return w
}

// signedInUntil is about when the sign-ins of random people end.
var signedInUntil = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)

func (w *world) fillPeople(tb testing.TB) {
	m := newMaker(tb, randomProducts...)
	for _, o := range []row{{"organisation": "A", "kind": "trust"}, {"organisation": "A1", "parent": "A"}, {"organisation": "B", "kind": "gp"}} {
		w.maybe(o, "groups", "early", "late")
		m.organisation(o)
	}
	organisations := []string{"A", "A1", "B"}
	for i := range 4 {
		p := row{"person": fmt.Sprint("p", i)}
		w.maybe(p, "organisation", organisations...)
		w.maybe(p, "groups", "locum", "ward")
		m.person(p)
		if w.chance("another", 30) {
			p["organisation"] = w.pick("another organisation", organisations...)
			m.person(p)
		}
	}
	for _, id := range []string{"rio", "a1"} {
		a := row{"application": id}
		w.maybe(a, "protocols", "oidc", "saml")
		m.application(a)
	}
	for i := range 6 {
		c := row{"card": fmt.Sprint("c", i)}
		w.maybe(c, "series", "4", "8", "9")
		w.maybe(c, "holder", "p0", "p1", "p2", "p3")
		w.maybe(c, "organisation", organisations...)
		w.maybe(c, "status", "active", "active", "active", "active", "active", "active", "cancelled", "lost")
		w.maybe(c, "groups", "pilot", "ward")
		w.maybe(c, "seen", w.second("card seen"))
		if w.chance("expires", 20) {
			c["expires"] = w.day("expires")
		}
		if w.chance("last used", 50) {
			c["last_used"] = w.day("last used")
		}
		m.card(c)
	}
	users := w.chance("users", 50)
	for i := range 3 {
		d := row{"device": fmt.Sprint("d", i)}
		w.maybe(d, "organisation", organisations...)
		w.maybe(d, "os", "Windows", "Linux")
		w.maybe(d, "groups", "ward", "pilot")
		w.maybe(d, "last_seen", w.day("last seen"))
		w.maybe(d, "seen", w.second("device seen"))
		for _, product := range randomProducts {
			w.maybe(d, product, "1.4", "2.5", "-", "+", "2;+")
		}
		at := m.device(d)
		for _, person := range []string{"p0", "p1"} {
			if users && w.chance("user", 50) {
				m.Users.Add(at, person, m.origin(nil))
			}
		}
	}
	if !w.chance("no sign-ins", 25) {
		for range rapid.IntRange(1, 30).Draw(w.T, "sign-ins") {
			at := signedInUntil.Add(-time.Duration(rapid.IntRange(0, 120*24).Draw(w.T, "hours ago")) * time.Hour)
			s := row{"at": at.Format(time.RFC3339)}
			w.maybe(s, "card", "c0", "c1", "c2", "c7")
			w.maybe(s, "device", "d0", "d1", "d2", "d7")
			w.maybe(s, "person", "p0", "p1", "p2", "p7")
			w.maybe(s, "application", "rio", "a1")
			w.maybe(s, "organisation", organisations...)
			w.maybe(s, "client", "agent", "browser", "unheard")
			w.maybe(s, "client_version", "1.4", "2.5")
			w.maybe(s, "tls", "1.0", "1.2", "1.3")
			m.signIn(s)
		}
	}
	w.estate = m.done()
}
