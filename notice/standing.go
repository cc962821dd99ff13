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
	steps := n.Steps(q)
	out := make([]Standing, len(steps))
	for i, s := range steps {
		out[i].From = s.From
		for _, c := range s.Choices {
			if out[i].Phase == nil || c.Action > out[i].Action {
				out[i].Action, out[i].Phase, out[i].Window = c.Action, c.Phase, c.Window
			}
			out[i].Places = out[i].Places || c.Phase.where != nil
		}
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
