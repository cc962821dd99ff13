package timeline

import (
	"fmt"
	"strconv"
	"time"

	"github.com/lanyard-id/lanyard/civil"

	"github.com/lanyard-id/lanyard/svg"
)

// step is a distance between two marks of the axis.
type step struct {
	hours, days, months int // one of them
	least               float64
	label               func(civil.DateTime) string
	above               func(civil.DateTime) string // what stands above where it changes
}

var (
	hourLabel  = func(d civil.DateTime) string { return fmt.Sprintf("%02d:00", d.Hour) }
	dayLabel   = func(d civil.DateTime) string { return fmt.Sprintf("%d %.3s", d.Day, d.Month) }
	monthLabel = func(d civil.DateTime) string { return d.Month.String()[:3] }
	yearLabel  = func(d civil.DateTime) string { return strconv.Itoa(d.Year) }
	weekday    = func(d civil.DateTime) string { return day(d.Date) }
	nowhere    = func(civil.DateTime) string { return "" }
)

// steps are the marks of an axis from fine to coarse, with the room that the
// labels of each take.
var steps = []step{
	{hours: 1, least: 48, label: hourLabel, above: weekday},
	{hours: 3, least: 48, label: hourLabel, above: weekday},
	{hours: 6, least: 48, label: hourLabel, above: weekday},
	{days: 1, least: 52, label: dayLabel, above: yearLabel},
	{days: 7, least: 52, label: dayLabel, above: yearLabel},
	{months: 1, least: 36, label: monthLabel, above: yearLabel},
	{months: 3, least: 36, label: monthLabel, above: yearLabel},
	{months: 12, least: 44, label: yearLabel, above: nowhere},
	{months: 60, least: 44, label: yearLabel, above: nowhere},
	{months: 240, least: 44, label: yearLabel, above: nowhere},
}

// tick is a mark of the axis.
type tick struct {
	x            float64
	label, above string // "" = none
}

// axis returns the marks for a scale: the finest whose labels have room.
func (s scale) axis() []tick {
	for _, st := range steps {
		apart := float64(st.hours)/24 + float64(st.days) + float64(st.months)*30.4
		if apart/s.days()*(s.right-s.left) >= st.least {
			return s.marks(st)
		}
	}
	return s.marks(steps[len(steps)-1])
}

func (s scale) marks(st step) []tick {
	first := s.c.zone.Civil(s.from)
	begin := beginning(first, st)
	var out []tick
	above := st.above(first)
	for i := 0; ; i++ {
		d := nth(begin, st, i)
		at, _ := s.c.zone.At(d)
		if at.After(s.until) {
			break
		}
		if at.Before(s.from) {
			continue
		}
		t := tick{x: s.x(at), label: st.label(d)}
		if a := st.above(d); a != above {
			t.above, above = a, a
		}
		if t.x+svg.Measure(t.label, axisSize) > s.right+axisSize {
			t.label = ""
		}
		if t.x+svg.Measure(t.above, axisSize*svg.BoldWider) > s.right+axisSize {
			t.above = ""
		}
		out = append(out, t)
	}
	// What holds at the left edge stands there, if the next leaves it room.
	if words := st.above(first); words != "" {
		room := s.right
		for _, t := range out {
			if t.above != "" {
				room = t.x
				break
			}
		}
		if s.left+svg.Measure(words, axisSize)+axisSize < room {
			out = append([]tick{{x: s.left, above: words}}, out...)
		}
	}
	return out
}

// axisSize is the size of the letters of the axis.
const axisSize = 12

// beginning is the last mark at or before a civil time.
func beginning(d civil.DateTime, st step) civil.DateTime {
	switch {
	case st.hours > 0:
		return civil.DateTime{Date: d.Date}
	case st.days == 7:
		return civil.DateTime{Date: d.AddDays(-(int(d.Weekday()) + 6) % 7).Date}
	case st.days > 0:
		return civil.DateTime{Date: d.Date}
	}
	months := d.Year*12 + int(d.Month) - 1
	months -= months % st.months
	return civil.DateTime{Date: civil.Date{Year: months / 12, Month: time.Month(months%12 + 1), Day: 1}}
}

// nth is so many marks after the first.
func nth(begin civil.DateTime, st step, i int) civil.DateTime {
	switch {
	case st.hours > 0:
		hours := i * st.hours
		begin.Date = begin.AddDays(hours / 24).Date
		begin.Hour = hours % 24
	case st.days > 0:
		begin.Date = begin.AddDays(i * st.days).Date
	default:
		months := begin.Year*12 + int(begin.Month) - 1 + i*st.months
		begin.Year, begin.Month = months/12, time.Month(months%12+1)
	}
	return begin
}
