package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Found is a record of a journal and where it stands.
type Found struct {
	Record  []byte    // as it was appended
	At      time.Time // when it was written, to the millisecond, in UTC
	File    string
	Line    int     // from 1
	Damaged Damages // lines passed over on the way
}

// Find returns the record with the code. Of several, which chance may bring
// after some tens of millions of decisions, the newest counts. It reads the segments
// from the newest on, all of each; a journal may be written meanwhile.
//
// ErrNotFound, as a *NotFoundError, if no whole line has the code; ErrInvalid
// if the text cannot be a code.
func Find(dir, code string) (Found, error) {
	if !validCode(code) {
		return Found{}, fmt.Errorf("%w: the code %q is not %d letters and digits", ErrInvalid, code, codeBytes)
	}
	names, err := segmentNames(dir)
	if err != nil {
		return Found{}, fmt.Errorf("reading the journal %s: %w", dir, cause(err))
	}
	slices.Reverse(names)
	search := search{code: []byte(code), reader: bufio.NewReaderSize(nil, maxLineBytes)}
	for _, name := range names {
		if err := search.segment(filepath.Join(dir, name)); err != nil {
			return Found{}, fmt.Errorf("reading the journal: %w", err)
		}
		if search.found.Line > 0 {
			search.found.Damaged = search.damaged
			return search.found, nil
		}
	}
	return Found{}, &NotFoundError{Code: code, Dir: dir, Segments: search.segments, Damaged: search.damaged}
}

type search struct {
	code     []byte
	reader   *bufio.Reader
	segments int
	found    Found
	damaged  Damages
}

// segment looks for the last line with the code.
func (s *search) segment(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // moved away since the folder was listed
	}
	if err != nil {
		return err
	}
	defer f.Close()
	s.segments++
	s.reader.Reset(f)
	return readLines(s.reader, func(number int, l line) {
		if !bytes.Equal(l.code, s.code) {
			return
		}
		at, err := time.Parse(timeLayout, string(l.at))
		if err != nil {
			s.damaged.add(Damage{path, number, problemDamaged})
			return
		}
		s.found = Found{Record: bytes.Clone(l.record), At: at, File: path, Line: number}
	}, func(number int, problem string) {
		s.damaged.add(Damage{path, number, problem})
	})
}
