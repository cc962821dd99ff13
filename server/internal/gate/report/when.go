package report

import "time"

const dayForm = "Monday 2 January 2006"

// clockTime is a time of day; with seconds where it has any and exact asks for
// them, and with the zone's letters where clocks show it twice that night.
func clockTime(t time.Time, exact bool) string {
	form := "15:04"
	if exact && t.Second() != 0 {
		form = "15:04:05"
	}
	if twice(t) {
		form += " MST"
	}
	return t.Format(form)
}

// twice reports whether the clocks show the same minute once more an hour or half
// an hour earlier or later, because they are put back.
func twice(at time.Time) bool {
	const minute = "2006-01-02 15:04"
	for _, step := range []time.Duration{time.Hour, time.Hour / 2} {
		for _, other := range []time.Time{at.Add(step), at.Add(-step)} {
			if other.Format(minute) == at.Format(minute) {
				return true
			}
		}
	}
	return false
}

// moment is "Tuesday 8 July 2025, 10:00".
func moment(t time.Time) string { return t.Format(dayForm) + ", " + clockTime(t, true) }

// span is "Tuesday 8 July 2025, 10:00 to 11:00", or over several days.
func span(from, until time.Time) string {
	if sameDay(from, until) {
		return moment(from) + " to " + clockTime(until, true)
	}
	return moment(from) + " to " + moment(until)
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }

// short is a moment in a table about a day: the time of day alone on that day.
func short(t, day time.Time) string {
	switch {
	case sameDay(t, day):
		return clockTime(t, true)
	case t.Year() == day.Year():
		return t.Format("Mon 2 Jan, ") + clockTime(t, true)
	}
	return t.Format("Mon 2 Jan 2006, ") + clockTime(t, true)
}

// lasting is a span of minutes as it is said.
func lasting(minutes int) string {
	switch {
	case minutes < 1:
		return "less than a minute"
	case minutes < 120 && minutes != 60:
		return several(minutes, "minute", "minutes")
	case minutes < 48*60:
		words := several(minutes/60, "hour", "hours")
		if rest := minutes % 60; rest > 0 {
			words += " " + several(rest, "minute", "minutes")
		}
		return words
	}
	return several(minutes/(24*60), "day", "days")
}
