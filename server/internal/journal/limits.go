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
	maxLineBytes = 4 << 20

	// syncEvery is the least time from one fsync to the next, and what a power
	// loss may cost.
	syncEvery = time.Second

	// keptBufferBytes is the most memory that is kept between two appends; a
	// larger batch gives its memory back.
	keptBufferBytes = 4 << 20

	// namedDamages is how many damaged lines an answer names one by one.
	namedDamages = 10
)
