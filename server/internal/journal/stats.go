package journal

import "time"

// Stats are a journal's counters, since Open where nothing else is said.
type Stats struct {
	Written        int   // records
	Unsynced       int   // records that the disk has not confirmed yet; see Journal.Unsynced
	DetailsDropped int   // records that were written without their detail, for want of room
	Unkept         int   // records that could not be written
	Segments       int   // that there are
	Bytes          int64 // of all segments
	Reserve        int64 // bytes that the reserve holds
	// Oldest is the beginning of the UTC day of the oldest segment; zero: there is
	// none.
	Oldest time.Time
	// Brief says that details are being left out: the disk is nearly full.
	Brief bool
}

// Stats returns the counters.
func (j *Journal) Stats() Stats {
	j.mu.Lock()
	defer j.mu.Unlock()
	s := Stats{
		Written:        j.written,
		Unsynced:       j.unsynced + j.unconfirmed,
		DetailsDropped: j.detailsDropped,
		Unkept:         j.unkept,
		Segments:       len(j.segments),
		Reserve:        j.room.bytes(),
		Brief:          j.room.short(),
	}
	for _, kept := range j.segments {
		s.Bytes += kept.bytes
	}
	if len(j.segments) > 0 {
		s.Oldest = j.segments[0].day.start()
	}
	return s
}
