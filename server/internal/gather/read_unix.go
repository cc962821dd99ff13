//go:build unix

package gather

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// reader reads files of one folder into memory that it uses again. It asks the
// system itself: a file of package os is made to be waited for, which takes longer
// than reading a small file.
type reader struct {
	dir    string
	max    int
	buffer []byte
}

func newReader(dir string, o Options) *reader {
	return &reader{dir: dir, max: o.MaxBytes + 1, buffer: make([]byte, min(firstBytes, o.MaxBytes+1))}
}

func (r *reader) file(name string) ([]byte, error) {
	path := filepath.Join(r.dir, name)
	// Not waiting: what was a file when it was listed may be a pipe by now.
	fd, err := retried(func() (int, error) { return unix.Open(path, unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0) })
	if err != nil {
		return nil, words("open", path, err)
	}
	defer unix.Close(fd)
	n := 0
	for {
		got, err := retried(func() (int, error) { return unix.Read(fd, r.buffer[n:]) })
		if err != nil {
			return nil, words("read", path, err)
		}
		if got == 0 {
			break
		}
		if n += got; n < len(r.buffer) {
			continue
		}
		if n == r.max {
			break
		}
		r.buffer = append(r.buffer, make([]byte, min(len(r.buffer), r.max-len(r.buffer)))...)
	}
	return r.buffer[:n], nil
}

// retried asks again where a signal came between.
func retried(ask func() (int, error)) (int, error) {
	for {
		n, err := ask()
		if !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}

func words(op, path string, err error) error {
	switch {
	case errors.Is(err, unix.EISDIR):
		return errors.New("it is a folder")
	case errors.Is(err, unix.EAGAIN):
		return errors.New("it is a pipe, and nothing is in it")
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it is not there any more")
	}
	return &os.PathError{Op: op, Path: path, Err: err}
}
