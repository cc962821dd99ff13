package proven

import (
	"errors"
	"os"
	"path/filepath"
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
