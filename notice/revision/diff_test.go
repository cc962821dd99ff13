package revision

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

var update = flag.Bool("update", false, "write the golden files")

func parse(t testing.TB, file, text string) *notice.Notice {
	t.Helper()
	n, problems := notice.Parse(file, []byte(text))
	if n == nil {
		t.Fatalf("%s is not a notice:\n%v\n%s", file, problems, text)
	}
	return n
}

func source(t testing.TB, file string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// change replaces parts of a text, each of which must stand in it once.
func change(t testing.TB, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if strings.Count(text, pairs[i]) != 1 {
			t.Fatalf("%q stands %d times in the text", pairs[i], strings.Count(text, pairs[i]))
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

func TestCompareWithItself(t *testing.T) {
	n := parse(t, "full-r1.yaml", source(t, "full-r1.yaml"))
	d := Compare(n, n)
	if !d.OnlyWeakens || len(d.Changes) != 0 {
		t.Errorf("a notice differs from itself: %+v", d)
	}
}

// TestCompare changes one thing after another: what is seen of it, and whether
// it can strengthen.
func TestCompare(t *testing.T) {
	const weakens, strengthens = true, false
	full := source(t, "full-r1.yaml")
	for _, c := range []struct {
		name    string
		pairs   []string
		weakens bool
		want    []string
	}{
		// The notice.
		{"title", []string{"Everything is retired", "All is retired"}, weakens,
			[]string{"changed notice, title: “Everything is retired” → “All is retired”"}},
		{"published later", []string{"published: 2025-06", "published: 2025-07-02"}, weakens,
			[]string{"moved notice, published: 2025-06 → 2025-07-02 (+31 days)"}},
		{"published earlier", []string{"published: 2025-06", "published: 2025-05-31"}, strengthens,
			[]string{"moved notice, published: 2025-06 → 2025-05-31 (-1 day)"}},
		{"source", []string{"source: https://example.org/notices/full", "source: https://example.org/"}, weakens,
			[]string{"changed notice, source: “https://example.org/notices/full” → “https://example.org/”"}},
		{"zone", []string{"zone: Europe/London", "zone: Europe/Dublin"}, strengthens,
			[]string{"changed notice, zone: “Europe/London” → “Europe/Dublin”"}},
		{"contact", []string{"name: Example Desk, email: desk@example.org, phone: 01632 960000", "name: Other Desk"}, weakens, []string{
			"changed notice, contact.name: “Example Desk” → “Other Desk”",
			"changed notice, contact.email: “desk@example.org” → nothing",
			"changed notice, contact.phone: “01632 960000” → nothing"}},
		{"fresh", []string{"fresh: 60d", "fresh: 90d"}, strengthens,
			[]string{"changed notice, fresh: “60d” → “90d”"}},

		// A requirement.
		{"of", []string{"of: client", "of: device"}, strengthens,
			[]string{"changed requirement agent, of: “client” → “device”"}},
		{"texts", []string{"title: Cards are series 8 or above", "title: Cards are new", "Older cards cannot sign.", "Old cards cannot sign."}, weakens, []string{
			"changed requirement cards, title: “Cards are series 8 or above” → “Cards are new”",
			"changed requirement cards, why: “Older cards cannot sign.” → “Old cards cannot sign.”"}},
		{"applies", []string{`    applies: card.status == "active"` + "\n", ""}, strengthens,
			[]string{"changed requirement cards, applies: “card.status == \"active\"” → nothing"}},
		{"met", []string{"met: card.series >= 8", "met: card.series >= 7"}, strengthens,
			[]string{"changed requirement cards, met: “card.series >= 8” → “card.series >= 7”"}},
		{"fewer uses", []string{"use: [sign-in, sign]", "use: [sign]"}, weakens,
			[]string{"changed requirement cards, use: “sign-in, sign” → “sign”"}},
		{"every use", []string{"    use: [sign-in, sign]\n", ""}, strengthens,
			[]string{"changed requirement cards, use: “sign-in, sign” → nothing"}},
		{"unknown observes", []string{"    unknown: warn\n", "    unknown: observe\n"}, weakens,
			[]string{"changed requirement cards, unknown: “warn” → “observe”"}},
		{"unknown blocks", []string{"    unknown: warn\n", "    unknown: block\n"}, strengthens,
			[]string{"changed requirement cards, unknown: “warn” → “block”"}},
		{"absent observes", []string{"absent: warn", "absent: observe"}, weakens,
			[]string{"changed requirement cards, absent: “warn” → “observe”"}},
		{"absent blocks", []string{"absent: warn", "absent: block"}, strengthens,
			[]string{"changed requirement cards, absent: “warn” → “block”"}},
		{"fresh of a requirement", []string{"fresh: 30d", "fresh: 12h"}, strengthens,
			[]string{"changed requirement cards, fresh: “30d” → “12h”"}},
		{"combine", []string{"combine: every", "combine: any"}, strengthens,
			[]string{"changed requirement cards, combine: “every” → “any”"}},
		{"remedy", []string{"do: replace-card", "do: new-card", "who: registration-authority", "who: person", "Replace the card.", "Do.", "Ask for a new card.", "Ask.", "after: [update-agent]", "after: [], disruptive: At night."}, weakens, []string{
			"changed requirement cards, remedy.do: “replace-card” → “new-card”",
			"changed requirement cards, remedy.who: “registration-authority” → “person”",
			"changed requirement cards, remedy.say: “Replace the card.” → “Do.”",
			"changed requirement cards, remedy.tell: “Ask for a new card.” → “Ask.”",
			"changed requirement cards, remedy.after: “update-agent” → nothing",
			"changed requirement cards, remedy.disruptive: nothing → “At night.”"}},
		{"escalate", []string{"{to: contact, subject: Cards, include: [description]}", "{to: contact, subject: Card, include: [description, diagnostics]}"}, weakens, []string{
			"changed requirement cards, escalate.subject: “Cards” → “Card”",
			"changed requirement cards, escalate.include: “description” → “description, diagnostics”"}},
		{"due, from month to day", []string{"{date: 2025-09, said: End of September}", "2025-10-15"}, weakens, []string{
			"moved requirement cards, due: 2025-09 → 2025-10-15 (+15 days)",
			"changed requirement cards, due.said: “End of September” → nothing"}},
		{"due, the same end", []string{"date: 2025-09,", "date: 2025-09-30,"}, weakens,
			[]string{"changed requirement cards, due: “2025-09” → “2025-09-30”"}},
		{"a requirement less", []string{"  - id: driver\n    of: device\n    met: installed(\"driver\", \">=3\")\n    phases:\n      - {id: asked, from: 2025-06, action: warn}\n", ""}, strengthens,
			[]string{"dropped requirement driver", "dropped phase driver/asked: warn, from 2025-06"}},
		{"a requirement that observes", []string{"windows:\n", "  - {id: tls, of: connection, met: connection.tls >= tls(\"1.2\"), phases: [{from: 2026-01, action: observe}]}\nwindows:\n"}, strengthens,
			[]string{"added requirement tls", "added phase tls/1: observe, from 2026-01"}},
		{"a requirement that warns", []string{"windows:\n", "  - {id: tls, of: connection, met: connection.tls >= tls(\"1.2\"), phases: [{from: 2026-01, action: warn}]}\nwindows:\n"}, strengthens,
			[]string{"added requirement tls", "added phase tls/1: warn, from 2026-01"}},
		{"a requirement that fails closed", []string{"windows:\n", "  - {id: tls, of: connection, met: connection.tls >= tls(\"1.2\"), phases: [{from: 2026-01, action: observe, fail: closed}]}\nwindows:\n"}, strengthens,
			[]string{"added requirement tls", "added phase tls/1: observe, from 2026-01"}},
		{"another order of requirements", []string{"id: driver", "id: agent", "  - id: agent\n    of: client\n    met: client.status == \"supported\"\n", "  - id: driver\n    of: client\n    met: client.status == \"supported\"\n"}, strengthens, nil},

		// A phase.
		{"a phase later", []string{"2025-11-03T09:00", "2025-12-18"}, weakens,
			[]string{"moved phase agent/end, from: 2025-11-03T09:00 → 2025-12-18 (+44 days 15 h)"}},
		{"a phase earlier", []string{"2025-11-03T09:00", "2025-11-03T08:30"}, strengthens,
			[]string{"moved phase agent/end, from: 2025-11-03T09:00 → 2025-11-03T08:30 (-30 min)"}},
		{"intervals shorter, the end later", []string{"until: 2025-10, action", "until: 2025-09-20, action", "from: 2025-10, action", "from: 2025-11, action"}, weakens, []string{
			"moved phase cards/intervals, until: 2025-10 → 2025-09-20 (-11 days)",
			"moved phase cards/end, from: 2025-10 → 2025-11 (+31 days)"}},
		{"a phase that ends no more", []string{"until: 2025-10, action: block, during: mornings, otherwise: warn", "action: block, during: mornings, otherwise: warn"}, weakens, // the windows are over, and all else warns anyway
			[]string{"changed phase cards/intervals, until: “2025-10” → nothing"}},
		{"an action", []string{"from: 2025-10, action: block", "from: 2025-10, action: warn"}, weakens,
			[]string{"changed phase cards/end, action: “block” → “warn”"}},
		{"otherwise", []string{"otherwise: warn", "otherwise: observe"}, weakens,
			[]string{"changed phase cards/intervals, otherwise: “warn” → “observe”"}},
		{"during", []string{"action: block, during: mornings, otherwise: warn", "action: block"}, strengthens, []string{
			"changed phase cards/intervals, during: “mornings” → nothing",
			"changed phase cards/intervals, otherwise: “warn” → nothing"}},
		{"where", []string{`organisation.kind != "hospice"`, `organisation.kind != "pharmacy"`}, strengthens,
			[]string{"changed phase cards/end, where: “organisation.kind != \"hospice\"” → “organisation.kind != \"pharmacy\"”"}},
		{"unknown of a phase", []string{"unknown: warn, refuse", "unknown: block, refuse"}, strengthens,
			[]string{"changed phase cards/end, unknown: “warn” → “block”"}},
		{"refuse", []string{"refuse: words", "refuse: handshake"}, strengthens,
			[]string{"changed phase cards/end, refuse: “words” → “handshake”"}},
		{"fail", []string{"fail: open", "fail: closed"}, strengthens,
			[]string{"changed phase cards/end, fail: “open” → “closed”"}},
		{"said and observed", []string{"said: as soon as possible", "observed: {at: 2025-06-03, source: the log}"}, weakens, []string{
			"changed phase cards/asked, said: “as soon as possible” → nothing",
			"changed phase cards/asked, observed.at: nothing → “2025-06-03”",
			"changed phase cards/asked, observed.source: nothing → “the log”"}},
		{"another order of phases", []string{
			"      - {id: asked, from: 2025-06, action: warn}\n      - {id: end, from: 2025-11-03T09:00, action: block}\n",
			"      - {id: end, from: 2025-11-03T09:00, action: block}\n      - {id: asked, from: 2025-06, action: warn}\n"}, weakens,
			[]string{"changed requirement agent, order of phases: “asked, end” → “end, asked”"}},
		{"a phase less", []string{"      - {id: end, from: 2025-11-03T09:00, action: block}\n", ""}, weakens,
			[]string{"dropped phase agent/end: block, from 2025-11-03T09:00"}},

		// Windows.
		{"a window shorter", []string{`from: "10:00", until: "11:00"`, `from: "10:15", until: "11:00"`}, weakens,
			[]string{"changed window mornings/first, from: “10:00” → “10:15”"}},
		{"a window longer", []string{`from: "10:00", until: "11:00"`, `from: "10:00", until: "11:30"`}, strengthens,
			[]string{"changed window mornings/first, until: “11:00” → “11:30”"}},
		{"a window on another day", []string{"date: 2025-08-12, weekday: Tuesday", "date: 2025-08-14, weekday: Thursday"}, strengthens, []string{
			"moved window mornings/first, date: 2025-08-12 → 2025-08-14 (+2 days)",
			"changed window mornings/first, weekday: “Tuesday” → “Thursday”"}},
		{"fewer days", []string{"on: [Mon, Thu]", "on: [Mon]", "last: 2025-09-11", "last: 2025-09-04", "except: [2025-08-21]", "except: [2025-08-25]"}, weakens, []string{
			"changed window mornings/growing, on: “Monday, Thursday” → “Monday”",
			"moved window mornings/growing, last: 2025-09-11 → 2025-09-04 (-7 days)",
			"changed window mornings/growing, except: “2025-08-21” → “2025-08-25”"}},
		{"a day more", []string{"except: [2025-08-21]", "except: []"}, strengthens,
			[]string{"changed window mornings/growing, except: “2025-08-21” → nothing"}},
		{"an excepted day without blocks anyway", []string{"except: [2025-08-21]", "except: [2025-08-21, 2025-08-25]"}, weakens,
			[]string{"changed window mornings/growing, except: “2025-08-21” → “2025-08-21, 2025-08-25”"}},
		{"hours and minutes", []string{`hours: "08:00-18:00", minutes: "00-10"`, `hours: "08:00-17:00", minutes: "00-05"`}, weakens, []string{
			"changed window mornings/hourly, hours: “08:00-18:00” → “08:00-17:00”",
			"changed window mornings/hourly, minutes: “00-10” → “00-05”"}},
		{"overnight", []string{`from: "10:00", until: "11:00"`, `from: "10:00", until: "01:00", overnight: true`}, strengthens, []string{
			"changed window mornings/first, until: “11:00” → “01:00”",
			"changed window mornings/first, overnight: nothing → “true”"}},
		{"settled", []string{"weekday: Tuesday,", "weekday: Monday, settled: {by: the desk, source: a call},", "said: a Tuesday", "said: a Monday"}, weakens, []string{
			"changed window mornings/first, weekday: “Tuesday” → “Monday”",
			"changed window mornings/first, said: “a Tuesday” → “a Monday”",
			"changed window mornings/first, settled.by: nothing → “the desk”",
			"changed window mornings/first, settled.source: nothing → “a call”"}},
		{"a window more", []string{"no-block:\n", "    - {id: last, date: 2025-09-30, from: \"10:00\", until: \"11:00\"}\nno-block:\n"}, strengthens,
			[]string{"added window mornings/last: 2025-09-30, 10:00 to 11:00"}},
		{"a window more when all is over", []string{"no-block:\n", "    - {id: last, date: 2025-10-30, from: \"10:00\", until: \"11:00\"}\nno-block:\n"}, weakens,
			[]string{"added window mornings/last: 2025-10-30, 10:00 to 11:00"}},
		{"a window less", []string{"    - {id: hourly, on: [Fri], hours: \"08:00-18:00\", minutes: \"00-10\", first: 2025-09-19, last: 2025-09-26}\n", ""}, weakens,
			[]string{"dropped window mornings/hourly: Fri from 2025-09-19 to 2025-09-26, hours 08:00-18:00, minutes 00-10"}},
		{"a day without blocks less", []string{"  - {date: 2025-08-25, why: bank holiday}", "  []"}, strengthens,
			[]string{"dropped no-block 2025-08-25: bank holiday"}},
		{"a day without blocks more", []string{"  - {date: 2025-08-25, why: bank holiday}", "  - {date: 2025-08-25, why: holiday}\n  - {date: 2025-08-12}"}, weakens,
			[]string{"changed no-block 2025-08-25, why: “bank holiday” → “holiday”", "added no-block 2025-08-12"}},

		// Pauses.
		{"longer pauses", []string{"budget: 10d", "budget: 12d", "longest: 3d", "longest: 84h", "gives: warn", "gives: observe"}, strengthens, []string{
			"changed pauses, budget: “10d” → “12d”", "changed pauses, longest: “3d” → “84h”", "changed pauses, gives: “warn” → “observe”"}},
		{"a smaller budget", []string{"budget: 10d", "budget: 9d"}, strengthens, []string{"changed pauses, budget: “10d” → “9d”"}},
		{"a shorter pause", []string{"longest: 3d", "longest: 2d"}, strengthens, []string{"changed pauses, longest: “3d” → “2d”"}},
		{"no longest pause", []string{", longest: 3d", ""}, strengthens, []string{"changed pauses, longest: “3d” → nothing"}},
		{"no pauses", []string{"pauses: {budget: 10d, per: year, longest: 3d, gives: warn}\n", ""}, strengthens,
			[]string{"dropped pauses: budget 10d, longest 3d, gives warn"}},

		// Services.
		{"a level moves", []string{"{until: 2025-10, level: gold}, {from: 2025-10, level: silver}", "{until: 2025-11, level: gold}, {from: 2025-11, level: silver}"}, weakens, []string{
			"moved service-level sign-in/gold, until: 2025-10 → 2025-11 (+31 days)",
			"moved service-level sign-in/silver, from: 2025-10 → 2025-11 (+31 days)"}},
		{"a service", []string{"name: Example sign-in", "name: Sign-in"}, weakens, []string{"changed service sign-in, name: “Example sign-in” → “Sign-in”"}},
		{"a level", []string{"supported: \"Mon-Fri 08:00-18:00\", availability: 99.5, downtime: 3.5h", "supported: \"Mon-Fri 08:00-17:00\", availability: 99, downtime: 30m"}, weakens, []string{
			"changed level silver, supported: “Mon-Fri 08:00-18:00” → “Mon-Fri 08:00-17:00”",
			"changed level silver, availability: “99.5” → “99”", "changed level silver, downtime: “3.5h” → “30m”"}},

		// The catalogue.
		{"a generation ends", []string{"{versions: \">=2.4\", status: supported}", "{versions: \">=2.4\", status: supported, until: 2025-09-22}"}, strengthens,
			[]string{"changed generation agent >=2.4 supported, until: nothing → “2025-09-22”"}},
		{"a status", []string{"{versions: \"<2.4\", status: unsupported}", "{versions: \"<2.4\", status: supported}"}, strengthens,
			[]string{"dropped generation agent <2.4 unsupported", "added generation agent <2.4 supported"}},
		{"names that are read", []string{"Example Driver*", "Other Driver*", "kind: middleware", "kind: other"}, strengthens, []string{
			"changed product driver, kind: “middleware” → “other”", "changed product driver, names: “Example Driver*” → “Other Driver*”"}},
		{"names that nothing reads", []string{"Example Viewer*", "Other Viewer*"}, weakens, []string{"changed product viewer, names: “Example Viewer*” → “Other Viewer*”"}},
		{"generations of what nothing reads by name", []string{"  viewer: {kind: other, names: [\"Example Viewer*\"]}", "  viewer: {kind: other, names: [\"Example Viewer*\"], generations: [{versions: \">=1\", status: unsupported}]}"}, strengthens,
			[]string{"added generation viewer >=1 unsupported"}},
		{"a product less", []string{"  viewer: {kind: other, names: [\"Example Viewer*\"]}\n", ""}, weakens, []string{"dropped product viewer: Example Viewer*"}},
		{"near misses", []string{`maybe: ["*Agent*"]`, `maybe: ["*Agent*", "Agent"]`}, weakens, []string{"changed product agent, maybe: “*Agent*” → “*Agent*, Agent”"}},
		{"card types", []string{"Old: [4, 5, 6], New: [8]", "Old: [4, 5], New: [8], Newest: [9]"}, strengthens, []string{
			"added card-type Newest: 9", "changed card-type Old, series: “4, 5, 6” → “4, 5”"}},

		{"superseded no more", []string{"[cards-before, agent-before]", "[cards-before]"}, strengthens, []string{"changed supersedes before, requirements: “cards-before, agent-before” → “cards-before”"}},
		{"superseded too", []string{"[cards-before, agent-before]", "[cards-before, agent-before, driver-before]"}, weakens,
			[]string{"changed supersedes before, requirements: “cards-before, agent-before” → “cards-before, agent-before, driver-before”"}},
		{"correction", []string{"is: 30 September, source: the calendar", "is: 1 October, source: a letter"}, weakens, []string{
			"changed correction 31 September, is: “30 September” → “1 October”", "changed correction 31 September, source: “the calendar” → “a letter”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Compare(parse(t, "full-r1.yaml", full), parse(t, "full-r2.yaml", change(t, full, c.pairs...)))
			if d.OnlyWeakens != c.weakens || d.OnlyWeakens != (len(d.Strengthens) == 0) {
				t.Errorf("OnlyWeakens is %t, want %t; reasons: %q", d.OnlyWeakens, c.weakens, d.Strengthens)
			}
			if c.want == nil {
				return
			}
			var got []string
			for _, c := range d.Changes {
				got = append(got, c.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestAnotherNotice(t *testing.T) {
	full := source(t, "full-r1.yaml")
	d := Compare(parse(t, "a.yaml", full), parse(t, "b.yaml", change(t, full, "notice: full", "notice: other")))
	if diff := cmp.Diff([]string{"other is another notice than full"}, d.Strengthens); diff != "" || d.OnlyWeakens {
		t.Error(diff)
	}
}

// TestOneLine keeps what a text may hold from the terminal it is printed on.
func TestOneLine(t *testing.T) {
	c := Change{What: Changed, Kind: KindNotice, Key: "title", Old: "a\nb\t\x1b[31m c", New: "\u2028\u009b31m"}
	if got, want := c.String(), "changed notice, title: “a b [31m c” → “ 31m”"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestShift(t *testing.T) {
	for days, want := range map[float64]string{
		44 + 15.0/24: "+44 days 15 h", 1: "+1 day", -7: "-7 days", 20.0 / 1440: "+20 min", -1.5: "-1 day 12 h",
		1.0 / 86400: "+less than a minute", 2 + 30.0/1440: "+2 days 30 min",
	} {
		if got := shift(days); got != want {
			t.Errorf("%g days: got %q, want %q", days, got, want)
		}
	}
}
