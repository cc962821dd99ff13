package notice

import (
	"slices"
	"time"
)

// A requirement has few phases, and they are looked through for each question.
// What may be many, the windows of a list and the days without blocks, lies in
// order once for the whole notice.

// Span is one expanded window: a stretch of instants, half-open.
type Span struct {
	Start, End time.Time
	Window     *Window

	start, end int64
}

// Step is what the phases of a requirement ask for from an instant until the
// next step begins.
type Step struct {
	From time.Time // in the notice's zone; zero: since ever
	// Choices are the phases in force, the one that counts first: the next counts
	// only where the where of all before it does not hold. Without choices the
	// requirement only observes.
	Choices []Choice
}

// Choice is one phase in force.
type Choice struct {
	Phase  *Phase
	Action Action // what it asks for in this step, which may be less than its own
	Window *Span  // the window that is open; nil outside windows
}

func (p *Phase) holdsAt(t int64) bool { return p.from <= t && t < p.until }

// choose says what a phase in force asks for at an instant.
func (n *Notice) choose(p *Phase, t int64) Choice {
	c := Choice{Phase: p, Action: p.Action}
	if p.list != nil {
		if c.Window = p.list.openAt(t); c.Window == nil {
			c.Action = p.Otherwise
		}
	}
	if c.Action == Block && n.isQuiet(t) {
		c.Action = Warn
	}
	return c
}

// nextChange returns the first instant after t at which the phases of a
// requirement may ask for less than they are known to ask for; maxInstant if
// there is none. Windows in and between which they ask for as much are passed
// over.
func (n *Notice) nextChange(q *Requirement, asks Action, t int64) int64 {
	next := maxInstant
	for _, p := range q.Phases {
		switch {
		case p.from > t:
			next = min(next, p.from)
		case p.until > t:
			next = min(next, p.until)
			if p.list != nil && p.Otherwise < asks {
				next = min(next, p.list.edgeAfter(t))
			}
		}
	}
	if asks == Block {
		if i := n.quietAfter(t); i < len(n.quiet) {
			next = min(next, max(n.quiet[i].from, t+1))
		}
	}
	return next
}

// Steps returns what the phases of a requirement of the notice ask for over
// time, place by place; before the first step it only observes. It does not know
// of other notices, exemptions or pauses. The steps are made when asked for,
// since a notice may have a thousand requirements with twenty thousand windows
// each. [Notice.Standings] is the same without places.
func (n *Notice) Steps(q *Requirement) []Step {
	var steps []Step
	for t := n.nextCut(q, -maxInstant-1); t != maxInstant; t = n.nextCut(q, t) {
		s := Step{Choices: n.choicesAt(q, t)}
		if last := len(steps) - 1; last < 0 && len(s.Choices) == 0 ||
			last >= 0 && slices.Equal(steps[last].Choices, s.Choices) {
			continue
		}
		if t != -maxInstant {
			s.From = time.Unix(0, t).In(n.Zone.Location())
		}
		steps = append(steps, s)
	}
	return steps
}

// nextCut returns the first instant after t at which what the phases of a
// requirement ask for may change; maxInstant if there is none.
func (n *Notice) nextCut(q *Requirement, t int64) int64 {
	next := maxInstant
	for _, p := range q.Phases {
		switch {
		case p.from > t:
			next = min(next, p.from)
		case p.until > t:
			next = min(next, p.until)
			if p.list != nil {
				next = min(next, p.list.edgeAfter(t))
			}
			if i := n.quietAfter(t); p.Action == Block && i < len(n.quiet) {
				if day := n.quiet[i]; day.from > t {
					next = min(next, day.from)
				} else {
					next = min(next, day.until)
				}
			}
		}
	}
	return next
}

// choicesAt are the phases in force, the last in the file first, down to the
// first that holds everywhere.
func (n *Notice) choicesAt(q *Requirement, t int64) []Choice {
	var out []Choice
	for _, p := range slices.Backward(q.Phases) {
		if !p.holdsAt(t) {
			continue
		}
		out = append(out, n.choose(p, t))
		if p.where == nil {
			break
		}
	}
	return out
}
