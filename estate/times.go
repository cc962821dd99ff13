package estate

import "time"

// NoTime is the second of an instant that is not known.
const NoTime = int64(-1 << 62)

// Times is an instant of every row, in seconds since 1970 in UTC.
type Times struct{ seconds *numbers } // as stored: 0 = not known, else as storedSecond has it

// At returns the instant of a row, NoTime where it is not known.
func (t *Times) At(row int) int64 { return secondOf(t.seconds.at(row)) }

// storedSecond makes room for 0 as not known; instants from 1970 to 2106 take
// four bytes.
func storedSecond(second int64) uint64 {
	switch {
	case second == NoTime:
		return 0
	case second < 0:
		return uint64(second)
	}
	return uint64(second) + 1
}

func secondOf(stored uint64) int64 {
	switch s := int64(stored); {
	case s == 0:
		return NoTime
	case s < 0:
		return s
	default:
		return s - 1
	}
}

// Instant returns a second as a time; the zero time of NoTime.
func Instant(second int64) time.Time {
	if second == NoTime {
		return time.Time{}
	}
	return time.Unix(second, 0).UTC()
}
