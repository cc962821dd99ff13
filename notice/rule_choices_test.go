package notice

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

// TestChoicesHold: from an instant until the one that Choices tells, every rule
// has the same phases in force and still stands; and what a subject is judged by
// is one of them.
func TestChoicesHold(t *testing.T) {
	held, ended, silent, windows := 0, 0, 0, 0
	draw.Until(t, func() string {
		if held == 0 || ended == 0 || silent == 0 || windows == 0 {
			return fmt.Sprintf("%d instants held, %d ends, %d silent, %d in windows", held, ended, silent, windows)
		}
		return ""
	}, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		f := p.facts(p.subject())
		from := p.instant("from")
		for _, r := range set.Rules(from) {
			choices, until := r.Choices(from)
			if r.Silent(from) {
				silent++
				if len(choices) > 0 {
					t.Fatalf("a notice that is not published asks for %+v at %v\n%s", choices, from, src)
				}
			}
			if !until.IsZero() && !until.After(from) {
				t.Fatalf("what holds at %v ends at %v\n%s", from, until, src)
			}
			for at := from; at.Before(from.Add(days4)); at = at.Add(grid / 3) {
				if !until.IsZero() && !at.Before(until) {
					ended++
					break
				}
				held++
				if now, _ := r.Choices(at); !slices.Equal(now, choices) || !slices.Contains(set.Rules(at), r) {
					t.Fatalf("until %v nothing should change after %v, but at %v\n%+v\nbecame\n%+v\n%s", until, from, at, choices, now, src)
				}
				force := r.InForce(f, at)
				chosen := func(c Choice) bool { return c == Choice{force.Phase, force.Action, force.Window} }
				if force.Phase != nil && !slices.ContainsFunc(choices, chosen) {
					t.Fatalf("at %v %+v is in force, which is none of %+v\n%s", at, force, choices, src)
				}
				if force.Window != nil {
					windows++
				}
			}
		}
	})
}

// TestRulePauses lists what a revision grants, and nothing that it refused or
// that is about another requirement.
func TestRulePauses(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", pausable+"pauses: {budget: 3d, longest: 2d, gives: warn}\n"))
	pauses := pausesOf(t, `  - {organisation: RYY, requirement: series, from: 2025-07-08T09:00, until: 2025-07-08T17:00}
  - {organisation: RXX, from: 2025-07-06, until: 2025-07-08}
  - {organisation: RXX, from: 2025-07-08, until: 2025-07-11}
  - {organisation: RZZ, requirement: type, from: 2025-07-08, until: 2025-07-10}
`)
	set, problems := NewSet([]*Notice{n}, Options{Pauses: pauses})
	if set == nil {
		t.Fatal(problems)
	}
	want := map[string][]string{
		"series": {"RXX 2025-07-05T23:00:00Z", "RYY 2025-07-08T08:00:00Z"},
		"type":   {"RXX 2025-07-05T23:00:00Z", "RZZ 2025-07-07T23:00:00Z"},
	}
	for _, r := range set.Rules(n.publishedAt) {
		gives, granted := r.Pauses()
		var got []string
		for _, p := range granted {
			from, until := p.Span()
			if !until.After(from) {
				t.Errorf("%s ends at %s", from, until)
			}
			got = append(got, p.Organisation+" "+from.Format(time.RFC3339))
		}
		if id := r.Requirement().ID; gives != Warn || !slices.Equal(got, want[id]) {
			t.Errorf("%s is paused by %q, which gives %s; want %q", id, got, gives, want[id])
		}
	}
	bare, _ := NewSet([]*Notice{parsed(t, written("n", 1, "2025-06", pausable))}, Options{Pauses: pauses})
	if gives, granted := bare.Rules(n.publishedAt)[0].Pauses(); gives != Block || granted != nil {
		t.Errorf("without a budget %d pauses are granted, which give %s", len(granted), gives)
	}
}

// TestSetExemptions lists those that may excuse something.
func TestSetExemptions(t *testing.T) {
	list := exemptionsOf(t, `  - {requirement: series, organisation: RXX, from: 2025-06, until: 2025-09, owner: o, reason: r}
  - {requirement: other, organisation: RXX, from: 2025-06, until: 2025-09, owner: o, reason: r}
  - {device: PC1, from: 2025-06-03T10:00, until: 2025-06-04, owner: o, reason: r}
`)
	set := together(t, Options{Exemptions: list}, parsed(t, written("n", 1, "2025-06", seriesBlocks)))
	got := set.Exemptions()
	if len(got) != 2 || got[0] != list[0] || got[1] != list[2] {
		t.Errorf("listed %v", got)
	}
	from, until := list[2].Span()
	if from.Format(time.RFC3339) != "2025-06-03T09:00:00Z" || until.Format(time.RFC3339) != "2025-06-03T23:00:00Z" {
		t.Errorf("it holds from %s until %s", from, until)
	}
	if none := together(t, Options{}, parsed(t, written("n", 1, "2025-06", seriesBlocks))).Exemptions(); none != nil {
		t.Errorf("none were given, and %v are listed", none)
	}
}

// TestNewer knows files of later languages, and takes nothing else for one.
func TestNewer(t *testing.T) {
	for _, c := range []struct {
		src      string
		language int
		newer    bool
	}{
		{"language: 2\nnotice: n\nnew-key: x\n", 2, true},
		{"language: 1\nnotice: n\n", 1, false},
		{"language: two\n", 0, false},
		{"exemptions: []\n", 0, false},
		{"", 0, false},
		{"\x00", 0, false},
	} {
		if language, newer := Newer([]byte(c.src)); language != c.language || newer != c.newer {
			t.Errorf("%q is of language %d, newer: %v", c.src, language, newer)
		}
	}
}
