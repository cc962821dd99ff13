package civil

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
)

// DateTime is a civil time: a date and a time of day, in no zone. Hours run
// from 0 to 23; the end of a day is the start of the next.
type DateTime struct {
	Date
	Hour, Minute, Second, Nanosecond int
}

// ParseDateTime reads YYYY-MM-DDTHH:MM, with seconds and up to nine digits of
// their fraction if wanted. A space may stand for the T (RFC 3339 §5.6).
func ParseDateTime(text string) (DateTime, error) {
	dt, err := parseDateTime(text)
	if err != nil {
		return DateTime{}, fmt.Errorf("%s is not a date and time: %w", quote(text), err)
	}
	return dt, nil
}

// String gives YYYY-MM-DDTHH:MM, and the seconds and their fraction only where
// they are not zero.
func (dt DateTime) String() string {
	text := fmt.Sprintf("%sT%02d:%02d", dt.Date, dt.Hour, dt.Minute)
	if dt.Second != 0 || dt.Nanosecond != 0 {
		text += fmt.Sprintf(":%02d", dt.Second)
	}
	if dt.Nanosecond != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%09d", dt.Nanosecond), "0")
	}
	return text
}

// IsZero says whether dt is the zero DateTime, which stands for an absent one.
func (dt DateTime) IsZero() bool { return dt == DateTime{} }

// Valid says whether the date is valid and the time of day lies between
// 00:00:00 and 23:59:59.999999999.
func (dt DateTime) Valid() bool {
	return dt.Date.Valid() && dt.Hour >= 0 && dt.Hour <= 23 && dt.Minute >= 0 && dt.Minute <= 59 &&
		dt.Second >= 0 && dt.Second <= 59 && dt.Nanosecond >= 0 && dt.Nanosecond < int(time.Second)
}

// AddDays is the same time of day so many days later, or earlier when days is
// negative.
func (dt DateTime) AddDays(days int) DateTime {
	dt.Date = dt.Date.AddDays(days)
	return dt
}

// Compare is -1, 0 or 1 as the text of dt is before, the same as, or after
// other's. The order of instants may differ where clocks go back.
func (dt DateTime) Compare(other DateTime) int {
	return cmp.Or(dt.Date.Compare(other.Date),
		cmp.Compare(dt.Hour, other.Hour), cmp.Compare(dt.Minute, other.Minute),
		cmp.Compare(dt.Second, other.Second), cmp.Compare(dt.Nanosecond, other.Nanosecond))
}

// Before says whether dt is earlier than other, as Compare has it.
func (dt DateTime) Before(other DateTime) bool { return dt.Compare(other) < 0 }

// seconds counts from 1970-01-01T00:00 as if every day had 86,400 of them: the
// zone's offset turns it into Unix time.
func (dt DateTime) seconds() int64 {
	return time.Date(dt.Year, dt.Month, dt.Day, dt.Hour, dt.Minute, dt.Second, 0, time.UTC).Unix()
}

var errDateTimeForm = errors.New("write year-month-dayThour:minute, for example 2025-06-30T15:00")

func parseDateTime(text string) (DateTime, error) {
	date, clock, ok := cutTime(text)
	if !ok {
		return DateTime{}, errDateTimeForm
	}
	d, err := parseDate(date)
	if errors.Is(err, errDateForm) {
		return DateTime{}, errDateTimeForm
	}
	if err != nil {
		return DateTime{}, err
	}
	dt, err := parseTimeOfDay(clock)
	dt.Date = d
	return dt, err
}

// cutTime splits at the T or the space that begins the time of day.
func cutTime(text string) (date, clock string, ok bool) {
	at := strings.IndexAny(text, "Tt ")
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+1:], true
}

// parseTimeOfDay reads HH:MM, HH:MM:SS or HH:MM:SS.fraction.
func parseTimeOfDay(text string) (DateTime, error) {
	whole, fraction, hasFraction := strings.Cut(text, ".")
	parts := strings.SplitN(whole, ":", 4)
	if len(parts) < 2 || len(parts) > 3 || hasFraction && len(parts) != 3 {
		return DateTime{}, errDateTimeForm
	}
	var fields [3]int
	for i, part := range parts {
		n, ok := number(part, 2)
		if !ok {
			return DateTime{}, errDateTimeForm
		}
		fields[i] = n
	}
	dt := DateTime{Hour: fields[0], Minute: fields[1], Second: fields[2]}
	if hasFraction {
		n, ok := number(fraction, len(fraction))
		if !ok || len(fraction) < 1 || len(fraction) > 9 {
			return DateTime{}, errors.New("write one to nine digits of a second's fraction")
		}
		for range 9 - len(fraction) {
			n *= 10
		}
		dt.Nanosecond = n
	}
	switch {
	case dt.Hour == 24 && dt.Minute == 0:
		return DateTime{}, errors.New("for the end of a day write 00:00 of the next one")
	case dt.Hour > 23:
		return DateTime{}, errors.New("hours run from 00 to 23")
	case dt.Minute > 59:
		return DateTime{}, errors.New("minutes run from 00 to 59")
	case dt.Second > 59:
		return DateTime{}, errors.New("seconds run from 00 to 59")
	}
	return dt, nil
}
