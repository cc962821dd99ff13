package clock

import "time"

const (
	// checkEvery is how often Run compares with the wall clock.
	checkEvery = time.Second

	// maxDifference is the most by which the wall clock may differ without being
	// doubted: far above what a slewed clock shows, and below any window.
	maxDifference = 10 * time.Second

	// settleAfter is how long a new difference must stand still before the time of
	// the wall clock is adopted.
	settleAfter = 5 * time.Minute

	// steady is how far a difference may move and still count as standing still.
	// A clock that is slewed at 500 ppm, the most that adjtimex allows, moves by
	// 0.15 s in five minutes.
	steady = time.Second

	// maxGap is the most that one check adds to the time for which a difference
	// stood still. What happened in a longer pause between two checks was not seen.
	maxGap = 5 * time.Second

	// maxSlew is how much faster or slower the clock runs at the most while it
	// follows. chrony slews the system's clock by 83,333 ppm at the most, so that
	// what it does can be followed. Source: chrony.conf(5), maxslewrate.
	maxSlew = 0.1

	// MinRate and MaxRate bound the rate of a rehearsal: at the highest an hour
	// passes in a second.
	MinRate = 0.001
	MaxRate = 3600.0
)

// The span in which a rehearsal may start. Instants of a notice are nanoseconds
// since 1970 in 64 bits, which end in 2262; a rehearsal stops at the end.
var (
	firstStart = time.Date(1970, time.January, 1, 0, 0, 0, 0, time.UTC)
	lastStart  = time.Date(2200, time.January, 1, 0, 0, 0, 0, time.UTC)
	endOfTime  = time.Date(2261, time.January, 1, 0, 0, 0, 0, time.UTC)
)
