package journal

import (
	"errors"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/disk"
)

// armSync sees to it that what was written is brought to the disk within a
// second, or sooner where more is written than was announced. j.mu is held.
func (j *Journal) armSync() {
	if j.timer == nil {
		j.timer = time.AfterFunc(syncEvery, j.sync)
	}
	// Those that are underway do not count: else each fsync of a busy journal would
	// bring the next one forward, forever, each with the few of the one before.
	if !j.hastened && j.unsynced-j.underway >= j.announced/2 {
		j.hastened = true
		j.timer.Reset(0)
	}
}

// sync is what the timer calls.
func (j *Journal) sync() {
	j.syncing.Lock()
	defer j.syncing.Unlock()
	if !j.ended {
		j.bringToDisk()
	}
}

// bringToDisk brings what was written to the disk, and leaves a note that it is
// there. Appends go on meanwhile; what they write is for the next time.
// j.syncing is held.
func (j *Journal) bringToDisk() {
	j.mu.Lock()
	lately, closed := j.unsyncedBytes, j.closed
	j.unsyncedBytes = 0
	j.mu.Unlock()
	if !closed {
		j.writeAhead(lately)
	}
	j.mu.Lock()
	retired, current, created, rotated, pending := j.retired, j.current, j.created, j.rotated, j.unsynced
	j.retired, j.created, j.rotated, j.timer, j.hastened = nil, false, false, nil, false
	j.underway = pending
	n := j.confirmed
	n.Announced = j.written + announcement(pending)
	records := j.written - j.unconfirmed
	end := current
	if end == nil && len(retired) > 0 {
		end = retired[len(retired)-1]
	}
	if end != nil {
		n.Segment, n.Offset = end.number, end.size
	}
	j.mu.Unlock()

	var failed error
	for _, s := range retired {
		s.trim()
		failed = errors.Join(failed, syncError(s.path, s.file.Sync()), syncError(s.path, s.file.Close()))
	}
	if created {
		// Without this a power loss may take the whole new file.
		failed = errors.Join(failed, syncError(j.dir, disk.SyncDir(j.dir)))
	}
	if current != nil && pending > 0 {
		failed = errors.Join(failed, syncError(current.path, current.file.Sync()))
	}
	if failed == nil {
		n.Records = records
		j.confirmed = n
	} else {
		n.Segment, n.Offset, n.Records = j.confirmed.Segment, j.confirmed.Offset, j.confirmed.Records
	}
	var noteErr error
	if pending > 0 || failed != nil {
		noteErr = syncError(j.lock.Name(), leaveNote(j.lock, n))
	}
	j.settle(pending, current, failed, noteErr)
	j.room.look()
	if rotated {
		j.removeOld()
	}
}

// settle counts what a sync confirmed, or did not.
func (j *Journal) settle(pending int, current *segment, failed, noteErr error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.unsynced -= pending
	j.underway = 0
	if noteErr == nil {
		j.announced = announcement(pending)
	}
	if j.syncErr == nil {
		j.syncErr = errors.Join(failed, noteErr)
	}
	if failed == nil {
		return
	}
	j.unconfirmed += pending
	// After a failed fsync the next one on the same file may succeed without
	// having written anything, so the segment is left and its records stay
	// unconfirmed.
	// Source: fsync(2), Linux man-pages, on EIO; PostgreSQL 12 release notes,
	// data_sync_retry.
	j.refused = current
}

func syncError(path string, err error) error {
	if err == nil {
		return nil
	}
	return &SyncError{path, cause(err)}
}

// Unsynced returns how many records have been written but not confirmed by the
// disk: what a power loss at this moment may cost. It falls to 0 within about a
// second of the last append; records that the disk refused are counted until
// Close.
func (j *Journal) Unsynced() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.unsynced + j.unconfirmed
}

// Err returns the first error that bringing records to the disk met, a
// *SyncError, or nil. Appending goes on, into a new segment.
func (j *Journal) Err() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.syncErr
}
