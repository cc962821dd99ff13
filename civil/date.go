package civil

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Years outside of these are refused wherever text is read. Zone rules say
// little outside of them, and an instant must fit int64 nanoseconds since 1970,
// which end in 2262.
const (
	MinYear = 1970
	MaxYear = 2200
)

// Date is a day of the calendar, in no zone. The zero Date is no date; see
// [Date.IsZero].
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(text string) (Date, error) {
	date, err := parseDate(text)
	if err != nil {
		return Date{}, fmt.Errorf("%s is not a date: %w", quote(text), err)
	}
	return date, nil
}

// String gives YYYY-MM-DD.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero says whether d is the zero Date, which stands for an absent one.
func (d Date) IsZero() bool { return d == Date{} }

// Valid says whether d exists in the calendar, between MinYear and MaxYear.
func (d Date) Valid() bool { return d.check() == nil }

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// AddDays is the date so many days later, or earlier when days is negative.
func (d Date) AddDays(days int) Date {
	return dateOf(time.Date(d.Year, d.Month, d.Day+days, 0, 0, 0, 0, time.UTC))
}

// Compare is -1, 0 or 1 as d is before, the same as, or after other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before says whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// midnight is the start of d in UTC: the calendar's arithmetic, no instant.
func (d Date) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// dateOf is the date that t shows in its own location.
func dateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{Year: year, Month: month, Day: day}
}

// check says why d is not a date of the calendar.
func (d Date) check() error {
	if d.Year < MinYear || d.Year > MaxYear {
		return fmt.Errorf("year %d is outside %d to %d", d.Year, MinYear, MaxYear)
	}
	if d.Month < time.January || d.Month > time.December {
		return fmt.Errorf("there is no month %d", int(d.Month))
	}
	last := time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if d.Day < 1 || d.Day > last {
		return fmt.Errorf("%s %d has the days 1 to %d", d.Month, d.Year, last)
	}
	return nil
}

var errDateForm = errors.New("write year-month-day, for example 2025-06-30")

func parseDate(text string) (Date, error) {
	parts := strings.SplitN(text, "-", 4)
	if len(parts) != 3 {
		return Date{}, errDateForm
	}
	month, monthOK := number(parts[1], 2)
	day, dayOK := number(parts[2], 2)
	if !isYear(parts[0]) || !monthOK || !dayOK {
		return Date{}, errDateForm
	}
	year, err := parseYear(parts[0])
	if err != nil {
		return Date{}, err
	}
	date := Date{Year: year, Month: time.Month(month), Day: day}
	return date, date.check()
}

// isYear says whether text has the shape of a year: four digits, or more, which
// is a year too, though one that parseYear refuses.
func isYear(text string) bool {
	return len(text) >= 4 && strings.Trim(text, "0123456789") == ""
}

// parseYear reads what isYear accepts.
func parseYear(text string) (int, error) {
	year, ok := number(text, 4)
	if !ok || year < MinYear || year > MaxYear {
		return 0, fmt.Errorf("year %s is outside %d to %d", shorten(text), MinYear, MaxYear)
	}
	return year, nil
}

// number reads exactly so many ASCII digits.
func number(text string, digits int) (int, bool) {
	if len(text) != digits {
		return 0, false
	}
	n := 0
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// quote makes outside text fit for an error message.
func quote(text string) string { return strconv.Quote(shorten(text)) }

// shorten keeps a cell that holds a whole file from filling a report.
func shorten(text string) string {
	const most = 40
	if len(text) <= most {
		return text
	}
	return text[:most] + "…"
}
