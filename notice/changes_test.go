package notice

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

// timeless leaves out of a subject what changes though nobody touches it: its
// times, and when it was seen.
func timeless(s subject) subject {
	for _, keys := range s {
		for _, key := range []string{"expires", "certificate_expires", "last_seen", "seen"} {
			delete(keys, key)
		}
	}
	return s
}

// TestNothingChangesBetweenChanges holds everything that is said of a subject
// without times to be the same between two changes.
func TestNothingChangesBetweenChanges(t *testing.T) {
	compared, changes := 0, 0
	draw.Until(t, func() string {
		if compared == 0 || changes == 0 {
			return fmt.Sprintf("%d instants compared, %d changes", compared, changes)
		}
		return ""
	}, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		f := p.facts(timeless(p.subject()))
		from := p.instant("from")
		until := from.Add(days4 / 4)
		listed := set.Changes(from, until)
		if !slices.IsSortedFunc(listed, time.Time.Compare) {
			t.Fatalf("%v are not in order", listed)
		}
		var v, next Verdict
		set.Judge(f, UseAny, from, &v)
		for at := from; at.Before(until); at = at.Add(grid) {
			for _, at := range []time.Time{at, at.Add(1)} {
				set.Judge(f, UseAny, at, &next)
				if slices.ContainsFunc(listed, func(c time.Time) bool { return v.At.Before(c) && !at.Before(c) }) {
					changes++
					v, next = next, v
					continue
				}
				compared++
				if !slices.EqualFunc(v.Findings, next.Findings, sameButTheWindow) || !slices.Equal(set.Rules(v.At), set.Rules(at)) {
					t.Fatalf("nothing is listed between %v and %v\n%+v\n%+v\n%v\n%s", v.At, at, v.Findings, next.Findings, listed, src)
				}
			}
		}
	})
}

// sameButTheWindow compares findings; a window that follows on another changes
// nothing.
func sameButTheWindow(a, b Finding) bool {
	a.Window, b.Window = nil, nil
	return a == b
}

// TestNext finds the first instant at which the action of a rule is another,
// exactly where looking at each of them does.
func TestNext(t *testing.T) {
	found, none := 0, 0
	draw.Until(t, func() string {
		if found == 0 || none == 0 {
			return fmt.Sprintf("%d changes found, %d rules without", found, none)
		}
		return ""
	}, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		from := p.instant("from")
		end := from.Add(2 * days4)
		for _, r := range set.Rules(from) {
			actionAt := func(at time.Time) Action {
				for _, other := range set.Rules(at) {
					if other.Requirement().ID == r.Requirement().ID {
						return other.Action(at)
					}
				}
				return Observe
			}
			// The rule that stood at first may be asked later, when another stands.
			for _, after := range []time.Time{from, p.instant("after")} {
				if after.Before(from) {
					continue
				}
				var want time.Time
				for at := after; at.Before(end) && want.IsZero(); at = at.Add(grid) {
					if actionAt(at) != actionAt(after) {
						want = at
					}
				}
				at, action, ok := r.Next(after)
				switch {
				case want.IsZero() && (!ok || !at.Before(end)):
					none++
				case ok && at.Equal(want) && action == actionAt(at):
					found++
				default:
					t.Fatalf("next of %v is %v %v %v, want %v\n%s", after, at, action, ok, want, src)
				}
			}
		}
	})
}

// TestActionIsTheStrongest of what is in force anywhere.
func TestActionIsTheStrongest(t *testing.T) {
	set := one(t, `
requirements:
  - id: series
    of: card
    met: card.series >= 8
    phases:
      - {action: warn, from: 2025-07}
      - {action: block, from: 2025-08, where: 'organisation.kind == "gp"'}
      - {action: observe, from: 2025-09}
`)
	r := set.Rules(time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC))[0]
	var got []string
	for at, more := time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC), true; more; {
		var action Action
		if at, action, more = r.Next(at); more {
			got = append(got, at.Format(time.RFC3339)+" "+action.String())
		}
	}
	want := []string{"2025-07-01T00:00:00+01:00 warn", "2025-08-01T00:00:00+01:00 block", "2025-09-01T00:00:00+01:00 observe"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestChanges lists each kind of change once, and nothing that cannot be felt.
func TestChanges(t *testing.T) {
	first := parsed(t, written("n", 1, "2025-06-02", `
requirements:
  - id: series
    of: card
    applies: now >= date("2025-06-03") && now <= date("2025-06-04")
    met: card.series >= 8 && card.expires > now
    phases:
      - {action: warn, from: 2025-06-05}
      - {action: warn, from: 2025-01, until: 2025-02}
      - {action: block, from: 2025-06-06, until: 2025-06-12, during: w}
  - {id: agent, of: client, met: status("agent") == "ok", phases: [{action: block}]}
windows:
  w:
    - {date: 2025-06-07, from: "10:00", until: "11:00"}
    - {date: 2025-06-07, from: "11:00", until: "12:00"}
    - {date: 2025-06-08, from: "10:00", until: "11:00"}
    - {date: 2025-06-13, from: "10:00", until: "11:00"}
no-block: [{date: 2025-06-08}]
pauses: {budget: 10d}
catalogue:
  agent: {generations: [{versions: "<2", status: old, from: 2025-06-15}]}
  other: {generations: [{versions: "<2", status: old, from: 2025-06-16}]}
`))
	second := parsed(t, written("n", 2, "2025-06-20", "requirements: [{id: series, of: card, met: card.series >= 8, phases: [{action: block, from: 2025-06-18}, {action: warn, from: 2025-06-21}]}]\n"))
	heir := parsed(t, written("m", 1, "2025-06-25", "requirements: [{id: new, of: card, met: card.series >= 8, phases: [{action: block, from: 2025-06-24, until: 2025-06-26}]}]\nsupersedes: [{notice: n, requirements: [series]}]\n"))
	o := Options{
		Exemptions: exemptionsOf(t, "  - {requirement: series, card: c, from: 2025-06-10T09:00, until: 2025-06-10T10:00, owner: o, reason: r}\n"),
		Pauses:     pausesOf(t, "  - {organisation: RXX, from: 2025-06-11, until: 2025-06-22}\n  - {organisation: RXX, from: 2025-06-11T08:00, until: 2025-06-11T09:00}\n"),
	}
	from, until := time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC)
	var got []string
	for _, at := range together(t, o, first, second, heir).Changes(from, until) {
		got = append(got, at.Format("2006-01-02T15:04:05.999999999"))
	}
	want := []string{
		"2025-06-02T00:00:00",                                  // publication
		"2025-06-03T00:00:00", "2025-06-04T00:00:00.000000001", // dates in a condition
		"2025-06-05T00:00:00", "2025-06-06T00:00:00", // phases
		"2025-06-07T10:00:00", "2025-06-07T12:00:00", // two windows, of which one follows on the other
		"2025-06-08T00:00:00", "2025-06-09T00:00:00", // the day without blocks
		"2025-06-10T09:00:00", "2025-06-10T10:00:00", // the exemption
		"2025-06-11T08:00:00", "2025-06-11T09:00:00", // the pause that is granted
		"2025-06-12T00:00:00",                        // a phase ends
		"2025-06-15T00:00:00",                        // the status of what is read
		"2025-06-20T00:00:00", "2025-06-21T00:00:00", // another revision, and a phase of it
		"2025-06-25T00:00:00", "2025-06-26T00:00:00", // another notice takes over
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := together(t, o, first, second, heir).Changes(until, from); len(got) != 0 {
		t.Errorf("backwards there are %v", got)
	}
	all := together(t, o, first, second, heir).Changes(time.Time{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	if len(all) < len(got) {
		t.Errorf("of all times there are %v", all)
	}
}
