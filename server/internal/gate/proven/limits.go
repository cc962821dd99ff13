package proven

import "time"

const (
	// Remembered is how long an accepted sign-in proves who and what it carried.
	// Source: issue 4, "proven in the attempt or in the last 7 days". It is
	// counted in whole hours, and so up to one hour less.
	Remembered = 7 * 24 * time.Hour

	// FlushEvery is the time from one write to the next: what a kill may cost,
	// and with the time that the disk takes, a power loss.
	FlushEvery = 5 * time.Second

	rememberedHours = uint32(Remembered / time.Hour)

	// How many identities of each kind are remembered. The design plans for 1.3
	// million people and 1.2 million devices; a person counts once for each
	// network. Each kind has its own room, so that invented devices of somebody
	// who may sign in take no room from people. Beyond it nothing new of that
	// kind is remembered until old ones are forgotten, and Status counts it.
	maxPeople    = 4_000_000
	maxDevices   = 2_500_000
	maxAddresses = 1_500_000

	// maxNameBytes is the longest name of a person or device that is taken for
	// one. The longest in use are distinguished names of a directory.
	maxNameBytes = 512

	// maxPendingBytes bounds what waits for a disk that does not write. Beyond
	// it the waiting records are dropped and the file is written anew from
	// memory when the disk is back.
	maxPendingBytes = 250_000 * recordBytes

	// readBytes is how much of a file is read at once.
	readBytes = 1 << 20

	// sweepEveryHours is how often memory is searched for what is old.
	sweepEveryHours = 24

	// compactAtLeast is how many records a file holds before it is worth writing
	// anew.
	compactAtLeast = 1 << 16
)
