package notice

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Hours are the days of the week and the hours of a day in which something is
// run or helped with: "24x365", or days and hours such as "Mon-Fri 08:00-18:00".
type Hours struct {
	Always      bool
	Days        [7]bool // by time.Weekday
	From, Until civil.Clock
}

// ParseHours reads hours; "24x7" and "24x365" are always. Bank holidays count
// as the day of the week that they fall on.
func ParseHours(text string) (Hours, error) {
	s := strings.TrimSpace(text)
	if s == "24x365" || s == "24x7" {
		return Hours{Always: true, Until: civil.EndOfDay}, nil
	}
	bad := fmt.Errorf("%.40q is not hours", text)
	days, hours, ok := strings.Cut(s, " ")
	if !ok {
		return Hours{}, bad
	}
	var h Hours
	for _, part := range strings.Split(days, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, err := civil.ParseWeekday(first)
		if err != nil {
			return Hours{}, bad
		}
		until := from
		if isRange {
			if until, err = civil.ParseWeekday(last); err != nil {
				return Hours{}, bad
			}
		}
		for d := from; ; d = (d + 1) % 7 {
			h.Days[d] = true
			if d == until {
				break
			}
		}
	}
	from, until, ok := strings.Cut(strings.TrimSpace(hours), "-")
	var err, err2 error
	h.From, err = civil.ParseClock(from)
	h.Until, err2 = civil.ParseClock(until)
	if !ok || err != nil || err2 != nil || h.Until <= h.From {
		return Hours{}, bad
	}
	return h, nil
}

// Contain reports whether an instant lies in the hours, in a zone.
func (h Hours) Contain(at time.Time, z *civil.Zone) bool {
	if h.Always {
		return true
	}
	c := z.Civil(at)
	minute := civil.Clock(c.Hour*60 + c.Minute)
	return h.Days[c.Weekday()] && h.From <= minute && minute < h.Until
}

// Change returns the first instant after another at which the hours begin or end,
// in a zone; false if they never do.
func (h Hours) Change(after time.Time, z *civil.Zone) (time.Time, bool) {
	if h.Always {
		return time.Time{}, false
	}
	today, inside := z.Civil(after).Date, h.Contain(after, z)
	for day := range 9 { // a week, from the last minute of one day to the first of another
		for _, clock := range []civil.Clock{h.From, h.Until} {
			at, _ := z.At(clock.On(today.AddDays(day - 1)))
			if at.After(after) && h.Contain(at, z) != inside {
				return at, true
			}
		}
	}
	return time.Time{}, false
}
