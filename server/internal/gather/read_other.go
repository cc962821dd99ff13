//go:build !unix

package gather

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// reader reads files of one folder into memory that it uses again.
type reader struct {
	dir    string
	max    int
	buffer []byte
}

func newReader(dir string, o Options) *reader {
	return &reader{dir: dir, max: o.MaxBytes + 1, buffer: make([]byte, min(firstBytes, o.MaxBytes+1))}
}

func (r *reader) file(name string) ([]byte, error) {
	f, err := os.Open(filepath.Join(r.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("it is not there any more")
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	n := 0
	for {
		got, err := f.Read(r.buffer[n:])
		n += got
		if err == io.EOF {
			return r.buffer[:n], nil
		}
		if err != nil {
			return nil, err
		}
		if n == r.max {
			return r.buffer[:n], nil
		}
		if n == len(r.buffer) {
			r.buffer = append(r.buffer, make([]byte, min(len(r.buffer), r.max-len(r.buffer)))...)
		}
	}
}
