package live

import (
	"strconv"
	"strings"
	"time"
)

// thousands writes a number as it is read: 1,234,567.
func thousands(n uint64) string {
	digits := strconv.FormatUint(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// several is a number with its noun: 1 sign-in, 5 sign-ins.
func several(n uint64, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + more
}

// lasting is a span of time as it is said, to the minute from an hour on and to
// the second below two minutes.
func lasting(d time.Duration) string {
	d = max(0, d)
	switch {
	case d < 2*time.Minute:
		return several(uint64(d/time.Second), "second", "seconds")
	case d < 2*time.Hour:
		return several(uint64(d/time.Minute), "minute", "minutes")
	case d < 48*time.Hour:
		hours, rest := d/time.Hour, d%time.Hour/time.Minute
		words := several(uint64(hours), "hour", "hours")
		if rest > 0 {
			words += " " + several(uint64(rest), "minute", "minutes")
		}
		return words
	}
	return several(uint64(d/(24*time.Hour)), "day", "days")
}

// clockTime is a time of day, with seconds where it has any.
func clockTime(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("15:04:05")
	}
	return t.Format("15:04")
}

// told is an instant as it is told at another: the time of day alone on the same
// day, else with its date.
func told(t, at time.Time) string {
	t = t.In(at.Location())
	switch {
	case t.IsZero():
		return "not known"
	case t.Format(time.DateOnly) == at.Format(time.DateOnly):
		return clockTime(t)
	case t.Year() == at.Year():
		return t.Format("Mon 2 Jan, ") + clockTime(t)
	}
	return t.Format("Mon 2 Jan 2006, ") + clockTime(t)
}

// fromTo is a window as it is told at an instant.
func fromTo(w *Window, at time.Time) string {
	from, until := w.From.In(at.Location()), w.Until.In(at.Location())
	day := from.Format("Monday 2 January 2006, ") + clockTime(from) + " to "
	if w.Until.IsZero() {
		return "from " + from.Format("Monday 2 January 2006, ") + clockTime(from) + " for good"
	}
	if from.Format(time.DateOnly) == until.Format(time.DateOnly) {
		return day + clockTime(until)
	}
	return day + until.Format("Monday 2 January 2006, ") + clockTime(until)
}

// sentence ends words with a full stop, if they have no end yet.
func sentence(words string) string {
	if words == "" || strings.HasSuffix(words, ".") || strings.HasSuffix(words, "!") || strings.HasSuffix(words, "?") || strings.HasSuffix(words, "…") {
		return words
	}
	return words + "."
}

// bytesOf is a size as it is read.
func bytesOf(n int64) string {
	const unit = 1000
	switch {
	case n < unit:
		return strconv.FormatInt(n, 10) + " B"
	case n < unit*unit:
		return strconv.FormatInt(n/unit, 10) + " kB"
	case n < unit*unit*unit:
		return strconv.FormatInt(n/unit/unit, 10) + " MB"
	}
	return strconv.FormatFloat(float64(n)/unit/unit/unit, 'f', 1, 64) + " GB"
}

// list puts names as a sentence does, at most so many of them.
func list(names []string, most int) string {
	if rest := len(names) - most; rest > 0 {
		return strings.Join(names[:most], ", ") + " and " + several(uint64(rest), "more", "more")
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
