package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/disk"
)

// holdLock locks the file and returns what the writer before left in it, nothing
// after a clean end. ErrInUse if another writer has the lock.
func holdLock(path string) (f *os.File, left []byte, err error) {
	f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, nil, err
	}
	if err = lockFile(f); err == nil {
		left, err = io.ReadAll(io.LimitReader(f, 2*noteBytes))
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, left, nil
}

// awaitLock is holdLock once the other writer has let go.
func awaitLock(ctx context.Context, path string) (f *os.File, left []byte, err error) {
	for {
		f, left, err = holdLock(path)
		if !errors.Is(err, ErrInUse) {
			return f, left, err
		}
		select {
		case <-ctx.Done():
			return nil, nil, fmt.Errorf("%w (waited: %w)", ErrInUse, context.Cause(ctx))
		case <-time.After(waitBetween):
		}
	}
}

// releaseLock lets the lock go, after a clean end without a note.
func releaseLock(f *os.File, clean bool) error {
	var err error
	if clean {
		// Brought to the disk, or a power loss soon after would look like one before.
		if err = f.Truncate(0); err == nil {
			err = f.Sync()
		}
	}
	return errors.Join(err, f.Close())
}

// lockFile takes the lock of a file without waiting; ErrInUse if another writer has it.
func lockFile(f *os.File) error {
	err := disk.Lock(f)
	if errors.Is(err, disk.ErrLocked) {
		return ErrInUse
	}
	return err
}
