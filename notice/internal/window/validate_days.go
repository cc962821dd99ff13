package window

import (
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

func (r Rule) checkSingle(found *problems) {
	switch {
	case r.Date.IsZero():
		found.fail("date", "no day is given; write a date, or on with first and last")
	case !r.Date.Valid():
		found.fail("date", "%s is not a date of the calendar", r.Date)
	case r.Weekday != nil && *r.Weekday != r.Date.Weekday() && !r.Settled:
		found.fail("weekday", "%s is a %s, not a %s; correct the one that is wrong, or write who settled it as settled",
			r.Date, r.Date.Weekday(), *r.Weekday)
	}
}

func (r Rule) checkRecurring(found *problems) {
	if !r.Date.IsZero() {
		found.fail("date", "a date stands beside on, first, last or except; keep the date, or the others")
	}
	if r.Weekday != nil {
		found.fail("weekday", "a weekday belongs to a date; the weekdays of a recurring window are on")
	}
	if len(r.On) == 0 {
		found.fail("on", "no weekdays are given; write them like on: [Mon, Thu]")
	}
	bounded := true
	for _, bound := range []struct {
		key  string
		date civil.Date
	}{{"first", r.First}, {"last", r.Last}} {
		switch {
		case bound.date.IsZero():
			found.fail(bound.key, "a recurring window needs first and last, the days it may begin and end on")
			bounded = false
		case !bound.date.Valid():
			found.fail(bound.key, "%s is not a date of the calendar", bound.date)
			bounded = false
		}
	}
	if !bounded {
		return
	}
	if r.Last.Before(r.First) {
		found.fail("last", "the last day, %s, is before the first, %s", r.Last, r.First)
		return
	}
	if r.checkOn(found) {
		r.checkExcept(found)
	}
}

// checkOn judges the weekdays, and says whether the span has any of them.
func (r Rule) checkOn(found *problems) bool {
	seen := make(map[time.Weekday]bool)
	var doubtful problems
	var missing []string
	for i, weekday := range r.On {
		switch {
		case seen[weekday]:
			doubtful.warn("on", i, "%s stands twice; leave one out", weekday)
		case !r.spanHas(weekday):
			doubtful.warn("on", i, "no %s lies between %s and %s; leave it out or correct the span", weekday, r.First, r.Last)
			missing = append(missing, weekday.String())
		}
		seen[weekday] = true
	}
	if len(missing) < len(seen) {
		*found = append(*found, doubtful...)
		return true
	}
	if len(seen) > 0 {
		found.fail("on", "no %s lies between %s and %s, so the window has no day; correct the weekdays or the span",
			strings.Join(missing, " or "), r.First, r.Last)
	}
	return false
}

// spanHas says whether the weekday occurs from First to Last.
func (r Rule) spanHas(weekday time.Weekday) bool {
	ahead := (int(weekday) - int(r.First.Weekday()) + 7) % 7
	return !r.Last.Before(r.First.AddDays(ahead))
}

func (r Rule) checkExcept(found *problems) {
	on, seen := setOf(r.On), make(map[civil.Date]bool)
	for i, date := range r.Except {
		switch {
		case seen[date]:
			found.warn("except", i, "%s stands twice; leave one out", date)
		case date.Before(r.First) || r.Last.Before(date):
			found.warn("except", i, "%s is not between %s and %s; leave it out or correct it", date, r.First, r.Last)
		case !on[date.Weekday()]:
			found.warn("except", i, "%s is a %s, which is not among the weekdays; leave it out or correct it", date, date.Weekday())
		}
		seen[date] = true
	}
	for range r.days() {
		return
	}
	found.warn("except", 0, "no day is left; the window never opens")
}
