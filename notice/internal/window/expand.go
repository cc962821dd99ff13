package window

import (
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Expand gives the intervals of a rule in a zone, at most so many, and the
// remarks on them. A rule that Validate has errors for is not expanded.
//
// The intervals are in order and do not overlap: where a gap moves two windows
// of a rule onto each other, they are one. Hours of one day that touch are one
// interval as well; windows of different days that touch are two. The remarks
// are in the order of the times written.
//
// Past the limit the error wraps [ErrTooMany].
func (r Rule) Expand(z *civil.Zone, most int) ([]Interval, []Remark, error) {
	for _, problem := range r.Validate() {
		if !problem.Warning {
			return nil, nil, fmt.Errorf("expanding a window: %s: %s", problem.Key, problem.Text)
		}
	}
	var intervals []Interval
	var remarks []Remark
	for day := range r.days() {
		held, dropped := resolve(z, r.spans(day))
		remarks = append(remarks, dropped...)
		for _, stretch := range held {
			intervals = append(intervals, Interval{Start: stretch.start.at, End: stretch.end.at})
			remarks = stretch.start.remark(remarks)
			remarks = stretch.end.remark(remarks)
		}
		if len(intervals) > most {
			return nil, nil, fmt.Errorf("%w: more than %d; shorten the span or take fewer days or hours", ErrTooMany, most)
		}
	}
	slices.SortStableFunc(remarks, func(a, b Remark) int { return a.Civil.Compare(b.Civil) })
	return unite(intervals), remarks, nil
}

// edge is a start or an end with its instant.
type edge struct {
	civil      civil.DateTime
	at         time.Time
	resolution civil.Resolution
}

// stretch is an interval that still knows how its ends were written.
type stretch struct {
	start, end edge
}

// resolve turns the spans of one day into instants, joins those that touch, and
// drops those that are left without length. Where two are joined, what became
// of the edge between them matters to nobody: it makes no remark.
func resolve(z *civil.Zone, spans []span) (held []stretch, dropped []Remark) {
	edgeAt := func(dt civil.DateTime) edge {
		at, resolution := z.At(dt)
		return edge{civil: dt, at: at, resolution: resolution}
	}
	for _, span := range spans {
		start, end := edgeAt(span.from), edgeAt(span.until)
		if order := end.at.Compare(start.at); order <= 0 {
			kind := Empty
			if order < 0 {
				kind = Backwards
			}
			dropped = append(dropped, Remark{Kind: kind, Civil: span.from, Until: span.until, At: start.at})
			continue
		}
		if last := len(held) - 1; last >= 0 && held[last].end.at.Equal(start.at) {
			held[last].end = end
			continue
		}
		held = append(held, stretch{start: start, end: end})
	}
	return held, dropped
}

// remark appends what the author should know about the edge, if anything.
func (e edge) remark(remarks []Remark) []Remark {
	switch e.resolution {
	case civil.Gap:
		return append(remarks, Remark{Kind: Moved, Civil: e.civil, At: e.at})
	case civil.Fold:
		return append(remarks, Remark{Kind: Ambiguous, Civil: e.civil, At: e.at})
	default:
		return remarks
	}
}

// unite puts intervals in order and makes one of those that overlap.
func unite(intervals []Interval) []Interval {
	slices.SortStableFunc(intervals, func(a, b Interval) int { return a.Start.Compare(b.Start) })
	united := intervals[:0]
	for _, next := range intervals {
		if last := len(united) - 1; last >= 0 && next.Start.Before(united[last].End) {
			if next.End.After(united[last].End) {
				united[last].End = next.End
			}
			continue
		}
		united = append(united, next)
	}
	return united
}
