package timeline

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// calendar puts instants in words, as clocks in a zone show them.
type calendar struct{ zone *civil.Zone }

// date returns the civil date of an instant.
func (c calendar) date(t time.Time) civil.Date { return c.zone.Civil(t).Date }

// midnight reports whether a day begins at an instant.
func (c calendar) midnight(t time.Time) bool {
	start, _ := c.zone.Start(c.date(t))
	return start.Equal(t)
}

// day is Tuesday 8 July 2025.
func day(d civil.Date) string {
	return fmt.Sprintf("%s %d %s %d", d.Weekday(), d.Day, d.Month, d.Year)
}

// clock is 10:30, with seconds where there are some. Where clocks go back an
// hour shows twice; its second showing is told apart by the zone's name for it.
func (c calendar) clock(t time.Time) string {
	shown := c.zone.Civil(t)
	_, words, _ := strings.Cut(shown.String(), "T")
	if first, _ := c.zone.At(shown); !first.Equal(t) {
		words += " " + t.In(c.zone.Location()).Format("MST")
	}
	return words
}

// at is Tuesday 8 July 2025 at 10:30.
func (c calendar) at(t time.Time) string { return day(c.date(t)) + " at " + c.clock(t) }

// start is Tuesday 8 July 2025, with the time of day if the day has begun by then.
func (c calendar) start(t time.Time) string {
	if c.midnight(t) {
		return day(c.date(t))
	}
	return c.at(t)
}

// end is "to the end of Sunday 31 August 2025" or "until Wednesday 15 October
// 2025 at 15:00".
func (c calendar) end(t time.Time) string {
	if c.midnight(t) {
		return "to the end of " + day(c.dayBefore(t))
	}
	return "until " + c.at(t)
}

// dayBefore is the date that is over at an instant at which a day begins.
func (c calendar) dayBefore(t time.Time) civil.Date { return c.date(t.Add(-time.Nanosecond)) }

// stretch is "from Tuesday 8 July 2025 to the end of Sunday 31 August 2025"; a
// zero instant leaves that side out. Of a day it is "on Tuesday 8 July 2025".
func (c calendar) stretch(from, until time.Time) string {
	if !from.IsZero() && !until.IsZero() && c.daysBetween(from, until) == 0 {
		return "on " + strings.TrimSuffix(c.span(from, until), ", all day")
	}
	var parts []string
	if !from.IsZero() {
		parts = append(parts, "from "+c.start(from))
	}
	if !until.IsZero() {
		parts = append(parts, c.end(until))
	}
	if len(parts) == 0 {
		return "at all times"
	}
	return strings.Join(parts, " ")
}

// span is a short stretch: "Tuesday 8 July 2025 from 10:00 to 11:00".
func (c calendar) span(from, until time.Time) string {
	first := c.date(from)
	days := c.daysBetween(from, until)
	if days > 1 {
		return strings.TrimPrefix(c.stretch(from, until), "from ")
	}
	return day(first) + clockWords(c.clockSpan(from, until))
}

// clockSpan is the times of day of a stretch that ends on the day on which it
// begins, or on the next one.
func (c calendar) clockSpan(from, until time.Time) clockSpan {
	s := clockSpan{from: c.clock(from), until: c.clock(until)}
	switch {
	case c.date(until) == c.date(from):
	case c.midnight(until):
		s.until = "24:00"
	default:
		s.overnight = true
	}
	return s
}

// daysBetween counts the midnights that a stretch passes; one at its end does
// not count.
func (c calendar) daysBetween(from, until time.Time) int {
	last := c.date(until.Add(-time.Nanosecond))
	return daysApart(c.date(from), last)
}

func daysApart(a, b civil.Date) int {
	utc := func(d civil.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(utc(b).Sub(utc(a)) / (24 * time.Hour))
}

// clockSpan is a span of a day in the words of a clock.
type clockSpan struct {
	from, until string // 24:00 is the end of the day
	overnight   bool   // until is on the next day
}

// clockWords is " from 10:00 to 11:00", to stand behind a day.
func clockWords(s clockSpan) string {
	switch {
	case s.overnight:
		return " from " + s.from + " to " + s.until + " the next day"
	case s.from == "00:00" && s.until == "24:00":
		return ", all day"
	case s.until == "24:00":
		return " from " + s.from + " to midnight"
	}
	return " from " + s.from + " to " + s.until
}

// point is a date as exactly as it was written: June 2025, Monday 30 June 2025,
// or that with a time of day.
func (c calendar) point(p civil.Point) string {
	switch p.Precision() {
	case civil.ToMonth:
		return fmt.Sprintf("%s %d", p.Date().Month, p.Date().Year)
	case civil.ToDay:
		return day(p.Date())
	}
	return c.at(p.Start(c.zone))
}

// on is a point with its preposition: in June 2025, on Monday 30 June 2025.
func (c calendar) on(p civil.Point) string {
	if p.Precision() == civil.ToMonth {
		return "in " + c.point(p)
	}
	return "on " + c.point(p)
}

// by is a point as a last day: by the end of June 2025.
func (c calendar) by(p civil.Point) string {
	if p.Precision() == civil.ToTime {
		return "by " + c.point(p)
	}
	return "by the end of " + c.point(p)
}
