package format

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"github.com/lanyard-id/lanyard/readiness"
)

// number writes a count with commas between thousands.
func number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// of writes a count with its noun: "1 card", "2 cards".
func of(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + several
}

// teams are the teams by their ids in notices, in the order of worklists.
var teams = []struct{ who, name string }{
	{"it-team", "IT team"},
	{"registration-authority", "Registration Authority"},
	{"supplier", "Supplier"},
	{"person", "Person"},
	{"national", "National"},
}

// teamName is how people call a team.
func teamName(who string) string {
	for _, t := range teams {
		if t.who == who {
			return t.name
		}
	}
	return who
}

// instant reads an instant or a date of a report; its clock is that of the
// notices' zone.
func instant(text string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t, err = time.Parse(time.DateOnly, text)
	}
	return t, err == nil
}

// isNear tells whether a day and month alone say which t is meant.
func isNear(t, now time.Time) bool {
	return t.After(now.AddDate(0, -2, 0)) && t.Before(now.AddDate(0, 10, 0))
}

// day words an instant or a date: "Tue 8 Jul 10:00"; with the year where it is
// not near the answer, and without the clock at midnight.
func day(text, at string) string {
	t, ok := instant(text)
	if !ok {
		return text
	}
	layout := "Mon 2 Jan"
	if now, ok := instant(at); !ok || !isNear(t, now) {
		layout += " 2006"
	}
	if t.Hour() != 0 || t.Minute() != 0 {
		layout += " 15:04"
	}
	return t.Format(layout)
}

// soon words an instant in at most eight characters: the clock on the day of
// the answer, the day in the next ten months, else the month.
func soon(text, at string) string {
	t, ok := instant(text)
	now, known := instant(at)
	switch {
	case !ok:
		return text
	case known && t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return t.Format("15:04")
	case known && isNear(t, now):
		return t.Format("2 Jan")
	}
	return t.Format("Jan 2006")
}

// span words a stretch of time: "Tue 8 Jul 10:00 to 11:00".
func span(from, until, at string) string {
	start := day(from, at)
	if until == "" {
		return start + " on, for good"
	}
	f, ok := instant(from)
	u, ends := instant(until)
	if ok && ends && u.Format(time.DateOnly) == f.Format(time.DateOnly) {
		return start + " to " + u.Format("15:04")
	}
	return start + " to " + day(until, at)
}

// planned words when a window of a report is. One that has begun is told by its end
// alone: the report begins it at its own instant.
func planned(w readiness.Window, at string) string {
	switch {
	case w.From != at:
		return span(w.From, w.Until, at)
	case w.Until == "":
		return "in force, for good"
	}
	return "in force until " + day(w.Until, at)
}

// ring words whom to ring, in one line.
func ring(c *readiness.Contact) string {
	if c == nil {
		return ""
	}
	phone := c.Phone
	if phone != "" {
		phone = "tel. " + phone // so that a + stands behind a word, not at the beginning
	}
	var words []string
	for _, word := range []string{c.Team, c.Name, phone, c.Email, c.Hours} {
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// plain makes text of outside fit for one line of a terminal: spaces for what
// parts words, and U+FFFD for what steers the terminal or turns the direction
// of writing.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.Join(strings.Fields(text), " "))
}

// terminalCells is how many columns of a terminal text takes.
func terminalCells(text string) int {
	n := 0
	for _, r := range text {
		n += runeCells(r)
	}
	return n
}

// runeCells is 2 for East Asian wide letters and emoji, 0 for marks above
// others and for what does not show. Source: Unicode Standard Annex #11.
func runeCells(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
