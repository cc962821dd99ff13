package notice

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/test/draw"
)

// isOpen reads a window as it is written: on which days, from when until when.
func isOpen(z *civil.Zone, w WindowTimes, t time.Time) bool {
	today := z.Civil(t).Date
	for back := -2; back <= 2; back++ {
		day := today.AddDays(back)
		if day != w.Date && (!slices.Contains(w.On, day.Weekday()) || day.Before(w.First) || w.Last.Before(day) || slices.Contains(w.Except, day)) {
			continue
		}
		within := func(from, until civil.Clock) bool {
			start, _ := z.At(from.On(day))
			end, _ := z.At(until.On(day))
			return !t.Before(start) && t.Before(end)
		}
		if !w.IsHourly() {
			until := *w.Until
			if until <= *w.From {
				until += civil.EndOfDay
			}
			if within(*w.From, until) {
				return true
			}
			continue
		}
		first, _ := civil.ParseClock(w.Hours[:5])
		last, _ := civil.ParseClock(w.Hours[6:])
		from, until := 10*int(w.Minutes[0]-'0')+int(w.Minutes[1]-'0'), 10*int(w.Minutes[3]-'0')+int(w.Minutes[4]-'0')
		for hour := first; hour < last; hour += 60 {
			if within(hour+civil.Clock(from), hour+civil.Clock(until)) {
				return true
			}
		}
	}
	return false
}

// actionAsWritten reads the rule again: of the phases whose where holds the last
// in the file; an unknown where both ways, and the weaker.
func actionAsWritten(n *Notice, q *Requirement, f *Facts, t time.Time) Action {
	if t.Before(n.Published.Start(n.Zone)) {
		return Observe
	}
	act := func(p *Phase) Action {
		a := p.Action
		if p.During != "" {
			open := false
			for _, l := range n.Windows {
				for _, w := range l.Windows {
					open = open || l.Name == p.During && isOpen(n.Zone, w.Times(), t)
				}
			}
			if !open {
				a = p.Otherwise
			}
		}
		for _, d := range n.NoBlock {
			if a == Block && d.Date == n.Zone.Civil(t).Date {
				a = Warn
			}
		}
		return a
	}
	weakest := Block
	for ways := range 1 << len(q.Phases) { // a bit for each phase: what an unknown where is taken as
		action, possible := Observe, true
		for i, p := range q.Phases {
			if t.Before(p.From.Start(n.Zone)) || !p.Until.IsZero() && !t.Before(p.Until.Start(n.Zone)) {
				continue
			}
			holds := fact.True
			if p.where != nil {
				holds = p.where.Judge(f)
			}
			taken := ways&(1<<i) != 0
			if possible = possible && (holds == fact.Unknown || taken == (holds == fact.True)); taken {
				action = act(p)
			}
		}
		if possible {
			weakest = min(weakest, action)
		}
	}
	return weakest
}

// TestTimelineIsTheRule compares the action in force, and the steps that are told
// of it, with the rule read again at each instant.
func TestTimelineIsTheRule(t *testing.T) {
	blocked := 0
	draw.Until(t, func() string {
		if blocked == 0 {
			return "no plan blocks"
		}
		return ""
	}, func(t *rapid.T) {
		p := drawPlan(t)
		src := p.notice("a", 1, "2011-01", "x", "")
		n, problems := Parse("notice.yaml", []byte(src))
		if n == nil {
			t.Fatalf("%s\n%s", lines(problems), src)
		}
		set, _ := NewSet([]*Notice{n}, Options{})
		q := n.Requirements[0]
		line := p.signIn(p.instant("at"))
		var in SignIn
		if err := in.Read([]byte(line), p.zone); err != nil {
			t.Fatal(err)
		}
		steps, standings := n.Steps(q), n.Standings(q)
		var v Verdict
		start := p.instant("start")
		for i := range 60 {
			for _, at := range []time.Time{start.Add(time.Duration(i) * grid), start.Add(time.Duration(i)*grid - 1)} {
				set.Judge(&in.Facts, in.Use, at, &v)
				want := actionAsWritten(n, q, &in.Facts, at)
				if got := v.Findings[0].InForce; got != want {
					t.Fatalf("at %s the action in force is %s, want %s\n%s\n%s", at, got, want, line, src)
				}
				if want == Block {
					blocked++
				}
				checkTold(t, n, q, at, steps, standings, src)
			}
		}
	})
}

// checkTold holds steps and standings to the phases in force at an instant.
func checkTold(t *rapid.T, n *Notice, q *Requirement, at time.Time, steps []Step, standings []Standing, src string) {
	var step Step
	for _, s := range steps {
		if !s.From.After(at) {
			step = s
		}
	}
	want := n.choicesAt(q, at.UnixNano())
	if !slices.Equal(step.Choices, want) {
		t.Fatalf("at %s the step is %v, want %v\n%s", at, step.Choices, want, src)
	}
	now, next := n.StandingAt(q, at)
	strongest := Observe
	for _, c := range want {
		strongest = max(strongest, c.Action)
	}
	if now.Action != strongest || (now.Phase == nil) != (len(want) == 0) || now.From.After(at) || !next.IsZero() && !next.After(at) {
		t.Fatalf("at %s it stands %v until %v, want %s\n%s", at, now, next, strongest, src)
	}
	if i := slices.IndexFunc(standings, func(s Standing) bool { return s.From.After(at) }); i >= 0 && !standings[i].From.Equal(next) {
		t.Fatalf("at %s it changes next at %v, want %v", at, next, standings[i].From)
	}
}

// TestSteps are the phases of a requirement one after the other, without steps
// that change nothing.
func TestSteps(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `
requirements:
  - {id: x, of: card, met: card.series >= 8, phases: [
      {id: a, action: warn, until: 2025-09},
      {id: b, action: block, during: w, from: 2025-07-08T10:30, until: 2025-08-07},
      {id: c, action: block, where: organisation.kind == "gp", from: 2025-08}]}
windows:
  w: [{id: one, on: [Tue], from: "10:00", until: "11:00", first: 2025-07-08, last: 2025-07-15}]
no-block: [{date: 2025-07-15}, {date: 2025-10-01}]
`))
	var got []string
	for _, s := range n.Steps(n.Requirements[0]) {
		line := "ever"
		if !s.From.IsZero() {
			line = s.From.Format(time.RFC3339)
		}
		for _, c := range s.Choices {
			line += " " + c.Phase.ID + " " + c.Action.String()
			if c.Window != nil {
				line += " in " + c.Window.Window.ID
			}
		}
		got = append(got, line)
	}
	want := []string{
		"ever a warn",
		"2025-07-08T10:30:00+01:00 b block in one",
		"2025-07-08T11:00:00+01:00 b warn",
		"2025-07-15T10:00:00+01:00 b warn in one",
		"2025-07-15T11:00:00+01:00 b warn",
		"2025-08-01T00:00:00+01:00 c block b warn",
		"2025-08-07T00:00:00+01:00 c block a warn",
		"2025-09-01T00:00:00+01:00 c block",
		"2025-10-01T00:00:00+01:00 c warn",
		"2025-10-02T00:00:00+01:00 c block",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the steps are %q, want %q", got, want)
	}
}
