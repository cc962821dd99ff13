package window

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Kind says what a zone's transitions did to a window.
type Kind int

const (
	Moved     Kind = iota + 1 // a start or an end does not exist, and moved forward by the gap
	Ambiguous                 // a start or an end exists twice, and is the first
	Empty                     // the window has no length, and is dropped
	Backwards                 // the window ends before it starts, and is dropped
)

// Remark is something that the author of a window should know about one of its
// days.
type Remark struct {
	Kind  Kind
	Civil civil.DateTime // the start or end as written; of a dropped window its start
	Until civil.DateTime // of a dropped window its end as written, else zero
	At    time.Time      // the instant that Civil is taken as, in the zone
}

// String is a sentence with the civil time, the zone, and what became of it.
func (r Remark) String() string {
	zone, taken := r.At.Location(), r.At.Format("2006-01-02T15:04Z07:00")
	switch r.Kind {
	case Moved:
		return fmt.Sprintf("%s does not exist in %s and is taken as %s", r.Civil, zone, taken)
	case Ambiguous:
		return fmt.Sprintf("%s exists twice in %s and is taken as the first, %s", r.Civil, zone, taken)
	case Empty:
		return fmt.Sprintf("the window from %s until %s has no length in %s, where clocks change, and is dropped", r.Civil, r.Until, zone)
	default:
		return fmt.Sprintf("the window from %s until %s ends before it starts in %s, where clocks change, and is dropped", r.Civil, r.Until, zone)
	}
}
