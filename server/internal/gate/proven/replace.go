package proven

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/lanyard-id/lanyard/server/internal/disk"
)

// The files of a folder.
const (
	keyFile    = "key"
	recordFile = "records"
	lockName   = "lock"
)

const (
	fileMode = 0o600
	dirMode  = 0o700
)

// replaceFile writes a file under another name beside its own, brings it to the
// disk and puts it in place, so that at every moment there is a whole one.
func replaceFile(dir, name string, write func(io.Writer) error) error {
	path := filepath.Join(dir, name)
	beside := path + ".new"
	// What an earlier process left, or somebody planted, is not written to.
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := writeFile(beside, write); err != nil {
		return err
	}
	if err := os.Rename(beside, path); err != nil {
		return err
	}
	return disk.SyncDir(dir)
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
