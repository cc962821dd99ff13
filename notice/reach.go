package notice

import (
	"slices"
	"sort"
)

// reach are the stretches within a span in which each phase of a requirement can
// be in force: where none that stands later in the file and holds everywhere
// outranks it.
func (q *Requirement) reach(within stretch) [][]stretch {
	out := make([][]stretch, len(q.Phases))
	var taken stretches
	for i, p := range slices.Backward(q.Phases) {
		span := stretch{max(p.from, within.from), min(p.until, within.until)}
		out[i] = taken.leave(span)
		if p.where == nil {
			taken = taken.with(span)
		}
	}
	return out
}

// stretches are in order, and no two of them touch.
type stretches []stretch

// meeting returns the range of those that overlap or touch a span.
func (s stretches) meeting(span stretch) (first, last int) {
	first = sort.Search(len(s), func(i int) bool { return s[i].until >= span.from })
	last = sort.Search(len(s), func(i int) bool { return s[i].from > span.until })
	return first, max(first, last)
}

// leave returns the parts of a span that lie in none of them.
func (s stretches) leave(span stretch) []stretch {
	var out []stretch
	first, last := s.meeting(span)
	for _, t := range s[first:last] {
		if span.from < t.from {
			out = append(out, stretch{span.from, t.from})
		}
		span.from = max(span.from, t.until)
	}
	if span.from < span.until {
		out = append(out, span)
	}
	return out
}

// with adds a span.
func (s stretches) with(span stretch) stretches {
	if span.until <= span.from {
		return s
	}
	first, last := s.meeting(span)
	if first < last {
		span.from, span.until = min(span.from, s[first].from), max(span.until, s[last-1].until)
	}
	return slices.Replace(s, first, last, span)
}

// overlap reports whether a span shares an instant with one of them.
func (s stretches) overlap(span stretch) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].until > span.from })
	return i < len(s) && s[i].from < span.until && span.from < span.until
}

// reachable returns the phases of a revision that can be in force in the set at
// all, and the windows in which one of them can block.
func (s *Set) reachable(n *Notice) (phases map[*Phase]bool, windows map[*Window]bool) {
	phases, windows = map[*Phase]bool{}, map[*Window]bool{}
	blocks := map[*WindowList]stretches{}
	within, taken := s.judgedBy(n)
	for _, q := range n.Requirements {
		for i, parts := range q.reach(within) {
			p := q.Phases[i]
			for _, part := range parts {
				for _, left := range taken[q.ID].leave(part) {
					phases[p] = true
					if p.list != nil {
						blocks[p.list] = blocks[p.list].with(left)
					}
				}
			}
		}
	}
	for _, l := range n.Windows {
		for i, e := range l.edges {
			if e.open != nil && blocks[l].overlap(stretch{e.at, l.edges[i+1].at}) {
				windows[e.open.Window] = true
			}
		}
	}
	return phases, windows
}

// judgedBy returns when a revision decides, and when requirements are taken out
// of it, by their ids.
func (s *Set) judgedBy(n *Notice) (stretch, map[string]stretches) {
	for _, h := range s.notices {
		for i, e := range h.editions {
			switch {
			case e.notice != n:
			case h.known == e && !h.early:
				return stretch{h.first, maxInstant}, h.taken
			default:
				return h.span(i), h.taken
			}
		}
	}
	return stretch{}, nil
}

// checkInForce warns of phases that never come into force: this revision was
// published after them, or later ones in the file outrank them all the while.
func (r *reader) checkInForce(q *Requirement) {
	if r.n.Published.IsZero() {
		return
	}
	published := r.n.publishedAt.UnixNano()
	for i, parts := range q.reach(stretch{published, maxInstant}) {
		p := q.Phases[i]
		switch {
		case len(parts) > 0 || p.until <= p.from:
		case p.until <= published:
			r.warn(p.node, "leave it if it is there for the record", "phase %s of %s is never in force, since it ends before this revision is published", p.ID, q.ID)
		default:
			r.warn(p.node, "leave it if it is there for the record, or put it behind those",
				"phase %s of %s is never in force, since those that stand after it hold all the while from the publication on", p.ID, q.ID)
		}
	}
}

// checkWindows warns of windows in which no phase blocks.
func (r *reader) checkWindows() {
	blocks := map[*WindowList]stretches{}
	for _, q := range r.n.Requirements {
		for _, p := range q.Phases {
			if p.list != nil {
				blocks[p.list] = blocks[p.list].with(stretch{p.from, p.until})
			}
		}
	}
	for _, l := range r.n.Windows {
		if blocks[l] == nil {
			r.warn(l.node, "name it in a phase with during, or remove it", "no phase blocks during %s", l.Name)
			continue
		}
		inside := map[*Window]bool{}
		for _, s := range l.Spans {
			inside[s.Window] = inside[s.Window] || blocks[l].overlap(stretch{s.start, s.end})
		}
		for _, w := range l.Windows {
			if in, expanded := inside[w]; expanded && !in {
				r.warn(w.node, "correct its dates, or those of the phase", "window %s of %s lies in no phase", w.ID, l.Name)
			}
		}
	}
}
