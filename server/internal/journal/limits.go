package journal

import "time"

const (
	// defaultSegmentBytes is the size at which a segment is followed by the
	// next: small enough to move about, large enough that a year of a busy
	// gate is some thousand files.
	defaultSegmentBytes = 64 << 20

	// maxLineBytes bounds a line with its end, and so the memory that reading
	// takes. A decision is a few kilobytes; the longest that there can be, a
	// sign-in of half a megabyte by a notice of one megabyte of words, fits too.
	maxLineBytes   = 4 << 20
	maxRecordBytes = maxLineBytes - recordStart - sumLength - 1

	// maxGroupBytes bounds what is gathered for one write. Who finds it full
	// begins the next.
	maxGroupBytes = 1 << 20

	// syncEvery is the most time from a write to the fsync that brings it to the
	// disk, and what a power loss may cost.
	syncEvery = time.Second

	// soonWithin is the most time that a record waits to be written with another, and
	// what a kill of the process may cost of them.
	soonWithin = 100 * time.Millisecond

	// maxSoonBytes bounds what waits so: some 400 records of what came of a decision.
	maxSoonBytes = 64 << 10

	// leastAnnounced is the least number of records that may be written before the
	// next fsync, announced on the disk before they are: the bound of what a power
	// loss can have cost. Half of it brings the fsync forward.
	leastAnnounced = 64

	// keptBufferBytes is the most memory that is kept between two appends; a
	// larger batch gives its memory back.
	keptBufferBytes = 4 << 20

	// defaultLowBytes is the free space below which details are left out: hours of
	// decisions without them at any rate that a gate sees.
	defaultLowBytes = 256 << 20

	// reserveStep is how much of the reserve is given back at once: the less, the
	// less of it other programs can take.
	reserveStep = 1 << 20

	// Zeros are written ahead of the lines where there are leastPaceBytes and more of
	// them from one fsync to the next: four times as much as those, between
	// leastAheadBytes and mostAheadBytes, a step at a time.
	leastPaceBytes  = 8 << 10
	leastAheadBytes = 256 << 10
	mostAheadBytes  = 16 << 20
	aheadStep       = 256 << 10

	// setBack is how far a clock may go back without a new segment. Appends from
	// several goroutines cross midnight in any order.
	setBack = time.Hour

	// plausibleDays is the most that the day may differ from one segment to the
	// next and still count as time that passed, or was taken back. What differs more
	// is a clock that stepped, or a gate that stood still, and ages nothing.
	plausibleDays = 31

	// mostRemoved bounds how many segments one pass deletes.
	mostRemoved = 64

	// waitBetween is how often the lock is tried while another writer holds it.
	waitBetween = 10 * time.Millisecond

	// namedDamages is how many damaged lines an answer names one by one.
	namedDamages = 10
)
