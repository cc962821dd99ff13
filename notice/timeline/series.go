package timeline

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// mostListed is how many days are named one by one where they follow no rule.
const mostListed = 6

// series puts the openings of one written window in words: "every Monday and
// Thursday from 14:00 to 16:00, 11 to 28 August 2025, except 25 August (5
// times)". It looks at what the window came to, not at how it was written, so
// that what phases, days without blocks and clock changes took away is told as
// well. Usually that is one sentence; days with times of their own make more.
func (c calendar) series(openings []opening, free freeDays) []string {
	type group struct {
		times []clockSpan
		days  []civil.Date
	}
	var groups []*group
	known := map[string]*group{}
	for i := 0; i < len(openings); {
		d := c.date(openings[i].from)
		var times []clockSpan
		for ; i < len(openings) && c.date(openings[i].from) == d; i++ {
			times = append(times, c.clockSpan(openings[i].from, openings[i].until))
		}
		key := fmt.Sprint(times)
		g := known[key]
		if g == nil {
			g = &group{times: times}
			known[key] = g
			groups = append(groups, g)
		}
		g.days = append(g.days, d)
	}
	var out []string
	for _, g := range groups {
		times := timesOfDay(g.times)
		if len(g.days) == 1 {
			words := day(g.days[0]) + times
			if len(g.times) > 1 {
				words += fmt.Sprintf(" (%d times)", len(g.times))
			}
			out = append(out, words)
			continue
		}
		which, when := daysInWords(g.days, free)
		count := fmt.Sprintf(" (%d times)", len(g.days))
		if len(g.times) > 1 {
			count = fmt.Sprintf(" (%d days, %d times)", len(g.days), len(g.days)*len(g.times))
		}
		out = append(out, which+times+when+count)
	}
	return out
}

// daysInWords names days, which are in order: which they are, to stand before a
// time of day, and when, to stand behind it.
func daysInWords(days []civil.Date, free freeDays) (which, when string) {
	first, last := days[0], days[len(days)-1]
	var on [7]bool
	there := map[civil.Date]bool{}
	for _, d := range days {
		on[d.Weekday()] = true
		there[d] = true
	}
	var except []civil.Date
	for d := first; d.Before(last) && len(except) <= len(days); d = d.AddDays(1) {
		if on[d.Weekday()] && !there[d] {
			except = append(except, d)
		}
	}
	if len(days) < 3 || len(except) >= len(days) {
		return listDays(days), ""
	}
	when = ", " + between(first, last)
	if daysApart(first, last)+1 == len(days) {
		return "every day", when
	}
	if len(except) > mostListed {
		return "every " + weekdays(on), fmt.Sprintf("%s, except %d of these days", when, len(except))
	}
	var names []string
	for _, d := range except {
		name := fmt.Sprintf("%d %s", d.Day, d.Month)
		if first.Year != last.Year {
			name += fmt.Sprintf(" %d", d.Year)
		}
		if f := free.on(d); f != nil && clean(f.Why) != "" {
			name += " (" + clean(f.Why) + ")"
		}
		names = append(names, name)
	}
	if len(names) > 0 {
		when += ", except " + and(names)
	}
	return "every " + weekdays(on), when
}

func listDays(days []civil.Date) string {
	var names []string
	for _, d := range days[:min(len(days), mostListed)] {
		names = append(names, day(d))
	}
	if more := len(days) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more days to %s", more, day(days[len(days)-1])))
	}
	return and(names)
}

// between is 11 to 28 August 2025, with as much of the first date as the second
// does not say.
func between(a, b civil.Date) string {
	last := fmt.Sprintf("%d %s %d", b.Day, b.Month, b.Year)
	switch {
	case a.Year != b.Year:
		return fmt.Sprintf("%d %s %d to %s", a.Day, a.Month, a.Year, last)
	case a.Month != b.Month:
		return fmt.Sprintf("%d %s to %s", a.Day, a.Month, last)
	}
	return fmt.Sprintf("%d to %s", a.Day, last)
}

// weekdays names days of the week, from Monday: day for all of them, Monday to
// Friday for three or more in a row, else each.
func weekdays(on [7]bool) string {
	var list []time.Weekday
	for i := range 7 {
		if d := time.Weekday((i + 1) % 7); on[d] {
			list = append(list, d)
		}
	}
	if len(list) == 7 {
		return "day"
	}
	if n := len(list); n >= 3 && (list[n-1]+7-list[0])%7 == time.Weekday(n-1) {
		return list[0].String() + " to " + list[n-1].String()
	}
	var names []string
	for _, d := range list {
		names = append(names, d.String())
	}
	return and(names)
}

// timesOfDay puts the spans of one day in words, to stand behind the day.
func timesOfDay(spans []clockSpan) string {
	if len(spans) == 1 {
		return clockWords(spans[0])
	}
	if words, ok := hourly(spans); ok {
		return words
	}
	var parts []string
	for _, s := range spans[:min(len(spans), mostListed)] {
		parts = append(parts, strings.TrimPrefix(clockWords(s), " "))
	}
	if more := len(spans) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("%d more times", more))
	}
	return " " + and(parts)
}

// hourly recognises the same minutes of hours that follow each other.
func hourly(spans []clockSpan) (string, bool) {
	if len(spans) < 3 {
		return "", false
	}
	var first, last int // hours
	var begin, end int  // minutes of the hour
	for i, s := range spans {
		from, err := civil.ParseClock(s.from)
		until, err2 := civil.ParseClock(s.until)
		if err != nil || err2 != nil || s.overnight || until <= from {
			return "", false
		}
		hour := int(from) / 60
		b, e := int(from)-hour*60, int(until)-hour*60
		if i == 0 {
			first, begin, end = hour, b, e
		} else if hour != last+1 || b != begin || e != end {
			return "", false
		}
		last = hour
	}
	if end > 60 {
		return "", false
	}
	within := clockWords(clockSpan{from: fmt.Sprintf("%02d:00", first), until: fmt.Sprintf("%02d:00", last+1)})
	if within == ", all day" {
		within = " of the day"
	}
	if begin == 0 {
		return fmt.Sprintf(", for the first %s of each hour%s", count(end, "minute"), within), true
	}
	if end == 60 {
		return fmt.Sprintf(", for the last %s of each hour%s", count(60-begin, "minute"), within), true
	}
	return fmt.Sprintf(", from minute %d to minute %d of each hour%s", begin, end, within), true
}

// byWindow gathers openings by the window they were written as, in the order of
// their first.
func byWindow(openings []opening) [][]opening {
	var out [][]opening
	place := map[*notice.Window]int{}
	for _, o := range openings {
		i, known := place[o.window]
		if !known {
			i = len(out)
			place[o.window] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], o)
	}
	return out
}
