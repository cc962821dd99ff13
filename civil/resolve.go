package civil

import (
	"math"
	"time"
)

// Resolution says how a civil time became an instant.
type Resolution int

const (
	Exact Resolution = iota // it exists once
	Gap                     // it does not exist, and moved forward by the gap
	Fold                    // it exists twice, and is the first
)

// String gives "exact", "gap" or "fold".
func (r Resolution) String() string {
	switch r {
	case Gap:
		return "gap"
	case Fold:
		return "fold"
	default:
		return "exact"
	}
}

// At is the instant of a civil time in z. A time that clocks skip is taken as
// later by what they skip; of one that they show twice the earlier counts. The
// result is in z's location.
func (z *Zone) At(dt DateTime) (time.Time, Resolution) {
	unix, resolution := z.resolve(dt.seconds())
	return time.Unix(unix, int64(dt.Nanosecond)).In(z.location), resolution
}

// Start is the first instant of a day in z. Where midnight does not exist it is
// moved forward like any civil time, so a day that is missing as a whole starts
// when the next one does.
func (z *Zone) Start(d Date) (time.Time, Resolution) {
	return z.At(DateTime{Date: d})
}

// resolve turns the seconds of a civil time into Unix seconds.
func (z *Zone) resolve(civil int64) (int64, Resolution) {
	// No offset reaches 24 hours, so only spans within a day to either side
	// can show this civil time.
	const reach = 24 * 60 * 60
	var first, moved int64
	exists := false
	for i := z.spanOf(civil - reach); i < len(z.spans) && z.spans[i].start <= civil+reach; i++ {
		instant := civil - z.spans[i].offset
		switch {
		case instant < z.spans[i].start:
			// Where the span before had passed this civil time by its
			// end, the clocks jumped over it. What they would have
			// shown without the jump is later by the gap after it.
			if i > 0 && civil-z.spans[i-1].offset >= z.spans[i].start {
				moved = civil - z.spans[i-1].offset
			}
		case instant >= z.end(i):
			// The span ends before this civil time comes.
		case exists:
			return first, Fold
		default:
			first, exists = instant, true
		}
	}
	if !exists {
		return moved, Gap
	}
	return first, Exact
}

// end is the Unix second at which span i ends; the last never does.
func (z *Zone) end(i int) int64 {
	if i+1 >= len(z.spans) {
		return math.MaxInt64
	}
	return z.spans[i+1].start
}
