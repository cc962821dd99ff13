package notice

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const pausable = `
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{action: block}]}
  - {id: type, of: card, met: card.type == "PIV", phases: [{action: warn}]}
`

// TestPauses caps the action of those who paused, and leaves the finding.
func TestPauses(t *testing.T) {
	const entries = `  - {organisation: RXX, from: 2025-07-08, until: 2025-07-10, by: x, reason: r}
  - {organisation: RYY, requirement: series, from: 2025-07-08T09:00, until: 2025-07-08T17:00}
  - {organisation: RZZ, requirement: type, from: 2025-07-08, until: 2025-07-10}
`
	for _, test := range []struct{ pauses, at, organisation, want string }{
		{"budget: 10d", "2025-07-08T10:00", `{"code":"RXX"}`, "series unmet warn, type unmet warn"},
		{"budget: 10d", "2025-07-07T23:59", `{"code":"RXX"}`, "series unmet block, type unmet warn"},
		{"budget: 10d", "2025-07-08T00:00", `{"code":"RXX"}`, "series unmet warn, type unmet warn"},
		{"budget: 10d", "2025-07-09T23:59", `{"code":"RXX"}`, "series unmet warn, type unmet warn"},
		{"budget: 10d", "2025-07-10T00:00", `{"code":"RXX"}`, "series unmet block, type unmet warn"},
		{"budget: 10d", "2025-07-08T10:00", `{"code":"R01","within":["RXX"]}`, "series unmet warn, type unmet warn"},
		{"budget: 10d", "2025-07-08T10:00", `{"code":"RWW"}`, "series unmet block, type unmet warn"},
		{"budget: 10d", "2025-07-08T10:00", `null`, "series unmet block, type unmet warn"},
		{"budget: 10d, gives: observe", "2025-07-08T10:00", `{"code":"RXX"}`, "series unmet observe, type unmet observe"},
		{"budget: 10d, gives: observe", "2025-07-08T10:00", `{"code":"RYY"}`, "series unmet observe, type unmet warn"},
		{"budget: 10d, gives: observe", "2025-07-08T08:59", `{"code":"RYY"}`, "series unmet block, type unmet warn"},
		{"budget: 10d, gives: observe", "2025-07-08T17:00", `{"code":"RYY"}`, "series unmet block, type unmet warn"},
		{"budget: 10d, gives: observe", "2025-07-08T10:00", `{"code":"RZZ"}`, "series unmet block, type unmet observe"},
		{"", "2025-07-08T10:00", `{"code":"RXX"}`, "series unmet block, type unmet warn"},
	} {
		rest := pausable
		if test.pauses != "" {
			rest += "pauses: {" + test.pauses + "}\n"
		}
		set := together(t, Options{Pauses: pausesOf(t, entries)}, parsed(t, written("n", 1, "2025-06", rest)))
		a := ask(t, set, test.at, `"card":{"series":6,"type":"Gemplus"},"organisation":`+test.organisation)
		if got := a.says(); got != test.want {
			t.Errorf("{%s} %s at %s: %s, want %s", test.pauses, test.organisation, test.at, got, test.want)
		}
	}
}

// TestPauseOfAnUnknownFinding caps that too.
func TestPauseOfAnUnknownFinding(t *testing.T) {
	set := together(t, Options{Pauses: pausesOf(t, "  - {organisation: RXX, from: 2025-07-08, until: 2025-07-10}\n")},
		parsed(t, written("n", 1, "2025-06", `
requirements:
  - {id: series, of: card, met: card.series >= 8, unknown: block, phases: [{action: block}]}
pauses: {budget: 10d, gives: warn}
`)))
	for at, want := range map[string]string{"2025-07-08T10:00": "series unknown warn", "2025-07-11T10:00": "series unknown block"} {
		if got := ask(t, set, at, `"card":{},"organisation":{"code":"RXX"}`).says(); got != want {
			t.Errorf("at %s: %s, want %s", at, got, want)
		}
	}
}

// TestPauseBudget refuses what is too long, in one pause or in a year.
func TestPauseBudget(t *testing.T) {
	for _, test := range []struct {
		name, policy, entries string
		want                  []string
	}{
		{"three days", "budget: 10d, longest: 3d", "  - {organisation: RXX, from: 2025-07-08, until: 2025-07-11}\n", nil},
		{"and a minute", "budget: 10d, longest: 3d", "  - {organisation: RXX, from: 2025-07-08, until: 2025-07-11T00:01}\n",
			[]string{"pauses.yaml:2:5: warning: the pause of RXX is refused: it lasts 3 days 1m, and 3 days is the longest that n allows; make it shorter"}},
		{"three days when clocks go back", "budget: 3d", "  - {organisation: RXX, from: 2025-10-25, until: 2025-10-28}\n", nil},
		{"three days when clocks go forward", "budget: 3d", "  - {organisation: RXX, from: 2026-03-28, until: 2026-03-31}\n", nil},
		{"and an hour", "budget: 3d", "  - {organisation: RXX, from: 2026-03-28, until: 2026-03-31T01:00}\n",
			[]string{"pauses.yaml:2:5: warning: the pause of RXX is refused: it lasts 3 days 1h0m, and 3 days is the longest that n allows; make it shorter"}},
		{"without longest the budget", "budget: 36h", "  - {organisation: RXX, from: 2025-07-08, until: 2025-07-10}\n",
			[]string{"pauses.yaml:2:5: warning: the pause of RXX is refused: it lasts 2 days, and 1 day 12h0m is the longest that n allows; make it shorter"}},
		{"the budget to its end", "budget: 4d, longest: 2d", "  - {organisation: RXX, from: 2025-07-01, until: 2025-07-03}\n  - {organisation: RXX, from: 2025-08-01, until: 2025-08-03}\n", nil},
		{"beyond it", "budget: 4d, longest: 2d", "  - {organisation: RXX, from: 2025-07-01, until: 2025-07-03}\n  - {organisation: RXX, from: 2025-08-01, until: 2025-08-03}\n  - {organisation: RXX, from: 2025-09-01T00:00, until: 2025-09-01T00:01}\n",
			[]string{"pauses.yaml:4:5: warning: the pause of RXX is refused: with it the pauses of 2025 would exceed the budget of 4 days; make it shorter, or wait for the next year"}},
		{"in the order of time, not of the file", "budget: 2d", "  - {organisation: RXX, from: 2025-08-01, until: 2025-08-03}\n  - {organisation: RXX, from: 2025-07-01, until: 2025-07-03}\n",
			[]string{"pauses.yaml:2:5: warning: the pause of RXX is refused: with it the pauses of 2025 would exceed the budget of 2 days; make it shorter, or wait for the next year"}},
		{"what is refused costs nothing", "budget: 2d", "  - {organisation: RXX, from: 2025-07-01, until: 2025-07-05}\n  - {organisation: RXX, from: 2025-08-01, until: 2025-08-03}\n",
			[]string{"pauses.yaml:2:5: warning: the pause of RXX is refused: it lasts 4 days, and 2 days is the longest that n allows; make it shorter"}},
		{"each organisation has its own", "budget: 2d", "  - {organisation: RXX, from: 2025-07-01, until: 2025-07-03}\n  - {organisation: RYY, from: 2025-07-01, until: 2025-07-03}\n", nil},
		{"each year too", "budget: 2d", "  - {organisation: RXX, from: 2025-12-30, until: 2026-01-01}\n  - {organisation: RXX, from: 2026-01-01, until: 2026-01-03}\n", nil},
		{"shared by two years", "budget: 3d", "  - {organisation: RXX, from: 2025-12-30, until: 2026-01-02}\n  - {organisation: RXX, from: 2026-02-01, until: 2026-02-03}\n  - {organisation: RXX, from: 2026-03-01, until: 2026-03-02}\n",
			[]string{"pauses.yaml:4:5: warning: the pause of RXX is refused: with it the pauses of 2026 would exceed the budget of 3 days; make it shorter, or wait for the next year"}},
		{"one requirement counts as all", "budget: 2d", "  - {organisation: RXX, requirement: series, from: 2025-07-01, until: 2025-07-03}\n  - {organisation: RXX, requirement: type, from: 2025-07-01, until: 2025-07-03}\n",
			[]string{"pauses.yaml:3:5: warning: the pause of RXX is refused: with it the pauses of 2025 would exceed the budget of 2 days; make it shorter, or wait for the next year"}},
	} {
		n := parsed(t, written("n", 1, "2025-06", pausable+"pauses: {"+test.policy+"}\n"))
		o := Options{Pauses: pausesOf(t, test.entries)}
		if diff := cmp.Diff(test.want, refused(t, o, n)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
		// What is refused caps nothing, and what is granted does.
		set := together(t, o, n)
		for _, p := range o.Pauses {
			line := p.pos.Line
			granted := true
			for _, w := range test.want {
				granted = granted && w[:len("pauses.yaml:0:")] != "pauses.yaml:"+string(rune('0'+line))+":"
			}
			a := ask(t, set, time.Unix(0, p.from).UTC().Format(time.RFC3339), `"card":{"series":6,"type":"x"},"organisation":{"code":"`+p.Organisation+`"}`)
			if f := a.finding("series"); p.Requirement != "type" && f.Paused != granted {
				t.Errorf("%s: line %d is granted %v, and paused is %v", test.name, line, granted, f.Paused)
			}
		}
	}
}

// TestPausesOfRevisions grants by the revision in force, so that a later one
// changes nothing that was decided.
func TestPausesOfRevisions(t *testing.T) {
	first := parsed(t, written("n", 1, "2025-06", pausable+"pauses: {budget: 3d}\n"))
	second := parsed(t, written("n", 2, "2025-07-09", pausable+"pauses: {budget: 1d}\n"))
	third := parsed(t, written("n", 3, "2025-07-10", pausable))
	pauses := pausesOf(t, "  - {organisation: RXX, from: 2025-07-08, until: 2025-07-11}\n")
	given := `"card":{"series":6,"type":"x"},"organisation":{"code":"RXX"}`
	for _, notices := range [][]*Notice{{first}, {first, second}, {first, second, third}} {
		set := together(t, Options{Pauses: pauses}, notices...)
		if f := ask(t, set, "2025-07-08T12:00", given).finding("series"); f.Asks != Warn {
			t.Errorf("with %d revisions what was paused asks to %s", len(notices), f.Asks)
		}
		f := ask(t, set, "2025-07-09T12:00", given).finding("series")
		if want := len(notices) == 1; f.Paused != want {
			t.Errorf("with %d revisions it is paused %v on the next day", len(notices), f.Paused)
		}
	}
	want := []string{"pauses.yaml:2:5: warning: the pause of RXX is refused: it lasts 3 days, and 1 day is the longest that n allows; make it shorter"}
	if diff := cmp.Diff(want, refused(t, Options{Pauses: pauses}, first, second, third)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestParsePauses lists what is wrong with a file.
func TestParsePauses(t *testing.T) {
	for _, test := range []struct {
		entries string
		want    []string
	}{
		{`{organisation: RXX, from: 2025-07, until: 2025-08, by: a, reason: r, x-a: [b]}`, nil},
		{`{organisation: RXX, from: 2025-07, until: 2025-07}`, []string{"f:2:45: it ends before it begins; write an until that is later than from"}},
		{`{from: 2025-07, until: 2025-08}`, []string{"f:2:3: a pause needs the key organisation; add `organisation:` with a text"}},
		{`{organisation: RXX}`, []string{"f:2:3: a pause needs the key from; add `from:` with a date", "f:2:3: a pause needs the key until; add `until:` with a date"}},
		{`{organisation: RXX, requirement: "", from: 2025-07, until: 2025-08}`, []string{"f:2:36: nothing is written here; write an id, or take it out"}},
	} {
		list, problems := ParsePauses("f", []byte("pauses:\n- "+test.entries+"\n"), zoneNamed(t, "Europe/London"))
		if diff := cmp.Diff(test.want, stringsOf(problems)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.entries, diff)
		}
		if (len(list) == 1) == problems.HasErrors() {
			t.Errorf("%s: %d pauses", test.entries, len(list))
		}
	}
}
