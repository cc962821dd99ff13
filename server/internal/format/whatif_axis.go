package format

import (
	"fmt"
	"strconv"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/svg"
)

// timeline lays a range of time out from left to right.
type timeline struct {
	from, until time.Time
	left, right float64
	zone        *civil.Zone
}

// x returns where an instant stands; what is outside of the range at its edge.
func (l *timeline) x(t time.Time) float64 {
	part := t.Sub(l.from).Seconds() / max(l.until.Sub(l.from).Seconds(), 1)
	return l.left + min(max(part, 0), 1)*(l.right-l.left)
}

// tick is a mark of the axis; "" = it has no words.
type tick struct {
	x            float64
	label, above string
}

// spacing is a distance between two marks of the axis.
type spacing struct {
	hours, days, months int // one of them
	least               float64
	label               func(civil.DateTime) string
	above               func(civil.DateTime) string // what stands above where it changes
}

var (
	hourWords    = func(d civil.DateTime) string { return fmt.Sprintf("%02d:00", d.Hour) }
	dayWords     = func(d civil.DateTime) string { return fmt.Sprintf("%d %.3s", d.Day, d.Month) }
	monthWords   = func(d civil.DateTime) string { return d.Month.String()[:3] }
	yearWords    = func(d civil.DateTime) string { return strconv.Itoa(d.Year) }
	weekdayWords = func(d civil.DateTime) string {
		return fmt.Sprintf("%.3s %d %.3s %d", d.Weekday(), d.Day, d.Month, d.Year)
	}
)

// spacings are the marks of an axis from fine to coarse, with the room that the
// words of each take.
var spacings = []spacing{
	{hours: 1, least: 48, label: hourWords, above: weekdayWords},
	{hours: 3, least: 48, label: hourWords, above: weekdayWords},
	{hours: 6, least: 48, label: hourWords, above: weekdayWords},
	{days: 1, least: 52, label: dayWords, above: yearWords},
	{days: 7, least: 52, label: dayWords, above: yearWords},
	{months: 1, least: 36, label: monthWords, above: yearWords},
	{months: 3, least: 36, label: monthWords, above: yearWords},
	{months: 12, least: 44, label: yearWords, above: nil},
	{months: 120, least: 44, label: yearWords, above: nil},
}

// axisLetters is the size of the letters of the axis.
const axisLetters = 12

// ticks are the marks of the finest spacing whose words have room.
func (l *timeline) ticks() []tick {
	days := l.until.Sub(l.from).Hours() / 24
	s := spacings[len(spacings)-1]
	for _, s = range spacings {
		apart := float64(s.hours)/24 + float64(s.days) + float64(s.months)*30.4
		if apart/max(days, 0.001)*(l.right-l.left) >= s.least {
			break
		}
	}
	first := l.zone.Civil(l.from)
	begin := s.beginning(first)
	var out []tick
	above := ""
	if s.above != nil {
		above = s.above(first)
		out = append(out, tick{x: l.left, above: above})
	}
	for i := 0; ; i++ {
		d := s.nth(begin, i)
		at, _ := l.zone.At(d)
		if !at.Before(l.until) {
			break
		}
		if at.Before(l.from) {
			continue
		}
		t := tick{x: l.x(at), label: s.label(d)}
		if s.above != nil && s.above(d) != above {
			above = s.above(d)
			t.above = above
		}
		out = append(out, t)
	}
	return l.fitting(out)
}

// fitting leaves out words that have no room before the edge or the next words.
func (l *timeline) fitting(ticks []tick) []tick {
	edge, edgeAbove := l.right+axisLetters, l.right+axisLetters
	for i := len(ticks) - 1; i >= 0; i-- {
		t := &ticks[i]
		if t.x+svg.Measure(t.label, axisLetters) > edge {
			t.label = ""
		}
		if t.x+svg.Measure(t.above, axisLetters*svg.BoldWider)+axisLetters > edgeAbove {
			t.above = ""
		}
		if t.above != "" {
			edgeAbove = t.x
		}
	}
	return ticks
}

// beginning is the last mark at or before a civil time. A week begins on Monday.
func (s *spacing) beginning(d civil.DateTime) civil.DateTime {
	switch {
	case s.days == 7:
		return civil.DateTime{Date: d.Date.AddDays(-(int(d.Weekday()) + 6) % 7)}
	case s.months == 0:
		return civil.DateTime{Date: d.Date}
	}
	months := d.Year*12 + int(d.Month) - 1
	months -= months % s.months
	return civil.DateTime{Date: civil.Date{Year: months / 12, Month: time.Month(months%12 + 1), Day: 1}}
}

// nth is so many marks after the first.
func (s *spacing) nth(begin civil.DateTime, i int) civil.DateTime {
	switch {
	case s.hours > 0:
		hours := i * s.hours
		begin.Date, begin.Hour = begin.Date.AddDays(hours/24), hours%24
	case s.days > 0:
		begin.Date = begin.Date.AddDays(i * s.days)
	default:
		months := begin.Year*12 + int(begin.Month) - 1 + i*s.months
		begin.Year, begin.Month = months/12, time.Month(months%12+1)
	}
	return begin
}
