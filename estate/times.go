package estate

import "time"

// NoTime is the second of an instant that is not known.
const NoTime = int64(-1 << 62)

// Times is an instant of every row, in seconds since 1970 in UTC.
type Times struct{ seconds pages[int64] } // as stored: 0 = not known, else shifted by one

// At returns the instant of a row, NoTime where it is not known.
func (t *Times) At(row int) int64 {
	switch s := t.seconds.at(row); {
	case s == 0:
		return NoTime
	case s < 0:
		return s
	default:
		return s - 1
	}
}

// Set sets the instant of a row; NoTime forgets it.
func (t *Times) Set(row int, second int64) {
	switch {
	case second == NoTime:
		t.seconds.set(row, 0)
	case second < 0:
		t.seconds.set(row, second)
	default:
		t.seconds.set(row, second+1)
	}
}

// Instant returns a second as a time; the zero time of NoTime.
func Instant(second int64) time.Time {
	if second == NoTime {
		return time.Time{}
	}
	return time.Unix(second, 0).UTC()
}
