package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// sync brings what was written to the disk. Appends go on meanwhile; what they
// write is for the next sync.
func (j *Journal) sync() {
	j.syncing.Lock()
	defer j.syncing.Unlock()

	j.mu.Lock()
	retired, current, created, pending := j.retired, j.current, j.created, j.unsynced
	j.retired, j.created, j.timer = nil, false, nil
	j.mu.Unlock()

	var failed error
	for _, s := range retired {
		failed = errors.Join(failed, syncError(s.path, s.file.Sync()), syncError(s.path, s.file.Close()))
	}
	if created {
		// Without this a power loss may take the whole new file.
		failed = errors.Join(failed, syncError(j.dir, syncDir(j.dir)))
	}
	if current != nil {
		failed = errors.Join(failed, syncError(current.path, current.file.Sync()))
	}

	j.mu.Lock()
	defer j.mu.Unlock()
	j.unsynced -= pending
	if failed == nil {
		return
	}
	j.unconfirmed += pending
	if j.syncErr == nil {
		j.syncErr = failed
	}
	// After a failed fsync the next one on the same file may succeed without
	// having written anything, so the segment is left and its records stay
	// unconfirmed.
	// Source: fsync(2), Linux man-pages, on EIO; PostgreSQL 12 release notes,
	// data_sync_retry.
	if current != nil && j.current == current {
		j.retire()
	}
}

// syncSegments brings to the disk what a writer that was killed left to the
// operating system, which may take half a minute over it. Segments that were
// put away against writing are old enough to be there.
func syncSegments(dir string, names []string) error {
	for _, name := range names {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR, 0)
		if errors.Is(err, fs.ErrPermission) {
			continue
		}
		if err == nil {
			err = errors.Join(f.Sync(), f.Close())
		}
		if err != nil {
			return err
		}
	}
	return nil
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
