package importing

import (
	"errors"
	"strings"
)

// clock is a time of day.
type clock struct {
	second    int // of the day, from 0
	offset    int // seconds east of UTC
	hasOffset bool
}

var errClock = errors.New("not a time of day; write it like 15:04 or 15:04:05, with an offset from UTC if it has one")

// scanClock reads H:MM or H:MM:SS with a fraction that is dropped, then AM or
// PM on a clock of 12 hours, then Z, UTC, GMT or an offset (RFC 3339 §5.6, and
// ISO 8601 without its colon).
func scanClock(s string) (c clock, err error) {
	hour, n := digits(s)
	if n == 0 || n > 2 || n == len(s) || s[n] != ':' {
		return c, errClock
	}
	s = s[n+1:]
	minute, n := digits(s)
	if n != 2 {
		return c, errClock
	}
	s = s[n:]
	second := 0
	if strings.HasPrefix(s, ":") {
		if second, n = digits(s[1:]); n != 2 {
			return c, errClock
		}
		s = s[1+n:]
		if s != "" && (s[0] == '.' || s[0] == ',') {
			fraction := strings.TrimLeft(s[1:], "0123456789")
			if len(fraction) == len(s)-1 {
				return c, errClock
			}
			s = fraction
		}
	}
	s = strings.TrimLeft(s, " ")
	if len(s) >= 2 && (s[0]|0x20 == 'a' || s[0]|0x20 == 'p') && s[1]|0x20 == 'm' {
		if hour < 1 || hour > 12 {
			return c, errClock
		}
		hour %= 12
		if s[0]|0x20 == 'p' {
			hour += 12
		}
		s = strings.TrimLeft(s[2:], " ")
	}
	if hour > 23 || minute > 59 || second > 59 {
		return c, errClock
	}
	c.second = hour*3600 + minute*60 + second
	if s == "" {
		return c, nil
	}
	c.hasOffset = true
	c.offset, err = scanOffset(s)
	return c, err
}

// scanOffset reads the seconds east of UTC.
func scanOffset(s string) (int, error) {
	if s[0] != '+' && s[0] != '-' {
		if strings.EqualFold(s, "z") || strings.EqualFold(s, "utc") || strings.EqualFold(s, "gmt") {
			return 0, nil
		}
		return 0, errClock
	}
	hours, minutes := -1, -1
	switch {
	case len(s) == len("+01:00") && s[3] == ':':
		hours, minutes = twoDigits(s, 1), twoDigits(s, 4)
	case len(s) == len("+0100"):
		hours, minutes = twoDigits(s, 1), twoDigits(s, 3)
	}
	if hours < 0 || hours > 23 || minutes < 0 || minutes > 59 {
		return 0, errClock
	}
	east := hours*3600 + minutes*60
	if s[0] == '-' {
		east = -east
	}
	return east, nil
}
