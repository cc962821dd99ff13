package journal

import (
	"errors"
	"io"
	"os"
)

// heldMark stands in the lock file from Open to Close. Who finds it there while
// nobody holds the lock knows that the writer before was cut short.
const heldMark = "held\n"

// holdLock locks the file and marks it as held. It reports whether the mark was
// there before. ErrInUse if another writer has the lock.
func holdLock(path string) (f *os.File, wasHeld bool, err error) {
	f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, false, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	if err := lockFile(f); err != nil {
		return nil, false, err
	}
	before, err := io.ReadAll(io.LimitReader(f, int64(len(heldMark))))
	if err != nil {
		return nil, false, err
	}
	if _, err := f.WriteAt([]byte(heldMark), 0); err != nil {
		return nil, false, err
	}
	// The mark must outlast a power loss, or it could not tell of one.
	if err := f.Sync(); err != nil {
		return nil, false, err
	}
	return f, len(before) > 0, nil
}

// releaseLock lets the lock go, after a clean end without the mark.
func releaseLock(f *os.File, clean bool) error {
	var err error
	if clean {
		err = f.Truncate(0)
	}
	return errors.Join(err, f.Close())
}
