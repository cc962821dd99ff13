package window

import (
	"errors"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

func FuzzParseHours(f *testing.F) {
	for _, seed := range []string{"08:00-18:00", "00:00-24:00", "8-18", "08:00", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hours, err := ParseHours(text)
		if err == nil && (hours.String() != text || !hours.From.Valid() || !hours.Until.Valid()) {
			t.Errorf("ParseHours(%q) = %s", text, hours)
		}
	})
}

func FuzzParseMinutes(f *testing.F) {
	for _, seed := range []string{"00-10", "50-60", "0-10", "99-99", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		minutes, err := ParseMinutes(text)
		if err == nil && minutes.String() != text {
			t.Errorf("ParseMinutes(%q) = %s", text, minutes)
		}
	})
}

// FuzzExpand shows that no rule, however wrong, panics or passes its limit, and
// that what is expanded is in order.
func FuzzExpand(f *testing.F) {
	f.Add(uint8(1), uint8(0), 20277, 20300, 20280, 600, 660, 0, 10)     // from, until
	f.Add(uint8(2), uint8(0x12), 20277, 20300, 20284, 480, 1080, 0, 10) // hours, minutes
	f.Add(uint8(0x12), uint8(0x7f), 0, 84370, -1, 1320, 360, 50, 60)    // overnight
	f.Add(uint8(0), uint8(0), 0, 0, 0, -1, 1441, -5, 61)
	zones := []*civil.Zone{zone(f, "Europe/London"), zone(f, "Africa/Cairo"), zone(f, "Pacific/Apia")}
	const most = 500
	f.Fuzz(func(t *testing.T, keys, days uint8, first, last, except, from, until, minute, until60 int) {
		rule := Rule{Overnight: keys&0x10 != 0}
		if days == 0 {
			rule.Date = dateOf(first % 200_000)
		} else {
			rule.First, rule.Last = dateOf(first%200_000), dateOf(last%200_000)
			rule.Except = []civil.Date{dateOf(except % 200_000)}
			for weekday := range 7 {
				if days>>weekday&1 == 1 {
					rule.On = append(rule.On, time.Weekday(weekday))
				}
			}
		}
		start, end := civil.Clock(from), civil.Clock(until)
		if keys&1 != 0 {
			rule.From, rule.Until = &start, &end
		}
		if keys&2 != 0 {
			rule.Hours = &Hours{From: start, Until: end}
		}
		if keys&4 != 0 {
			rule.Minutes = &Minutes{From: minute, Until: until60}
		}
		fails := false
		for _, problem := range rule.Validate() {
			fails = fails || !problem.Warning
		}
		for _, zone := range zones {
			intervals, _, err := rule.Expand(zone, most)
			if fails != (err != nil && !errors.Is(err, ErrTooMany)) || len(intervals) > most {
				t.Fatalf("%+v: %d intervals, %v", rule, len(intervals), err)
			}
			for i, interval := range intervals {
				if !interval.Start.Before(interval.End) || i > 0 && interval.Start.Before(intervals[i-1].End) {
					t.Fatalf("%+v: interval %d is empty or out of order", rule, i)
				}
			}
		}
	})
}
