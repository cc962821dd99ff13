package plan

import "time"

// How often files are looked at, in real time. A change is seen within pollEvery,
// must be the same after settleAfter, and is built in well under a second: it is in
// force within 2 s.
const (
	pollEvery   = 500 * time.Millisecond
	settleAfter = 250 * time.Millisecond

	// rereadEvery is after how many looks each file is read, whatever its times
	// and size say: they can be set back.
	rereadEvery = 20

	// hotLooks is for how many looks after a change a file is read again at each: a
	// second change within the granularity of its time would not be seen.
	hotLooks = 6
)

// Bounds of what is read. A notice, and a file of exemptions or pauses, is at most
// notice.MaxBytes long.
const (
	maxFiles      = 1000
	maxTotalBytes = 64 << 20
	maxArmedBytes = 4 << 10
	maxHoldBytes  = 16 << 10
	maxKeptBytes  = 2 * maxTotalBytes // with what its form adds
)

const (
	// maxParts is how many parts of a change are tried one by one for whether they
	// only weaken; those behind wait with the rest.
	maxParts = 64

	// backwards is how far back a change is compared. What was over a day ago can
	// strengthen nothing, even if the clock is corrected.
	backwards = 24 * time.Hour

	// maxSteps bounds the walk to the next window, or to the end of those that are
	// open, along what a requirement asks for.
	maxSteps = 50_000

	// maxTold is how many problems of one kind are written to the log.
	maxTold = 10

	// maxHoldWords is the length of by and why of a hold, in bytes.
	maxHoldWords = 500
)
