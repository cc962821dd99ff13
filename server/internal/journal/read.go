package journal

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// firstReadBytes is as much as most lines have.
const firstReadBytes = 4 << 10

// Read returns the record at a position, with its checksum checked. ErrNotFound
// if its segment is no longer there; ErrDamaged if no whole line begins there.
func (j *Journal) Read(p Position) (Found, error) { return Read(j.dir, p) }

// Read returns the record at a position of the journal in a folder.
func Read(dir string, p Position) (Found, error) {
	path, err := segmentPath(dir, p.Segment)
	if err != nil {
		return Found{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return Found{}, fmt.Errorf("reading the record at %v: %w", p, err)
	}
	defer f.Close()
	b, err := lineAt(f, p.Offset)
	if err != nil {
		return Found{}, fmt.Errorf("reading the record at %v: %s: %w", p, path, err)
	}
	l, whole := parseLine(b)
	found, ok := l.found(path, p.Segment, place{offset: p.Offset})
	if !whole || !ok {
		return Found{}, fmt.Errorf("reading the record at %v: %s: %w", p, path, ErrDamaged)
	}
	return found, nil
}

// segmentPath finds the file of a segment, whose name also has its day.
func segmentPath(dir string, number int) (string, error) {
	names, err := segmentNames(dir)
	if err != nil {
		return "", fmt.Errorf("reading the journal %s: %w", dir, cause(err))
	}
	prefix := fmt.Sprintf("%0*d-", numberDigits, number)
	for _, name := range names {
		if strings.HasPrefix(name, prefix) {
			return filepath.Join(dir, name), nil
		}
	}
	return "", fmt.Errorf("%w: segment %d of %s was moved away, or is older than is kept", ErrNotFound, number, dir)
}

// lineAt returns the line that begins at an offset, without its end.
func lineAt(f io.ReaderAt, offset int64) ([]byte, error) {
	if offset < 0 {
		return nil, ErrDamaged
	}
	b := make([]byte, firstReadBytes)
	read := 0
	for {
		n, err := f.ReadAt(b[read:], offset+int64(read))
		if end := bytes.IndexByte(b[read:read+n], '\n'); end >= 0 {
			return b[:read+end], nil
		}
		read += n
		switch {
		case err == io.EOF, read >= maxLineBytes:
			return nil, ErrDamaged
		case err != nil:
			return nil, cause(err)
		}
		b = append(b, make([]byte, min(len(b), maxLineBytes-len(b)))...)
	}
}
