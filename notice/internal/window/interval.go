package window

import "time"

// Interval is a window on the time line: from Start until just before End,
// which is always later.
type Interval struct {
	Start, End time.Time // in the zone of the rule
}

// Contains says whether t lies in the interval.
func (i Interval) Contains(t time.Time) bool {
	return !t.Before(i.Start) && t.Before(i.End)
}
