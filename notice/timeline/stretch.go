package timeline

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// stretch is a time through which the same phases of a requirement count.
type stretch struct {
	from, until time.Time // zero: without end on that side
	// phases are those that count, the one that comes first; more than one only
	// where the earlier hold in some places. None: nothing is asked.
	phases []*notice.Phase
}

// stretchesOf lays the phases of a requirement one after the other. Phases
// overlap as written, and the last in the file wins: what a reader wants is
// what is left of each, and that one which was covered comes back.
func stretchesOf(n *notice.Notice, q *notice.Requirement) []stretch {
	var cuts []time.Time
	open := false // some phase has no beginning
	for _, p := range q.Phases {
		from, until := n.Span(p)
		open = open || from.IsZero()
		for _, t := range []time.Time{from, until} {
			if !t.IsZero() {
				cuts = append(cuts, t)
			}
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	if open {
		cuts = slices.Insert(cuts, 0, time.Time{})
	}
	var out []stretch
	for _, from := range cuts {
		phases := countingAt(n, q, from)
		if last := len(out) - 1; last >= 0 {
			if slices.Equal(out[last].phases, phases) {
				continue
			}
			out[last].until = from
		}
		out = append(out, stretch{from: from, phases: phases})
	}
	return out
}

// countingAt returns the phases that count at an instant; the zero time is
// before all others.
func countingAt(n *notice.Notice, q *notice.Requirement, t time.Time) []*notice.Phase {
	var out []*notice.Phase
	for _, p := range slices.Backward(q.Phases) {
		from, until := n.Span(p)
		if from.After(t) || !until.IsZero() && !t.Before(until) {
			continue
		}
		out = append(out, p)
		if p.WhereSource() == "" {
			break
		}
	}
	return out
}

// somewhere reports whether the last of the phases leaves places to which none
// of them applies.
func (s stretch) somewhere() bool {
	return len(s.phases) > 0 && s.phases[len(s.phases)-1].WhereSource() != ""
}

// overlaps reports whether the stretch has a part in a range.
func (s stretch) overlaps(from, until time.Time) bool {
	return s.from.Before(until) && (s.until.IsZero() || from.Before(s.until))
}
