package notice

import "time"

// Standing is what a requirement asks for at an instant, of whom it applies to
// and who falls short.
type Standing struct {
	From   time.Time // since when; zero before the first phase
	Action Action    // where several places differ, the strongest
	Phase  *Phase    // nil: none is in force
	Window *Span     // the window that is open; nil outside windows
	Places bool      // the phase holds in some places only
}

// Standings returns what a requirement of the notice asks for over time: each
// entry holds until the next begins. Before the first it only observes, and so
// it does in an entry without a phase. It does not know of other notices,
// exemptions or pauses.
func (n *Notice) Standings(q *Requirement) []Standing {
	line := n.timelineOf(q)
	out := make([]Standing, 0, len(line.cuts))
	for i, t := range line.cuts {
		s := standingOf(line.steps[i])
		if t != -maxInstant {
			s.From = time.Unix(0, t).In(n.Zone.Location())
		}
		out = append(out, s)
	}
	return out
}

func standingOf(s *step) Standing {
	var out Standing
	for _, c := range s.choices {
		if out.Phase == nil || c.action > out.Action {
			out.Action, out.Phase, out.Window = c.action, c.phase, c.window
		}
		out.Places = out.Places || c.phase.where != nil
	}
	return out
}

// StandingAt returns what a requirement asks for at an instant, and when that
// changes next; the zero time if it does not.
func (n *Notice) StandingAt(q *Requirement, at time.Time) (now Standing, next time.Time) {
	for _, s := range n.Standings(q) {
		if s.From.After(at) {
			return now, s.From
		}
		now = s
	}
	return now, time.Time{}
}

// Span returns the phase's first instant and the one that ends it, in the
// notice's zone; a zero end if it does not end.
func (n *Notice) Span(p *Phase) (from, until time.Time) {
	if p.from != -maxInstant {
		from = time.Unix(0, p.from).In(n.Zone.Location())
	}
	if p.until != maxInstant {
		until = time.Unix(0, p.until).In(n.Zone.Location())
	}
	return from, until
}
