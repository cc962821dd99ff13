package importing

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// order is how the numeric dates of a file are to be read.
type order uint8

const (
	unsettled  order = iota // 31/12/2025 tells; 03/04/2025 does not
	dayFirst                // as in the United Kingdom
	monthFirst              // as in the United States; only where somebody says so
	yearFirst               // only ISO 8601
)

// Orders by the words of the command line; "" leaves it to the file.
var orders = map[string]order{"": unsettled, "uk": dayFirst, "us": monthFirst, "iso": yearFirst}

// dates reads the instants of one file.
type dates struct {
	zone  *civil.Zone
	order order
	// said is called with the first date that shows what numeric dates mean.
	said func(text string)
	// settle looks through the rest of the file for such a date; nil once it
	// was called, and where order was given.
	settle func()
	// The days that were read, by year: an estate's cards lie twenty years apart.
	years [civil.MaxYear - civil.MinYear + 1]*[12 * 31]day
}

// day is a civil day as instants, in seconds.
type day struct {
	start, end int64 // end is 0 of a day that was not read yet: all end after 1970 began
	utc        int64 // its start in UTC
}

// parse returns the instant of a cell in seconds since 1970 in UTC. A date alone
// is the first instant of its day, or with endOfDay that of the next one. A
// time without an offset is in the zone. Fractions of seconds are dropped.
//
// Forms: YYYY-MM-DD (ISO 8601, also YYYYMMDD and with slashes), D/M/YYYY with
// slashes, hyphens or full stops, D Month YYYY and Month D, YYYY with English
// names; then nothing or a time of day (RFC 3339, or on a clock of 12 hours).
func (d *dates) parse(text string, endOfDay bool) (int64, error) {
	w, err := scanDate(text)
	if err != nil {
		return 0, err
	}
	if w.numeric {
		if err := d.arrange(&w, text); err != nil {
			return 0, err
		}
	}
	at, err := d.day(civil.Date{Year: w.year, Month: time.Month(w.month), Day: w.day})
	if err != nil {
		return 0, err
	}
	if w.rest == "" {
		if endOfDay {
			return at.end, nil
		}
		return at.start, nil
	}
	clock, err := scanClock(w.rest)
	if err != nil {
		return 0, err
	}
	if clock.hasOffset {
		return at.utc + int64(clock.second-clock.offset), nil
	}
	if at.end-at.start == secondsADay {
		return at.start + int64(clock.second), nil
	}
	instant, _ := d.zone.At(civil.DateTime{
		Date: civil.Date{Year: w.year, Month: time.Month(w.month), Day: w.day},
		Hour: clock.second / 3600, Minute: clock.second / 60 % 60, Second: clock.second % 60,
	})
	return instant.Unix(), nil
}

const secondsADay = 24 * 60 * 60

// arrange decides which of two numbers is the day.
func (d *dates) arrange(w *written, text string) error {
	first, second := w.day, w.month
	if d.order == unsettled {
		switch {
		case w.beginsWithDay():
			d.order = dayFirst
			d.said(text)
		case first > 12 || first == second:
		case second > 12:
			return errMonthFirst
		case d.settle != nil:
			settle := d.settle
			d.settle = nil
			settle()
		}
	}
	switch {
	case d.order == yearFirst:
		return errNotISO
	case d.order == monthFirst:
		w.day, w.month = second, first
	case d.order == unsettled && first <= 12 && first != second:
		return fmt.Errorf("may be %d %s or %d %s, and no other date of the file tells; say --dates uk or --dates us",
			first, time.Month(second), second, time.Month(first))
	}
	if w.month < 1 || w.month > 12 {
		return fmt.Errorf("not a date: there is no month %d, for dates of this file begin with the %s",
			w.month, map[bool]string{true: "month", false: "day"}[d.order == monthFirst])
	}
	return nil
}

// tells reports whether a cell shows that the dates of its file begin with the
// day: it is a date only so.
func tells(text string) bool {
	w, err := scanDate(text)
	return err == nil && w.numeric && w.beginsWithDay()
}

// beginsWithDay reports whether two numbers are a date in one order only, the
// day before the month.
func (w *written) beginsWithDay() bool {
	return w.day > 12 && civil.Date{Year: w.year, Month: time.Month(w.month), Day: w.day}.Valid()
}

// day returns a civil day as instants.
func (d *dates) day(date civil.Date) (*day, error) {
	if date.Year < civil.MinYear || date.Year > civil.MaxYear {
		return nil, fmt.Errorf("not a date: the year %d is outside %d to %d", date.Year, civil.MinYear, civil.MaxYear)
	}
	of := &d.years[date.Year-civil.MinYear]
	place := (int(date.Month)-1)*31 + date.Day - 1
	if *of != nil && uint(date.Day-1) < 31 && uint(place) < uint(len(*of)) && (*of)[place].end != 0 {
		return &(*of)[place], nil
	}
	if !date.Valid() {
		return nil, fmt.Errorf("not a date: there is no day %d in %s %d", date.Day, date.Month, date.Year)
	}
	if *of == nil {
		*of = new([12 * 31]day)
	}
	start, _ := d.zone.Start(date)
	end, _ := d.zone.Start(date.AddDays(1))
	(*of)[place] = day{start.Unix(), end.Unix(), time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC).Unix()}
	return &(*of)[place], nil
}

var (
	errNotDate    = errors.New("not a date; write it like 2025-06-30 or 30/06/2025")
	errTwoDigits  = errors.New("the year has two digits; write all four, like 2025-06-30 or 30/06/2025")
	errMonthFirst = errors.New("not a date that begins with the day; if the dates of this file begin with the month say --dates us")
	errSerial     = errors.New("a spreadsheet's number of a day; give the column the format of a date before it is exported")
	errNotISO     = errors.New("not a date like 2025-06-30, as --dates iso asks for")
)

// written is a date as it stands in a cell.
type written struct {
	year, month, day int
	numeric          bool   // day and month may be exchanged
	rest             string // the time of day, "" where there is none
}

// scanDate splits a cell into the numbers of its date and its time of day.
func scanDate(s string) (w written, err error) {
	s = strings.TrimSpace(s)
	if len(s) >= 10 && s[4] == '-' && s[7] == '-' { // nearly all
		century, year, month, day := twoDigits(s, 0), twoDigits(s, 2), twoDigits(s, 5), twoDigits(s, 8)
		if century|year|month|day >= 0 {
			w.year, w.month, w.day = century*100+year, month, day
			if len(s) == 10 {
				return w, nil
			}
			return w, w.setRest(s[10:])
		}
	}
	first, n := digits(s)
	switch {
	case n == 8: // ISO 8601 basic
		w.year, w.month, w.day = first/10000, first/100%100, first%100
		return w, w.setRest(s[8:])
	case n == 0:
		return scanNamed(s)
	case n == 5 && n == len(s):
		return w, errSerial
	case n != 1 && n != 2 && n != 4 || n == len(s):
		return w, errNotDate
	}
	separator := s[n]
	if separator != '-' && separator != '/' && separator != '.' && separator != ' ' {
		return w, errNotDate
	}
	s = s[n+1:]
	second, m := digits(s)
	if m == 0 && n <= 2 { // 30 June 2025
		month, length := monthName(s)
		if length == 0 || length == len(s) {
			return w, errNotDate
		}
		return scanYear(written{day: first, month: month}, strings.TrimLeft(s[length:], " -/,."))
	}
	if m == 0 || m > 2 || m == len(s) || s[m] != separator || separator == ' ' {
		return w, errNotDate
	}
	s = s[m+1:]
	if n < 4 {
		return scanYear(written{day: first, month: second, numeric: true}, s)
	}
	third, l := digits(s)
	if l == 0 || l > 2 {
		return w, errNotDate
	}
	w = written{year: first, month: second, day: third}
	return w, w.setRest(s[l:])
}

// scanNamed reads June 30, 2025.
func scanNamed(s string) (w written, err error) {
	month, length := monthName(s)
	if length == 0 {
		return w, errNotDate
	}
	s = strings.TrimLeft(s[length:], " -.")
	number, n := digits(s)
	if n == 0 || n > 2 {
		return w, errNotDate
	}
	return scanYear(written{month: month, day: number}, strings.TrimLeft(s[n:], " ,-"))
}

// scanYear reads the year with which a date ends.
func scanYear(w written, s string) (written, error) {
	year, n := digits(s)
	switch n {
	case 2:
		return w, errTwoDigits
	case 4:
		w.year = year
		return w, w.setRest(s[n:])
	}
	return w, errNotDate
}

// setRest takes what follows the date for a time of day.
func (w *written) setRest(s string) error {
	if s == "" {
		return nil
	}
	if s[0] != 'T' && s[0] != 't' && s[0] != ' ' && s[0] != ',' {
		return errNotDate
	}
	if w.rest = strings.TrimLeft(s[1:], " "); w.rest == "" {
		return errNotDate
	}
	return nil
}

// twoDigits returns the number of two digits at a place, -1 if they are none.
func twoDigits(s string, at int) int {
	tens, ones := s[at]-'0', s[at+1]-'0'
	if tens > 9 || ones > 9 {
		return -1
	}
	return int(tens)*10 + int(ones)
}

// digits returns the number with which a text begins and how many digits it
// has; more than eight are none.
func digits(s string) (number, n int) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		if n == 8 {
			return 0, 0
		}
		number = number*10 + int(s[n]-'0')
		n++
	}
	return number, n
}

// monthName returns the month with whose English name, whole or of three
// letters, a text begins, and how long that is.
func monthName(s string) (month, length int) {
	for length < len(s) && (s[length]|0x20) >= 'a' && (s[length]|0x20) <= 'z' {
		length++
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if strings.EqualFold(s[:length], name) || strings.EqualFold(s[:length], name[:3]) {
			return int(m), length
		}
	}
	return 0, 0
}
