package notice

import (
	"fmt"
	"slices"
	"sort"
	"time"
)

// timeline is what a requirement asks for over time: at cuts[i] begins
// steps[i]; before cuts[0] it only observes.
type timeline struct {
	cuts  []int64 // Unix nanoseconds, ascending
	steps []*step

	// weaker[Warn-1][i] is the first step after i that asks for less than a
	// warning, weaker[Block-1][i] for less than a block; len(cuts) if none.
	weaker    [Block][]int
	placed    bool // some phase has a where
	overrides bool // some phase has an unknown of its own
}

// step is the answer between two cuts: the phases in force, the one that counts
// first. More than one is listed only where the first ones hold somewhere only.
type step struct {
	choices []choice
}

type choice struct {
	phase  *Phase
	action Action
	window *Span // the window that is open; nil outside windows
}

// at returns the step in force at an instant, nil where there is none.
func (l *timeline) at(t int64) *step {
	i := sort.Search(len(l.cuts), func(i int) bool { return l.cuts[i] > t })
	if i == 0 {
		return nil
	}
	return l.steps[i-1]
}

// Span is one expanded window: a stretch of instants, half-open.
type Span struct {
	Start, End time.Time
	Window     *Window

	start, end int64
}

// timelineOf lays the phases of a requirement, the windows of their blocks and
// the days without blocks over each other.
func (n *Notice) timelineOf(r *Requirement) timeline {
	var cuts []int64
	add := func(ts ...int64) {
		for _, t := range ts {
			if t != maxInstant {
				cuts = append(cuts, t)
			}
		}
	}
	blocks := false
	for _, p := range r.Phases {
		add(p.from, p.until)
		if p.Action != Block {
			continue
		}
		blocks = true
		if list := n.windowList(p.During); list != nil {
			for i := range list.Spans {
				if s := &list.Spans[i]; s.end > p.from && s.start < p.until {
					add(max(s.start, p.from), min(s.end, p.until))
				}
			}
		}
	}
	days := n.noBlockSpans()
	if blocks {
		for _, d := range days {
			add(d[0], d[1])
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)

	// Equal steps are shared: twenty thousand windows make few different ones
	// besides the windows themselves.
	line := timeline{}
	shared := map[string]*step{}
	cursors := map[string]int{}
	for _, t := range cuts {
		quiet := slices.ContainsFunc(days, func(d [2]int64) bool { return d[0] <= t && t < d[1] })
		s := n.stepAt(r, t, quiet, cursors)
		key := fmt.Sprint(s.choices)
		if known, ok := shared[key]; ok {
			s = known
		} else {
			shared[key] = s
		}
		if len(line.steps) > 0 && line.steps[len(line.steps)-1] == s {
			continue
		}
		line.cuts = append(line.cuts, t)
		line.steps = append(line.steps, s)
	}
	for _, p := range r.Phases {
		line.placed = line.placed || p.where != nil
		line.overrides = line.overrides || p.Unknown != nil
	}
	for _, level := range []Action{Warn, Block} {
		next := make([]int, len(line.steps))
		found := len(line.steps)
		for i := len(line.steps) - 1; i >= 0; i-- {
			next[i] = found
			if line.steps[i].strongest() < level {
				found = i
			}
		}
		line.weaker[level-1] = next
	}
	return line
}

// stepAt works a step out by the rule: of the phases in force whose where
// holds, the last in the file. Cursors remember how far each window list is
// done, since cuts come in order.
func (n *Notice) stepAt(r *Requirement, t int64, quiet bool, cursors map[string]int) *step {
	s := &step{}
	for i := len(r.Phases) - 1; i >= 0; i-- {
		p := r.Phases[i]
		if t < p.from || t >= p.until {
			continue
		}
		c := choice{phase: p, action: p.Action}
		if list := n.windowList(p.During); p.Action == Block && list != nil {
			c.window = list.openAt(t, cursors)
			if c.window == nil {
				c.action = p.Otherwise
			}
		}
		if c.action == Block && quiet {
			c.action = Warn
		}
		s.choices = append(s.choices, c)
		if p.where == nil {
			break
		}
	}
	return s
}

// noBlockSpans are the days without blocks, from midnight to midnight.
func (n *Notice) noBlockSpans() [][2]int64 {
	var out [][2]int64
	for _, d := range n.NoBlock {
		start, _ := n.Zone.Start(d.Date)
		end, _ := n.Zone.Start(d.Date.AddDays(1))
		out = append(out, [2]int64{start.UnixNano(), end.UnixNano()})
	}
	return out
}

// weakest returns the action of a step where its phases hold everywhere, or
// where they hold nowhere if that is weaker: what is left when nothing is known
// of the place.
func (s *step) weakest() Action {
	if s == nil || len(s.choices) == 0 {
		return Observe
	}
	weakest := Block
	for _, c := range s.choices {
		weakest = min(weakest, c.action)
	}
	if s.choices[len(s.choices)-1].phase.where != nil {
		weakest = Observe
	}
	return weakest
}

// strongest returns the strongest action that a step can have anywhere.
func (s *step) strongest() Action {
	strongest := Observe
	if s != nil {
		for _, c := range s.choices {
			strongest = max(strongest, c.action)
		}
	}
	return strongest
}
