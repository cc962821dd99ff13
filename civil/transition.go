package civil

import (
	"math"
	"sort"
	"time"
)

// Transition is an instant at which a zone changes its offset, its abbreviation
// or its daylight saving.
type Transition struct {
	At           time.Time // in the zone
	OffsetBefore int       // seconds east of UTC
	OffsetAfter  int       // seconds east of UTC
	Abbreviation string    // from At on: "BST", "+1030"
	IsDST        bool      // from At on
}

// Transitions are those of z with from ≤ At < until, in order. It knows those
// of the years that the package accepts, and of a year or two to either side.
func (z *Zone) Transitions(from, until time.Time) []Transition {
	var found []Transition
	for i, after := range z.spans[1:] {
		at := time.Unix(after.start, 0).In(z.location)
		if at.Before(from) || !at.Before(until) {
			continue
		}
		found = append(found, Transition{
			At:           at,
			OffsetBefore: int(z.spans[i].offset),
			OffsetAfter:  int(after.offset),
			Abbreviation: after.abbreviation,
			IsDST:        after.isDST,
		})
	}
	return found
}

// span is the time between two transitions.
type span struct {
	start        int64 // Unix seconds; of the first, the smallest int64
	offset       int64 // seconds east of UTC
	abbreviation string
	isDST        bool
}

// spansOf walks through the transitions of a location, so that nobody has to
// ask it again for each civil time.
//
// The bounds that package time gives are not all transitions: where a zone goes
// on by rule, each year's end is one too, and in leap years that bound lies a
// day before the end of the year, where it does not move on. So a bound counts
// only where something changes, and the walk always advances.
func spansOf(location *time.Location) []span {
	// A year of margin on the early side for offsets, and a few on the late
	// one for sums of days that leave the accepted years.
	from := time.Date(MinYear-1, 1, 1, 0, 0, 0, 0, time.UTC)
	until := time.Date(MaxYear+3, 1, 1, 0, 0, 0, 0, time.UTC)

	first := spanAt(from.In(location))
	first.start = math.MinInt64
	spans := []span{first}
	for at := from.In(location); ; {
		_, next := at.ZoneBounds()
		if next.IsZero() {
			return spans
		}
		if !next.After(at) {
			next = at.Add(time.Hour)
		}
		if !next.Before(until) {
			return spans
		}
		at = next
		here, last := spanAt(at), spans[len(spans)-1]
		if here.offset != last.offset || here.abbreviation != last.abbreviation || here.isDST != last.isDST {
			spans = append(spans, here)
		}
	}
}

func spanAt(t time.Time) span {
	abbreviation, offset := t.Zone()
	return span{start: t.Unix(), offset: int64(offset), abbreviation: abbreviation, isDST: t.IsDST()}
}

// spanOf finds the index of the span that holds the instant.
func (z *Zone) spanOf(unix int64) int {
	return sort.Search(len(z.spans), func(i int) bool { return z.spans[i].start > unix }) - 1
}
