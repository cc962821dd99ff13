package readiness

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// world is a random estate and the notices that judge it.
type world struct {
	*rapid.T
	estate   *estate.Estate
	set      *notice.Set
	instants []time.Time
	source   string
}

func (w *world) pick(what string, from ...string) string {
	return rapid.SampledFrom(from).Draw(w.T, what)
}

func (w *world) chance(what string, percent int) bool {
	return rapid.IntRange(0, 99).Draw(w.T, what) < percent
}

// day is a date near the instants that are asked about.
func (w *world) day(what string) string {
	return time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(-150, 120).Draw(w.T, what)).Format(time.DateOnly)
}

func (w *world) second(what string) string {
	hour := rapid.IntRange(0, 200*24).Draw(w.T, what)
	return time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(hour) * time.Hour).Format(time.RFC3339)
}

var randomProducts = []string{"agent", "browser", "middleware"}

// conditions that random notices are made of, by the kind of subject that they
// read besides others.
var conditions = map[string][]string{
	"card": {
		"card.series >= 8", `card.status == "active"`, "!has(card.status)", `card.type != "Gemplus"`, "card.expires > now",
		"card.certificate_expires > in_days(30)", `card.expires > date("2025-07-01")`, `"pilot" in card.groups`, "has(card.number)",
		"card.last_used > now - duration(\"720h\")", `card.issued < timestamp("2025-06-01T10:00:00Z")`,
	},
	"device": {
		`installed("agent")`, `installed("middleware", ">=2")`, `status("agent") == "ok"`, `device.os == "Windows"`, `device.os_version >= version("10")`,
		"device.last_seen > in_days(-30)", `"signing" in device.uses`, `"ward" in device.groups`, `device.applications.exists(a, a.id == "rio")`,
		`device.applications.all(a, "oidc" in a.protocols)`,
	},
	"client":       {`client.product == "agent"`, `client.status == "ok"`, `client.version >= version("2")`, "has(client.version)"},
	"connection":   {`connection.tls >= tls("1.2")`, "has(connection.tls)", "has(connection.cipher)"},
	"application":  {`"oidc" in application.protocols`, `application.supplier == "Example"`, `application.id == "rio"`},
	"person":       {`"locum" in person.groups`, "has(person.id)"},
	"organisation": {`organisation.kind == "gp"`, `"early" in organisation.groups`, `organisation.code == "A1"`},
	"":             {`now < date("2025-07-10")`, "true", "1 / 0 == 1"},
}

var objects = []string{"card", "device", "client", "connection", "application", "person"}

// condition is one about some objects.
func (w *world) condition(what string, of ...string) string {
	one := func(what string) string { return w.pick(what, conditions[w.pick(what+" of", of...)]...) }
	out := one(what)
	for i := range rapid.IntRange(0, 2).Draw(w.T, what+" more") {
		part := one(fmt.Sprint(what, i))
		if w.chance(what+" not", 20) {
			part = "!(" + part + ")"
		}
		out = "(" + out + ") " + w.pick(what+" op", "&&", "||") + " (" + part + ")"
	}
	return out
}

func (w *world) requirement(id string, of string) string {
	var b strings.Builder
	about := []string{of, of, of, "organisation", ""}
	if w.chance("joins", 30) {
		about = append(about, w.pick("joined", objects...), w.pick("joined too", objects...))
	}
	fmt.Fprintf(&b, "  - {id: %s, of: %s, met: '%s'", id, of, w.condition("met", about...))
	if w.chance("applies", 50) {
		fmt.Fprintf(&b, ", applies: '%s'", w.condition("applies", about...))
	}
	if w.chance("any", 30) {
		b.WriteString(", combine: any")
	}
	if w.chance("fresh", 20) {
		fmt.Fprintf(&b, ", fresh: %dd", rapid.IntRange(5, 60).Draw(w.T, "days"))
	}
	if w.chance("unknown", 30) {
		fmt.Fprintf(&b, ", unknown: %s", w.pick("unknown", "observe", "warn", "block"))
	}
	b.WriteString(", phases: [")
	for i := range rapid.IntRange(0, 3).Draw(w.T, "phases") {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "{action: %s, from: %s", w.pick("action", "warn", "block", "block"), w.day("from"))
		if w.chance("where", 40) {
			places := []string{"organisation"}
			if w.chance("where of subjects", 40) {
				places = append(places, "device", "person", "")
			}
			// A where may not read software.
			where := w.condition("where", places...)
			if !strings.Contains(where, "installed") && !strings.Contains(where, "status(") && !strings.Contains(where, "1 / 0") {
				fmt.Fprintf(&b, ", where: '%s'", where)
			}
		}
		b.WriteString("}")
	}
	b.WriteString("]}\n")
	return b.String()
}

func (w *world) notice() string { return w.revision("random", 1, "2025-05-10") }

func (w *world) revision(id string, revision int, published string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "language: 1\nnotice: %s\nrevision: %d\npublished: %s\nzone: Europe/London\n", id, revision, published)
	if w.chance("fresh notice", 20) {
		b.WriteString("fresh: 40d\n")
	}
	b.WriteString("requirements:\n")
	for i := range rapid.IntRange(1, 5).Draw(w.T, "requirements") {
		b.WriteString(w.requirement(fmt.Sprint(id[:1], i), w.pick("of", objects...)))
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

func (w *world) exemptions() string {
	var b strings.Builder
	b.WriteString("exemptions:\n")
	for i := range rapid.IntRange(1, 4).Draw(w.T, "exemptions") {
		fmt.Fprintf(&b, "  - {from: 2025-0%d-01, until: 2025-09-01, owner: Ada Example, reason: r%d", rapid.IntRange(4, 7).Draw(w.T, "month"), i)
		for _, key := range []struct {
			name   string
			values []string
		}{
			{"requirement", []string{"r0", "r1", "s0"}}, {"organisation", []string{"A", "A1", "B"}}, {"device", []string{"d0", "d1"}},
			{"card", []string{"c0", "c1"}}, {"person", []string{"p0", "p1"}}, {"group", []string{"pilot", "ward", "locum", "early"}},
		} {
			if w.chance(key.name, 18) {
				fmt.Fprintf(&b, ", %s: %s", key.name, w.pick(key.name, key.values...))
			}
		}
		if w.chance("effect", 30) {
			b.WriteString(", effect: warn")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func (w *world) pauses() string {
	return fmt.Sprintf("pauses:\n  - {organisation: %s, from: 2025-06-20, until: 2025-07-05, by: Ada Example, reason: move}\n", w.pick("paused", "A", "A1", "B"))
}

func (w *world) maybe(cells row, key string, values ...string) {
	if w.chance(key, 70) {
		cells[key] = w.pick(key, values...)
	}
}

func (w *world) fill(t testing.TB) {
	m := newMaker(t, randomProducts...)
	for _, o := range []row{{"organisation": "A", "kind": "trust"}, {"organisation": "A1", "parent": "A"}, {"organisation": "A2", "parent": "A1", "kind": "gp"}, {"organisation": "B", "kind": "gp"}} {
		w.maybe(o, "groups", "early", "late")
		w.maybe(o, "seen", w.second("organisation seen"))
		m.organisation(o)
	}
	some := func(what string) int { return rapid.IntRange(1, 8).Draw(w.T, what) }
	organisations := []string{"A", "A1", "A2", "B", "C9"}
	for i := range some("people") {
		p := row{"person": fmt.Sprint("p", i)}
		w.maybe(p, "organisation", organisations...)
		w.maybe(p, "groups", "locum", "locum;ward", "night")
		w.maybe(p, "seen", w.second("person seen"))
		m.person(p)
		if w.chance("another", 30) {
			p["organisation"] = w.pick("another organisation", organisations...)
			m.person(p)
		}
	}
	for i := range some("applications") {
		a := row{"application": w.pick("application", "rio", fmt.Sprint("a", i))}
		w.maybe(a, "protocols", "oidc", "saml", "oidc;saml")
		w.maybe(a, "supplier", "Example", "Other Example")
		m.application(a)
	}
	for i := range some("cards") {
		c := row{"card": fmt.Sprint("c", i)}
		w.maybe(c, "series", "4", "6", "8", "9")
		w.maybe(c, "type", "Gemplus", "PIV", "Unheard")
		w.maybe(c, "holder", "p0", "p1", "p9")
		w.maybe(c, "organisation", organisations...)
		w.maybe(c, "status", "active", "cancelled", "stock")
		w.maybe(c, "groups", "pilot", "ward")
		w.maybe(c, "seen", w.second("card seen"))
		for _, name := range []string{"issued", "expires", "certificate_expires", "last_used"} {
			w.maybe(c, name, w.day(name), w.second(name))
		}
		m.card(c)
	}
	for i := range some("devices") {
		d := row{"device": fmt.Sprint("d", i)}
		w.maybe(d, "organisation", organisations...)
		w.maybe(d, "os", "Windows", "Linux")
		w.maybe(d, "os_version", "9", "10.1", "11")
		w.maybe(d, "last_seen", w.day("last seen"))
		w.maybe(d, "groups", "ward", "pilot")
		w.maybe(d, "uses", "signing", "none")
		w.maybe(d, "applications", "rio", "rio;a1", "")
		w.maybe(d, "seen", w.second("device seen"))
		for _, product := range randomProducts {
			w.maybe(d, product, "1.4", "2.5", "-", "+", "1;2.5", "2;+")
		}
		if w.chance("complete", 40) {
			d["complete"], d["allApplications"] = "yes", "yes"
		}
		m.device(d)
	}
	for range rapid.IntRange(0, 25).Draw(w.T, "sign-ins") {
		s := row{"at": w.second("at")}
		w.maybe(s, "card", "c0", "c1", "c2", "c7")
		w.maybe(s, "device", "d0", "d1", "d7")
		w.maybe(s, "person", "p0", "p1", "p7")
		w.maybe(s, "application", "rio", "a1")
		w.maybe(s, "organisation", organisations...)
		w.maybe(s, "client", "agent", "browser", "unheard")
		w.maybe(s, "client_version", "1.4", "2.5")
		w.maybe(s, "tls", "1.0", "1.2", "1.3")
		m.signIn(s)
	}
	w.estate = m.done()
}

func drawWorld(t *rapid.T, tb testing.TB) *world {
	w := &world{T: t}
	w.source = w.notice()
	n := parsed(tb, w.source)
	notices := []*notice.Notice{n}
	if w.chance("revised", 40) {
		src := w.revision("random", 2, "2025-06-10")
		w.source += src
		notices = append(notices, parsed(tb, src))
	}
	if w.chance("another notice", 30) {
		src := w.revision("second", 1, "2025-04-01")
		w.source += src
		notices = append(notices, parsed(tb, src))
	}
	var o notice.Options
	if w.chance("exempts", 60) {
		src := w.exemptions()
		w.source += src
		list, problems := notice.ParseExemptions("exemptions.yaml", []byte(src), n.Zone)
		if problems.HasErrors() {
			tb.Fatal(problems)
		}
		o.Exemptions = list
	}
	if w.chance("pauses", 40) {
		src := w.pauses()
		w.source += src
		list, problems := notice.ParsePauses("pauses.yaml", []byte(src), n.Zone)
		if problems.HasErrors() {
			tb.Fatal(problems)
		}
		o.Pauses = list
	}
	w.set = newSet(tb, o, notices...)
	w.fill(tb)
	for range rapid.IntRange(1, 5).Draw(t, "instants") {
		at, _ := time.Parse(time.RFC3339, w.second("instant"))
		w.instants = append(w.instants, at.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "nanosecond"))))
	}
	return w
}

// oneByOne judges a subject as Set.Judge does with each combination.
func oneByOne(s *Survey, rule notice.Rule, subject Subject, at time.Time) (Verdict, string) {
	order := []notice.Result{notice.Unmet, notice.Unknown, notice.Exempt, notice.Met, notice.NotApplicable}
	strongest := true
	if rule.Requirement().Combine == "any" {
		order = []notice.Result{notice.Met, notice.Exempt, notice.Unknown, notice.Unmet, notice.NotApplicable}
		strongest = false
	}
	asked := map[notice.Result][]notice.Action{}
	combinations := s.Combinations(rule, subject, at)
	why := fmt.Sprint(len(combinations), " combinations")
	for _, with := range combinations {
		f := s.Facts(subject, with)
		var v notice.Verdict
		s.set.Judge(f, notice.UseAny, at, &v)
		for i := range v.Findings {
			if found := &v.Findings[i]; found.Requirement == rule.Requirement() {
				asked[found.Result] = append(asked[found.Result], found.Asks)
				why += "; " + s.set.Why(f, &v, found)
			}
		}
	}
	for _, result := range order {
		if actions := asked[result]; len(actions) > 0 {
			v := Verdict{result, actions[0]}
			for _, a := range actions {
				if a > v.Asks == strongest && a != v.Asks {
					v.Asks = a
				}
			}
			return v, why
		}
	}
	return Verdict{}, why
}

// TestJudgingAlikeIsJudgingOneByOne holds the fast way to the plain one, with
// random estates and notices.
func TestJudgingAlikeIsJudgingOneByOne(t *testing.T) {
	seen := map[string]int{}
	draw.Until(t, func() string {
		return draw.Lacking(seen, 1, append(objects, "met", "unmet", "unknown", "exempt", "not-applicable", "combined", "asked")...)
	}, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		s := NewSurvey(w.estate, w.set, Options{Instants: w.instants, Workers: 2})
		for _, at := range w.instants {
			m := s.At(at)
			for i, rule := range m.Rules() {
				kind, _ := notice.ObjectNamed(rule.Requirement().Of)
				for row := range s.rows(kind) {
					subject := Subject{kind, row}
					want, why := oneByOne(s, rule, subject, at)
					result, asks := m.Result(i, row)
					if got := (Verdict{result, asks}); got != want {
						rt.Fatalf("%s of %v at %v: got %v, want %v (%s)\n%s", rule.Requirement().ID, subject, at, got, want, why, w.source)
					}
					seen[want.Result.String()]++
					seen[kind.String()]++
					if want.Asks != notice.Observe {
						seen["asked"]++
					}
					if !strings.HasPrefix(why, "1 ") {
						seen["combined"]++
					}
				}
			}
		}
	})
	t.Log(seen)
}
