package window

import (
	"fmt"

	"github.com/lanyard-id/lanyard/civil"
)

// Problem is something wrong with a rule in any zone.
type Problem struct {
	Key     string // the key at fault, as it is written in a notice: "until", "on"
	Index   int    // the place in the list below Key, from 0, for "on" and "except"
	Warning bool   // the rule can be expanded all the same
	Text    string // what is wrong; how to mend it
}

// Validate says everything that is wrong with the rule irrespective of a zone.
// The key of a problem may be one that is missing.
func (r Rule) Validate() []Problem {
	var found problems
	if r.isRecurring() {
		r.checkRecurring(&found)
	} else {
		r.checkSingle(&found)
	}
	if r.isWithinHours() {
		r.checkHours(&found)
	} else {
		r.checkClocks(&found)
	}
	return found
}

type problems []Problem

func (p *problems) fail(key, format string, args ...any) {
	*p = append(*p, Problem{Key: key, Text: fmt.Sprintf(format, args...)})
}

func (p *problems) warn(key string, index int, format string, args ...any) {
	*p = append(*p, Problem{Key: key, Index: index, Warning: true, Text: fmt.Sprintf(format, args...)})
}

func (r Rule) checkClocks(found *problems) {
	switch {
	case r.From == nil && r.Until == nil:
		found.fail("from", `no time of day is given; write from and until, or hours: "00:00-24:00" for the whole day`)
	case r.From == nil:
		found.fail("from", "until stands without from; write both")
	case r.Until == nil:
		found.fail("until", "from stands without until; write both")
	default:
		r.checkRange(found, "from", "until", *r.From, *r.Until)
	}
}

func (r Rule) checkHours(found *problems) {
	if r.From != nil || r.Until != nil {
		found.fail("from", "from and until stand beside hours or minutes; keep one of the two")
	}
	hours, minutes := r.hours(), r.minutes()
	if hours.From%60 != 0 || hours.Until%60 != 0 {
		found.fail("hours", "the hours %s are not whole; write whole hours, and the minutes of each as minutes", hours)
	} else {
		r.checkRange(found, "hours", "hours", hours.From, hours.Until)
	}
	switch {
	case minutes.From < 0 || minutes.From > 60 || minutes.Until < 0 || minutes.Until > 60:
		found.fail("minutes", "the minutes %s leave the hour; they run from 00 to 60", minutes)
	case minutes.From == minutes.Until:
		found.fail("minutes", "the minutes %s have no length; the second is the end, which is not inside", minutes)
	case minutes.From > minutes.Until:
		found.fail("minutes", "the minutes %s wrap around the hour; write two windows, one to 60 and one from 00", minutes)
	}
}

// checkRange judges a range of the clock; its ends stand under one key or two.
func (r Rule) checkRange(found *problems, fromKey, untilKey string, from, until civil.Clock) {
	switch {
	case !from.Valid() || !until.Valid():
		found.fail(untilKey, "%s to %s leaves the day, which ends at 24:00", from, until)
	case from == civil.EndOfDay:
		found.fail(fromKey, "the window starts at 24:00, the end of its day; write 00:00 on the next one")
	case until > from && r.Overnight:
		found.warn("overnight", 0, "%s is after %s, so the window does not cross midnight; leave out overnight", until, from)
	case until > from || r.Overnight:
	case until == 0:
		found.fail(untilKey, "00:00 is the start of the day; for its end write 24:00")
	case until == from:
		found.fail(untilKey, "from %[1]s until %[1]s is a window of no length; for 24 hours write overnight: true", from)
	default:
		found.fail(untilKey, "%s is before %s; for a window across midnight write overnight: true", until, from)
	}
}
