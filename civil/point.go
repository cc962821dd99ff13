package civil

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Precision is how much of a civil time was written.
type Precision int

const (
	ToMonth Precision = iota + 1 // 2025-06
	ToDay                        // 2025-06-30
	ToTime                       // 2025-06-30T15:00
)

// Point is a civil time written with as much precision as its author had: a
// month, a day, or a time of day. The zero Point stands for an absent one.
type Point struct {
	text      string
	civil     DateTime // the first of what was written
	precision Precision
}

// ParsePoint reads 2025-06, 2025-06-30, or what ParseDateTime reads. An offset
// from UTC is refused: a point is in the zone of the document it stands in.
func ParsePoint(text string) (Point, error) {
	point, err := parsePoint(text)
	if err != nil {
		return Point{}, fmt.Errorf("%s is not a date: %w", quote(text), err)
	}
	return point, nil
}

// String is the point as it was written.
func (p Point) String() string { return p.text }

// IsZero says whether p is the zero Point.
func (p Point) IsZero() bool { return p.precision == 0 }

// Precision says what was written; 0 for the zero Point.
func (p Point) Precision() Precision { return p.precision }

// Date is the day of the point; of a month, its first.
func (p Point) Date() Date { return p.civil.Date }

// LastDate is the last day of the point: of a month its last, else Date.
func (p Point) LastDate() Date {
	if p.precision == ToMonth {
		return dateOf(time.Date(p.civil.Year, p.civil.Month+1, 0, 0, 0, 0, 0, time.UTC))
	}
	return p.civil.Date
}

// Civil is the civil time at which the point starts.
func (p Point) Civil() DateTime { return p.civil }

// Start is the instant at which the month or the day starts, or that of the
// time of day. Of the zero Point it is the zero time.
func (p Point) Start(z *Zone) time.Time {
	if p.IsZero() {
		return time.Time{}
	}
	start, _ := z.At(p.civil)
	return start
}

// Resolution says how Start found its instant.
func (p Point) Resolution(z *Zone) Resolution {
	if p.IsZero() {
		return Exact
	}
	_, resolution := z.At(p.civil)
	return resolution
}

// End is the first instant after the month or the day: the start of the next
// one. A time of day has no length, so its end is the instant itself. Of the
// zero Point it is the zero time.
func (p Point) End(z *Zone) time.Time {
	next := p.civil
	switch p.precision {
	case ToMonth:
		next.Date = dateOf(time.Date(next.Year, next.Month+1, 1, 0, 0, 0, 0, time.UTC))
	case ToDay:
		next = next.AddDays(1)
	case ToTime:
	default:
		return time.Time{}
	}
	end, _ := z.At(next)
	return end
}

var (
	errPointForm = errors.New("write a month as 2025-06, a day as 2025-06-30 or a time of day as 2025-06-30T15:00")
	errOffset    = errors.New("leave out the offset: the time is taken in the zone of the document")
)

func parsePoint(text string) (Point, error) {
	date, clock, hasTime := cutTime(text)
	var civil DateTime
	var err error
	precision := ToDay
	switch {
	case hasTime:
		if _, _, hasOffset := cutOffset(clock); hasOffset {
			return Point{}, errOffset
		}
		precision = ToTime
		civil, err = parseDateTime(text)
	case strings.Count(date, "-") == 1:
		precision = ToMonth
		civil.Date, err = parseDate(date + "-01")
	default:
		civil.Date, err = parseDate(date)
	}
	if errors.Is(err, errDateForm) || errors.Is(err, errDateTimeForm) {
		err = errPointForm
	}
	return Point{text: text, civil: civil, precision: precision}, err
}
