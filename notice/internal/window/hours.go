package window

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/civil"
)

// Hours is a half-open range of whole hours of the day, 00:00 to 24:00. With
// an overnight rule Until may be at or before From, and is on the next day.
type Hours struct {
	From, Until civil.Clock
}

// Minutes is a half-open range of the minutes of an hour, 0 to 60. 60 is the
// end of the hour.
type Minutes struct {
	From, Until int
}

var (
	wholeDay  = Hours{From: 0, Until: civil.EndOfDay}
	wholeHour = Minutes{From: 0, Until: 60}
)

// ParseHours reads the form HH:MM-HH:MM. That the hours are whole, and in
// order, is for Validate to say.
func ParseHours(text string) (Hours, error) {
	from, until, ok := strings.Cut(text, "-")
	first, firstErr := civil.ParseClock(from)
	last, lastErr := civil.ParseClock(until)
	if !ok || firstErr != nil || lastErr != nil {
		return Hours{}, fmt.Errorf("%.40q are not hours; write them like 08:00-18:00, from 00:00 to 24:00", text)
	}
	return Hours{From: first, Until: last}, nil
}

// ParseMinutes reads the form MM-MM, two digits each. That they are within the
// hour, and in order, is for Validate to say.
func ParseMinutes(text string) (Minutes, error) {
	from, until, ok := strings.Cut(text, "-")
	first, firstOK := twoDigits(from)
	last, lastOK := twoDigits(until)
	if !ok || !firstOK || !lastOK {
		return Minutes{}, fmt.Errorf("%.40q are not minutes; write them like 00-10, from 00 to 60", text)
	}
	return Minutes{From: first, Until: last}, nil
}

// String gives HH:MM-HH:MM.
func (h Hours) String() string { return h.From.String() + "-" + h.Until.String() }

// String gives MM-MM.
func (m Minutes) String() string { return fmt.Sprintf("%02d-%02d", m.From, m.Until) }

func twoDigits(text string) (int, bool) {
	isDigit := func(c byte) bool { return c >= '0' && c <= '9' }
	if len(text) != 2 || !isDigit(text[0]) || !isDigit(text[1]) {
		return 0, false
	}
	return int(text[0]-'0')*10 + int(text[1]-'0'), true
}
