package civil

import (
	"errors"
	"fmt"
	"time"
)

// ParseInstant reads an instant: an RFC 3339 time with its offset, or a civil
// time in z. The seconds may be left out in both. The resolution is Exact where
// an offset was written. The result is in z's location.
//
// A date alone is no instant: whether its start or its end is meant is for the
// caller to say, by [ParsePoint].
func ParseInstant(text string, z *Zone) (time.Time, Resolution, error) {
	t, resolution, err := parseInstant(text, z)
	if err != nil {
		return time.Time{}, Exact, fmt.Errorf("%s is not an instant: %w", quote(text), err)
	}
	return t, resolution, nil
}

var errInstantForm = errors.New("write 2025-06-30T15:00 in the zone, or with an offset 2025-06-30T15:00:00+01:00")

func parseInstant(text string, z *Zone) (time.Time, Resolution, error) {
	_, clock, _ := cutTime(text)
	civil, offset, hasOffset := cutOffset(clock)
	dt, err := parseDateTime(text[:len(text)-(len(clock)-len(civil))])
	if errors.Is(err, errDateTimeForm) {
		err = errInstantForm
	}
	if err != nil {
		return time.Time{}, Exact, err
	}
	if !hasOffset {
		t, resolution := z.At(dt)
		return t, resolution, nil
	}
	east, err := parseOffset(offset)
	if err != nil {
		return time.Time{}, Exact, err
	}
	return time.Unix(dt.seconds()-east, int64(dt.Nanosecond)).In(z.location), Exact, nil
}

// cutOffset splits a time of day at the Z, + or - that begins its offset.
func cutOffset(clock string) (civil, offset string, ok bool) {
	for i, c := range []byte(clock) {
		switch c {
		case 'Z', 'z', '+', '-':
			return clock[:i], clock[i:], true
		}
	}
	return clock, "", false
}

// parseOffset gives the seconds east of UTC of Z, +HH:MM or -HH:MM.
func parseOffset(text string) (int64, error) {
	if text == "Z" || text == "z" {
		return 0, nil
	}
	if len(text) != 6 || text[3] != ':' {
		return 0, errInstantForm
	}
	hours, hoursOK := number(text[1:3], 2)
	minutes, minutesOK := number(text[4:], 2)
	if !hoursOK || !minutesOK {
		return 0, errInstantForm
	}
	if hours > 23 || minutes > 59 {
		return 0, errors.New("an offset runs from -23:59 to +23:59")
	}
	east := int64(hours*60+minutes) * 60
	if text[0] == '-' {
		east = -east
	}
	return east, nil
}
