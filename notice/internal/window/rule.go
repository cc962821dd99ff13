package window

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Rule is one written window. Its days are either Date, or the weekdays On
// from First to Last without those of Except. Its times are either From and
// Until, or Hours and Minutes. Zero values and nil stand for absent keys.
type Rule struct {
	Date    civil.Date
	Weekday *time.Weekday // written beside Date, to be compared with it
	Settled bool          // somebody decided that Date holds against Weekday

	On          []time.Weekday
	First, Last civil.Date // both inclusive
	Except      []civil.Date

	From, Until *civil.Clock

	Hours   *Hours   // nil beside Minutes: the whole day
	Minutes *Minutes // nil beside Hours: the whole hour

	Overnight bool // an end that is not after its start is on the next day
}

// isRecurring says whether any key of recurring windows is there.
func (r Rule) isRecurring() bool {
	return len(r.On) > 0 || !r.First.IsZero() || !r.Last.IsZero() || len(r.Except) > 0
}

// isWithinHours says whether the times are Hours and Minutes.
func (r Rule) isWithinHours() bool { return r.Hours != nil || r.Minutes != nil }
