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

// choice is what one phase in force asks for.
type choice struct {
	phase  *Phase
	action Action
	window *Span // the window that is open; nil outside windows
}

func (p *Phase) holdsAt(t int64) bool { return p.from <= t && t < p.until }

// choose says what a phase in force asks for at an instant.
func (n *Notice) choose(p *Phase, t int64) choice {
	c := choice{phase: p, action: p.Action}
	if p.list != nil {
		if c.window = p.list.openAt(t); c.window == nil {
			c.action = p.Otherwise
		}
	}
	if c.action == Block && n.isQuiet(t) {
		c.action = Warn
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

// timeline is what a requirement asks for over time: at cuts[i] begins
// steps[i]; before cuts[0] it only observes.
type timeline struct {
	cuts  []int64 // Unix nanoseconds, ascending
	steps []*step
}

// step is the answer between two cuts: the phases in force, the one that counts
// first. More than one is listed only where the first ones hold somewhere only.
type step struct {
	choices []choice
}

// timelineOf lays the phases of a requirement, the windows of their blocks and
// the days without blocks over each other. It is made when asked for, since a
// notice may have a thousand requirements with twenty thousand windows each.
func (n *Notice) timelineOf(q *Requirement) timeline {
	var cuts []int64
	for _, p := range q.Phases {
		cuts = append(cuts, p.from, p.until)
		if p.list != nil {
			for t := p.list.edgeAfter(p.from); t < p.until; t = p.list.edgeAfter(t) {
				cuts = append(cuts, t)
			}
		}
		if p.Action == Block {
			for _, d := range n.quiet[n.quietAfter(p.from):] {
				if d.from >= p.until {
					break
				}
				cuts = append(cuts, d.from, d.until)
			}
		}
	}
	slices.Sort(cuts)
	var line timeline
	for _, t := range slices.Compact(cuts) {
		if t == maxInstant {
			break
		}
		s := &step{choices: n.choicesAt(q, t)}
		if last := len(line.steps) - 1; last < 0 && len(s.choices) == 0 ||
			last >= 0 && slices.Equal(line.steps[last].choices, s.choices) {
			continue
		}
		line.cuts = append(line.cuts, t)
		line.steps = append(line.steps, s)
	}
	return line
}

// choicesAt are the phases in force, the last in the file first, down to the
// first that holds everywhere.
func (n *Notice) choicesAt(q *Requirement, t int64) []choice {
	var out []choice
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
