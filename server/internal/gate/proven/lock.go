package proven

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/lanyard-id/lanyard/server/internal/disk"
)

// errInUse says that another process writes to the folder.
var errInUse = errors.New("another process writes to this folder")

// lock takes the folder for writing without waiting; errInUse if another process
// has it. It ends with the file, and so with the process.
func lock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// lockFile takes the lock of a file without waiting; errInUse if another writer has it.
func lockFile(f *os.File) error {
	err := disk.Lock(f)
	if errors.Is(err, disk.ErrLocked) {
		return errInUse
	}
	return err
}
