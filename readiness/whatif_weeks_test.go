package readiness

import (
	"fmt"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

func TestCompleteWeeks(t *testing.T) {
	days := func(from, until string, hours ...int) []string {
		var out []string
		for d, _ := time.Parse(time.DateOnly, from); d.Format(time.DateOnly) <= until; d = d.AddDate(0, 0, 1) {
			for _, hour := range hours {
				if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday || len(hours) > 2 {
					out = append(out, fmt.Sprintf("%sT%02d:15", d.Format(time.DateOnly), hour))
				}
			}
		}
		return out
	}
	for _, test := range []struct {
		name    string
		signIns []string
		known   string
		want    string
	}{
		{"a week by day and night", days("2025-06-02", "2025-06-08", 0, 8, 16, 23), "2025-07-01", "1 weeks from 2025-06-01T23:15:01"},
		{"working days of four weeks, of which the first is not known whole", days("2025-06-02", "2025-06-27", 8, 17), "2025-07-01", "3 weeks from 2025-06-06T17:15:01"},
		{"of five", days("2025-05-26", "2025-06-27", 8, 17), "2025-07-01", "4 weeks from 2025-05-30T17:15:01"},
		{"working days of one", days("2025-06-02", "2025-06-06", 8, 17), "2025-07-01", "none"},
		{"what is later is not known", days("2025-06-02", "2025-06-27", 8, 17), "2025-06-14", "1 weeks from 2025-06-06T17:15:01"},
		{"one of long ago makes no weeks", append(days("2025-06-02", "2025-06-08", 0, 8, 16, 23), "2001-01-01T00:00"), "2025-07-01", "1 weeks from 2025-06-01T23:15:01"},
		{"weeks are civil: one of these has an hour less", days("2025-03-17", "2025-04-06", 0, 8, 16, 23), "2025-07-01", "3 weeks from 2025-03-16T23:15:01"},
		{"none", nil, "2025-07-01", "none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := newMaker(t)
			for _, at := range test.signIns {
				m.signIn(row{"at": at, "person": "ann"})
			}
			got := "none"
			if w := newWeeks(m.done(), m.Zone, at(t, test.known+"T00:00"), 2); w != nil {
				got = fmt.Sprintf("%d weeks from %s", w.count, w.from)
			}
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// TestPeriods holds that a day is in its period, and that the next one begins
// where it ends.
func TestPeriods(t *testing.T) {
	for _, each := range []string{EachDay, EachWeek, EachMonth, EachYear} {
		for d := (civil.Date{Year: 2023, Month: time.November, Day: 20}); d.Year < 2025; d = d.AddDays(1) {
			begin, next := period(d, each)
			again, after := period(next.AddDays(-1), each)
			if d.Before(begin) || !d.Before(next) || again != begin || after != next {
				t.Fatalf("%s is in the %s from %s until %s", d, each, begin, next)
			}
		}
	}
}
