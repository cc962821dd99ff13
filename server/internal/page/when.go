package page

import (
	"strings"
	"time"
)

// when is a date or an instant, as exactly as it was written.
type when struct {
	at   time.Time // by the clock of its own offset
	form string    // the layout by which it was written; "" = it is none
	text string
}

// forms are how dates and instants may be written, the more exact one first.
var forms = []string{time.RFC3339, time.DateOnly, "2006-01"}

func readWhen(text string) when {
	for _, form := range forms {
		if at, err := time.Parse(form, text); err == nil {
			return when{at: at, form: form, text: text}
		}
	}
	return when{text: text}
}

func (w when) known() bool { return w.form != "" }

// words is "Tuesday 8 July 2025, 10:00", of a date without the time of day, of a
// month "July 2025".
func (w when) words() string { return w.write("Monday 2 January 2006") }

// brief is "Tue 8 Jul 2025, 10:00", to stand in a table.
func (w when) brief() string { return w.write("Mon 2 Jan 2006") }

func (w when) write(day string) string {
	switch w.form {
	case time.RFC3339:
		return w.at.Format(day + ", " + clockForm(w.at))
	case time.DateOnly:
		return w.at.Format(day)
	case "":
		return short(w.text)
	}
	return w.at.Format("January 2006")
}

func clockForm(t time.Time) string {
	if t.Second() != 0 {
		return "15:04:05"
	}
	return "15:04"
}

// midnight reports whether the clock shows the beginning of a day.
func (w when) midnight() bool {
	hour, minute, second := w.at.Clock()
	return w.form == time.RFC3339 && hour+minute+second == 0 && w.at.Nanosecond() == 0
}

// through is an end that is not part of what it ends: "the end of Sunday 31
// August 2025", or "Tuesday 8 July 2025, 11:00".
func (w when) through(day string) string {
	if w.midnight() {
		return "the end of " + w.at.AddDate(0, 0, -1).Format(day)
	}
	return w.write(day)
}

// span is "Tuesday 8 July 2025, 10:00 to 11:00", or what takes longer; without
// an end it is for good.
func span(from, until, day string) string {
	a, b := readWhen(from), readWhen(until)
	switch {
	case until == "":
		return "from " + a.write(day) + " for good"
	case a.form == time.RFC3339 && b.form == time.RFC3339 && a.at.Format(time.DateOnly) == b.at.Format(time.DateOnly):
		return a.write(day) + " to " + b.at.Format(clockForm(b.at))
	case a.midnight() && b.midnight() && days(a, b) == 1:
		return a.at.Format(day) + ", all day"
	case b.midnight() && days(a, b) == 1:
		return a.write(day) + " to midnight"
	}
	return a.write(day) + " to " + b.through(day)
}

const (
	wholeDay = "Monday 2 January 2006"
	briefDay = "Mon 2 Jan 2006"
)

// days counts the midnights between two dates, by their own clocks.
func days(a, b when) int {
	const day = 24 * 60 * 60
	midnight := func(t time.Time) int64 {
		year, month, date := t.Date()
		return time.Date(year, month, date, 0, 0, 0, 0, time.UTC).Unix()
	}
	return int((midnight(b.at) - midnight(a.at)) / day)
}

// ahead says how far away a date is: "today", "tomorrow", "in 6 days", "6 days
// ago". It is empty where one of the two is not known.
func ahead(at, then when) string {
	if !at.known() || !then.known() || then.form == "2006-01" {
		return ""
	}
	switch n := days(at, then); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n > 0:
		return "in " + several(n, "day", "days")
	default:
		return several(-n, "day", "days") + " ago"
	}
}

// then is when the page is about, in a sentence: "now", or "on Tuesday 8 July
// 2025, 10:00" where it was made long before or after.
func (m *maker) then() string { return m.nowOr("on " + m.at.words()) }

func (m *maker) nowOr(then string) string {
	if !m.at.known() || !m.o.Made.IsZero() && m.o.Made.Sub(m.at.at).Abs() < time.Hour {
		return "now"
	}
	return then
}

// comma joins what is not empty.
func comma(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ", ")
}
