package revision

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// excuses are held while revisions are compared.
const excusesPauses = `pauses:
  - {organisation: RXX, from: 2025-06-03T06:00, until: 2025-06-04T06:00, by: the desk, reason: a move}
  - {organisation: RYY, requirement: r1, from: 2025-06-05, until: 2025-06-06, by: the desk, reason: a move}
`

const excusesExemptions = `exemptions:
  - {organisation: RYY, requirement: r2, from: 2025-06-02, until: 2025-06-20, owner: the desk, reason: a trial, effect: warn}
  - {requirement: r1, organisation: RXX, from: 2025-06-07, until: 2025-06-08, owner: the desk, reason: a trial}
`

// TestWeakeningReallyWeakens judges sign-ins by two revisions wherever Compare
// says that the second only weakens, and never finds a stronger decision.
func TestWeakeningReallyWeakens(t *testing.T) {
	all, weakens, strengthens, witnessed := 0, 0, 0, 0
	draw.Until(t, func() string {
		if weakens < 40 || strengthens < 25 || witnessed < 4 {
			return fmt.Sprintf("%d weaken, %d strengthen, %d were seen to; it must be 40, 25 and 4", weakens, strengthens, witnessed)
		}
		return ""
	}, func(rt *rapid.T) {
		d := drawDraft(rt)
		o := parseDrawn(rt, d.yaml(1))
		for range 3 {
			changed := d.clone()
			for range rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(rt, "changes") {
				changed.mutate(rt)
			}
			n := parseDrawn(rt, changed.yaml(2))
			if reflect.DeepEqual(d, changed) {
				continue // what was to be changed was not there
			}
			all++
			diff := Compare(o, n)
			if diff.OnlyWeakens {
				weakens++
			} else {
				strengthens++
			}
			stronger := findStronger(rt, o, n)
			if stronger == "" {
				continue
			}
			witnessed++
			if diff.OnlyWeakens {
				rt.Fatalf("it only weakens, but %s\n--- old\n%s\n--- new\n%s", stronger, d.yaml(1), changed.yaml(2))
			}
		}
	})
	t.Logf("of %d revisions %d weaken, %d may strengthen, and %d were seen to", all, weakens, strengthens, witnessed)
}

// findStronger looks for a sign-in that the new revision decides more strongly.
func findStronger(rt *rapid.T, o, n *notice.Notice) string {
	found := ""
	instants := instantsOf(o, n)
	for _, pair := range setsOf(rt, o, n) {
		for range 20 {
			line := drawSignIn(rt, instants)
			if was, is := decide(rt, pair.old, line), decide(rt, pair.new, line); is > was {
				found = pair.name + ": " + was.Decision() + " becomes " + is.Decision() + " for " + line
			}
		}
	}
	return found
}

func (d draft) clone() draft {
	d.requirements = slices.Clone(d.requirements)
	for i := range d.requirements {
		d.requirements[i].phases = slices.Clone(d.requirements[i].phases)
	}
	for i := range d.windows {
		d.windows[i] = slices.Clone(d.windows[i])
	}
	return d
}

func parseDrawn(rt *rapid.T, text string) *notice.Notice {
	n, problems := notice.Parse("drawn.yaml", []byte(text))
	if n == nil {
		rt.Fatalf("not a notice: %v\n%s", problems, text)
	}
	return n
}

type pair struct {
	name     string
	old, new *notice.Set
}

// setsOf puts two revisions into the sets for which the claim is made.
func setsOf(rt *rapid.T, o, n *notice.Notice) []pair {
	pauses, problems := notice.ParsePauses("pauses.yaml", []byte(excusesPauses), o.Zone)
	if problems.HasErrors() {
		rt.Fatal(problems)
	}
	exemptions, problems := notice.ParseExemptions("exemptions.yaml", []byte(excusesExemptions), o.Zone)
	if problems.HasErrors() {
		rt.Fatal(problems)
	}
	set := func(known time.Time, notices ...*notice.Notice) *notice.Set {
		s, problems := notice.NewSet(notices, notice.Options{Exemptions: exemptions, Pauses: pauses, AsKnown: known})
		if problems.HasErrors() {
			rt.Fatal(problems)
		}
		return s
	}
	out := []pair{{"alone", set(time.Time{}, o), set(time.Time{}, n)}}
	if n.Published.Start(n.Zone).After(o.Published.Start(o.Zone)) {
		late := origin.AddDate(1, 0, 0)
		out = append(out,
			pair{"added", set(time.Time{}, o), set(time.Time{}, o, n)},
			pair{"as known", set(late, o), set(late, o, n)})
	}
	return out
}

// instantsOf lists the instants at which either revision may change its mind.
func instantsOf(notices ...*notice.Notice) []time.Time {
	out := []time.Time{origin, origin.AddDate(0, 0, 9)}
	for _, n := range notices {
		out = append(out, n.Published.Start(n.Zone))
		for _, q := range n.Requirements {
			for _, s := range n.Steps(q) {
				out = append(out, s.From)
			}
		}
	}
	return out
}

func decide(rt *rapid.T, s *notice.Set, line string) notice.Action {
	var in notice.SignIn
	if err := in.Read([]byte(line), s.Zone()); err != nil {
		rt.Fatalf("%v: %s", err, line)
	}
	if len(in.Rejects) > 0 {
		rt.Fatalf("%v: %s", in.Rejects, line)
	}
	var v notice.Verdict
	s.Judge(&in.Facts, in.Use, in.At, &v)
	return v.Decision
}
