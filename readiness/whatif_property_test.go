package readiness

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// plan is a random range for a random estate whose sign-ins end before it.
type plan struct {
	*world
	known, from, until time.Time
}

func drawPlan(t *rapid.T, tb testing.TB) *plan {
	p := &plan{world: &world{T: t}}
	p.source = p.notice()
	if p.chance("windows", 60) {
		p.source = strings.ReplaceAll(p.source, "{action: block,", "{action: block, during: hours,") +
			"windows:\n  hours: [{on: [" + p.pick("weekday", "Sun", "Mon, Thu", "Tue, Wed, Sat") + `], from: "` + p.pick("opens", "00:30", "09:00", "22:00") +
			`", until: "` + p.pick("closes", "01:30", "12:00") + `", overnight: true, first: 2025-03-01, last: 2025-11-15}]` + "\n"
	}
	for i := range 5 {
		if p.chance("remedy", 70) {
			p.source = strings.Replace(p.source, fmt.Sprintf("{id: r%d,", i), fmt.Sprintf("{id: r%d, remedy: {do: %s, who: it-team},", i, p.pick("do", "a", "b")), 1)
		}
	}
	if p.chance("use", 30) {
		p.source = strings.Replace(p.source, "{id: r0,", "{id: r0, use: ["+p.pick("use", "sign", "sign-in")+"],", 1)
	}
	n := parsed(tb, p.source)
	var o notice.Options
	if p.chance("exempts", 50) {
		src := p.exemptions()
		p.source += src
		o.Exemptions, _ = notice.ParseExemptions("exemptions.yaml", []byte(src), n.Zone)
	}
	if p.chance("pauses", 30) {
		src := p.pauses()
		p.source += src
		o.Pauses, _ = notice.ParsePauses("pauses.yaml", []byte(src), n.Zone)
	}
	p.set = newSet(tb, o, n)
	// Before the clocks go forward, when they do nothing, and before they go back.
	day := p.pick("known", "2025-03-24", "2025-06-10", "2025-10-20")
	p.known, _ = time.Parse(time.DateOnly, day)
	p.known = p.known.Add(time.Duration(rapid.IntRange(0, 24*60).Draw(t, "minute")) * time.Minute)
	p.from = p.known.Add(time.Duration(rapid.IntRange(-20, 20).Draw(t, "from")) * 12 * time.Hour)
	p.until = p.from.Add(time.Duration(rapid.IntRange(1, 60).Draw(t, "length")) * 11 * time.Hour)
	p.fillWeeks(tb)
	return p
}

// fillWeeks fills the estate with what can be seen in sign-ins.
func (p *plan) fillWeeks(tb testing.TB) {
	m := newMaker(tb, randomProducts...)
	for _, o := range []row{{"organisation": "A", "kind": "trust"}, {"organisation": "A1", "parent": "A"}, {"organisation": "B", "kind": "gp"}} {
		p.maybe(o, "groups", "early", "late")
		m.organisation(o)
	}
	organisations := []string{"A", "A1", "B", "C9"}
	near := func(what string) string {
		return p.known.AddDate(0, 0, rapid.IntRange(-60, 60).Draw(p.T, what)).Format(time.RFC3339)
	}
	for i := range 3 {
		person := row{"person": fmt.Sprint("p", i)}
		p.maybe(person, "organisation", organisations...)
		p.maybe(person, "groups", "locum", "ward")
		m.person(person)
		c := row{"card": fmt.Sprint("c", i)}
		p.maybe(c, "series", "4", "8", "9")
		p.maybe(c, "type", "Gemplus", "PIV")
		p.maybe(c, "holder", "p0", "p1", "p9")
		p.maybe(c, "status", "active", "cancelled")
		p.maybe(c, "groups", "pilot", "ward")
		for _, name := range []string{"issued", "expires", "certificate_expires", "last_used", "seen"} {
			p.maybe(c, name, near(name))
		}
		m.card(c)
		d := row{"device": fmt.Sprint("d", i)}
		p.maybe(d, "organisation", organisations...)
		p.maybe(d, "os", "Windows", "Linux")
		p.maybe(d, "os_version", "9", "10.1")
		p.maybe(d, "last_seen", near("last seen"))
		p.maybe(d, "groups", "ward", "pilot")
		p.maybe(d, "uses", "signing", "none")
		p.maybe(d, "applications", "rio", "rio;a1", "")
		p.maybe(d, "seen", near("device seen"))
		for _, product := range randomProducts {
			p.maybe(d, product, "1.4", "2.5", "-", "+", "1;2.5")
		}
		m.device(d)
	}
	m.application(row{"application": "rio", "protocols": p.pick("protocols", "oidc", "saml"), "supplier": "Example"})
	for range rapid.IntRange(12, 50).Draw(p.T, "sign-ins") {
		at := p.known.Add(-time.Duration(rapid.IntRange(-100, 33*24*6).Draw(p.T, "ago")) * 10 * time.Minute)
		s := row{"at": at.Format(time.RFC3339)}
		p.maybe(s, "card", "c0", "c1", "c2", "c7")
		p.maybe(s, "device", "d0", "d1", "d7")
		p.maybe(s, "person", "p0", "p1", "p7")
		p.maybe(s, "application", "rio", "a1")
		p.maybe(s, "organisation", organisations...)
		p.maybe(s, "client", "agent", "browser", "unheard")
		p.maybe(s, "client_version", "1.4", "2.5")
		p.maybe(s, "tls", "1.0", "1.2", "1.3")
		p.maybe(s, "use", "sign", "sign-in")
		m.signIn(s)
	}
	p.estate = m.done()
}

// plainOut is how the sign-ins of a leg end, and how many each action alone would
// let in.
type plainOut struct {
	By    [notice.Block + 1]int
	Freed map[string]int
}

// plainly judges every sign-in of the weeks by itself, on each day of the range
// that it is shifted to.
func (p *plan) plainly(s *Survey, w *weeks, l *legs) []plainOut {
	out := make([]plainOut, len(l.list))
	zone := p.set.Zone()
	facts := &notice.Facts{}
	for i := range p.estate.SignIns.Len() {
		was := zone.Civil(estate.Instant(p.estate.SignIns.At(i)))
		if p.estate.SignIns.At(i) > p.known.Unix() || was.Before(w.from) || !was.Before(w.until) {
			continue
		}
		use := p.estate.SignIns.Uses.TextOf(p.estate.SignIns.Use(i))
		if use == "" {
			use = notice.UseSignIn
		}
		for week := -60; week < 60; week++ {
			at, _ := zone.At(was.AddDays(7 * week))
			if at.Before(p.from) || !at.Before(p.until) {
				continue
			}
			t := untied
			s.signedIn(&t, int32(i), everyObject)
			if t.organisation = p.estate.SignIns.Organisation(i); t.organisation == none && t.device != none {
				t.organisation = int32(p.estate.OrganisationRow(p.estate.Devices, int(t.device)))
			}
			(&arrivals{survey: s}).gather(facts, &t, at, everything)
			var v notice.Verdict
			s.set.Judge(facts, use, at, &v)
			leg := &out[slices.IndexFunc(l.list, func(leg leg) bool { return at.Before(leg.until) })]
			leg.By[v.Decision]++
			if do := theOnlyAction(&v); do != "" {
				if leg.Freed == nil {
					leg.Freed = map[string]int{}
				}
				leg.Freed[do]++
			}
		}
	}
	return out
}

// theOnlyAction is what mends all that blocks; "" if there is none.
func theOnlyAction(v *notice.Verdict) string {
	only := ""
	for _, f := range v.Findings {
		switch {
		case f.Asks != notice.Block:
		case f.Requirement.Remedy == nil || only != "" && only != f.Requirement.Remedy.Do:
			return ""
		default:
			only = f.Requirement.Remedy.Do
		}
	}
	return only
}

// atOnce is the same, the fast way.
func (p *plan) atOnce(s *Survey, w *weeks, l *legs) []plainOut {
	cures := newCures()
	var out []plainOut
	for _, turnout := range newArrivals(s, w, cures, p.from, p.until).judge(l) {
		leg := plainOut{By: turnout.by}
		for c, n := range turnout.freed.freed {
			if n > 0 && leg.Freed == nil {
				leg.Freed = map[string]int{}
			}
			if n > 0 {
				leg.Freed[cures.list[c-1].Do] += n
			}
		}
		out = append(out, leg)
	}
	return out
}

// check compares both ways, and counts what was seen; it reports whether there
// were weeks.
func (p *plan) check(rt *rapid.T, seen map[string]int) {
	s := NewSurvey(p.estate, p.set, Options{Instants: []time.Time{p.known}, Workers: 2})
	w := newWeeks(p.estate, p.set.Zone(), p.known, 2)
	if w == nil {
		seen["less than a week"]++
		return
	}
	l := layOut([]*notice.Set{p.set}, p.set.Zone(), p.from, p.until)
	want, got := p.plainly(s, w, &l), p.atOnce(s, w, &l)
	for i := range want {
		if diff := cmp.Diff(want[i], got[i]); diff != "" {
			rt.Fatalf("from %v until %v (-want +got)\n%s\n%s", l.list[i].from, l.list[i].until, diff, p.source)
		}
		for action, n := range want[i].By {
			seen[notice.Action(action).String()] += n
		}
		for _, n := range want[i].Freed {
			seen["freed"] += n
		}
	}
	seen[fmt.Sprint(w.count, " weeks")]++
}

// TestArrivalsAreJudgedOneByOne holds the fast way to the plain one: every sign-in
// of the weeks, shifted to each day of the range, judged at once by the set.
func TestArrivalsAreJudgedOneByOne(t *testing.T) {
	seen := map[string]int{}
	draw.Until(t, func() string {
		return draw.Lacking(seen, 1, "observe", "warn", "block", "freed", "1 weeks", "4 weeks", "less than a week")
	}, func(rt *rapid.T) { drawPlan(rt, t).check(rt, seen) })
	t.Log(seen)
}

// TestClocksAreExact has sign-ins follow each other closely while instants that a
// notice compares pass, on days on which clocks change and on others.
func TestClocksAreExact(t *testing.T) {
	seen := map[string]int{}
	draw.Until(t, func() string { return draw.Lacking(seen, 1, "observe", "block") }, func(rt *rapid.T) {
		p := &plan{world: &world{T: rt}}
		times := []string{
			"card.expires > now", "card.expires > in_days(7)", "card.certificate_expires > in_days(-3)", "device.last_seen > in_days(-30)",
			`card.last_used > now - duration("170h")`, `card.expires > now + duration("168h") && card.expires < in_days(8)`,
			`card.issued > date("2025-03-29") || card.issued > now - duration("1h")`, "card.series >= 8",
		}
		p.source = "language: 1\nnotice: clocks\nrevision: 1\npublished: 2025-01\nzone: Europe/London\n"
		if p.chance("fresh", 40) {
			p.source += "fresh: 10d\n"
		}
		p.source += "requirements:\n"
		for i := range rapid.IntRange(1, 3).Draw(rt, "requirements") {
			p.source += fmt.Sprintf("  - {id: r%d, of: card, met: '%s', phases: [{from: 2025-01, action: block}]}\n", i, p.pick("met", times...))
		}
		p.set = newSet(t, notice.Options{}, parsed(t, p.source))
		p.known, _ = time.Parse(time.DateOnly, p.pick("known", "2025-03-24", "2025-06-10", "2025-10-20"))
		p.from, p.until = p.known, p.known.AddDate(0, 0, 14)
		m := newMaker(t, randomProducts...)
		soon := func(what string, days int) string {
			return p.known.Add(time.Duration(days*24+rapid.IntRange(0, 14*24).Draw(rt, what)) * time.Hour).Format(time.RFC3339)
		}
		for i := range 2 {
			m.card(row{
				"card": fmt.Sprint("c", i), "expires": soon("expires", 0), "certificate_expires": soon("certificate", -3), "issued": soon("issued", -1),
				"last_used": soon("used", -7), "series": "8", "seen": soon("card seen", -10),
			})
		}
		m.device(row{"device": "d0", "last_seen": soon("last seen", -30), "seen": soon("seen", -10)})
		for i := range 7 * 24 {
			at := p.known.Add(-time.Duration(i)*time.Hour - time.Duration(rapid.IntRange(0, 1).Draw(rt, "half"))*30*time.Minute)
			m.signIn(row{"at": at.Format(time.RFC3339), "card": fmt.Sprint("c", i%2), "device": "d0"})
		}
		p.estate = m.done()
		p.check(rt, seen)
	})
	if seen["less than a week"] > 0 {
		t.Errorf("some plans have less than a week: %v", seen)
	}
}
