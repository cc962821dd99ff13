package civil

import (
	"errors"
	"fmt"
)

// Clock is a time of day in whole minutes since midnight, 0 to 1440. 1440 is
// 24:00, the end of the day; the zero Clock is 00:00, its start.
type Clock int

// EndOfDay is 24:00.
const EndOfDay Clock = 24 * 60

// ParseClock reads HH:MM, from 00:00 to 24:00.
func ParseClock(text string) (Clock, error) {
	clock, err := parseClock(text)
	if err != nil {
		return 0, fmt.Errorf("%s is not a time of day: %w", quote(text), err)
	}
	return clock, nil
}

// String gives HH:MM.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// Valid says whether c lies between 00:00 and 24:00.
func (c Clock) Valid() bool { return c >= 0 && c <= EndOfDay }

// On is the civil time c of day d; 24:00 is 00:00 of the next day.
func (c Clock) On(d Date) DateTime {
	if c >= EndOfDay {
		d, c = d.AddDays(int(c/EndOfDay)), c%EndOfDay
	}
	return DateTime{Date: d, Hour: int(c) / 60, Minute: int(c) % 60}
}

func parseClock(text string) (Clock, error) {
	errForm := errors.New("write HH:MM, for example 08:30")
	if len(text) != 5 || text[2] != ':' {
		return 0, errForm
	}
	hour, hourOK := number(text[:2], 2)
	minute, minuteOK := number(text[3:], 2)
	if !hourOK || !minuteOK {
		return 0, errForm
	}
	if minute > 59 {
		return 0, errors.New("minutes run from 00 to 59")
	}
	clock := Clock(hour*60 + minute)
	if !clock.Valid() {
		return 0, errors.New("the day ends at 24:00")
	}
	return clock, nil
}
