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
	Code     string
	Kind     Kind
	Record   []byte    // as it was appended
	At       time.Time // when it was written, to the millisecond, in UTC
	Position Position
	File     string
	Line     int     // from 1; 0 where it was read by its position
	Damaged  Damages // lines that a search passed over on the way
}

// Find returns the decision with the code. Of several, which chance may bring
// after some tens of millions of decisions, the newest counts. It reads the segments
// from the newest on, all of each; a journal may be written meanwhile.
//
// ErrNotFound, as a *NotFoundError, if no whole line has the code and is a
// decision; ErrInvalid if the text cannot be a code.
func Find(dir, code string) (Found, error) {
	s, err := searchFor(dir, code)
	if err != nil {
		return Found{}, err
	}
	if len(s.found) == 0 || s.found[0].Kind != Decision {
		return Found{}, s.notFound()
	}
	return s.found[0], nil
}

// FindAll returns all that stands under the code, in the order of writing: the
// decision that Find returns, and its sequels. Where the decision is no longer
// there, its sequels stand alone. All have the same Damaged.
//
// ErrNotFound, as a *NotFoundError, if no whole line has the code; ErrInvalid
// if the text cannot be a code.
func FindAll(dir, code string) ([]Found, error) {
	s, err := searchFor(dir, code)
	if err != nil {
		return nil, err
	}
	if len(s.found) == 0 {
		return nil, s.notFound()
	}
	return s.found, nil
}

// search looks for a code, from the newest segment on.
type search struct {
	dir      string
	code     []byte
	reader   *bufio.Reader
	segments int
	found    []Found // in the order of writing
	damaged  Damages
}

// searchFor reads segments until the newest decision with the code is found. What
// followed it stands in the segments that were read before.
func searchFor(dir, code string) (*search, error) {
	if !validCode(code) {
		return nil, fmt.Errorf("%w: the code %q is not %d letters and digits", ErrInvalid, code, codeBytes)
	}
	names, err := segmentNames(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the journal %s: %w", dir, cause(err))
	}
	s := &search{dir: dir, code: []byte(code), reader: bufio.NewReaderSize(nil, maxLineBytes)}
	for _, name := range slices.Backward(names) {
		if err := s.segment(name); err != nil {
			return nil, fmt.Errorf("reading the journal: %w", err)
		}
		if len(s.found) > 0 && s.found[0].Kind == Decision {
			break
		}
	}
	for i := range s.found {
		s.found[i].Damaged = s.damaged
	}
	return s, nil
}

func (s *search) notFound() error {
	return &NotFoundError{Code: string(s.code), Dir: s.dir, Segments: s.segments, Damaged: s.damaged}
}

// segment puts what it has of the code before what was found in newer ones: the
// last decision, and what follows it.
func (s *search) segment(name string) error {
	path := filepath.Join(s.dir, name)
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
	segment, _, _ := parseSegmentName(name)
	var here []Found
	err = readLines(s.reader, func(p place, l line) error {
		if !bytes.Equal(l.code, s.code) {
			return nil
		}
		found, ok := l.found(path, segment, p)
		if !ok {
			s.damaged.add(Damage{path, p.line, problemDamaged})
			return nil
		}
		found.Record = bytes.Clone(found.Record)
		if found.Kind == Decision {
			here = here[:0] // what came before belongs to another one
		}
		here = append(here, found)
		return nil
	}, func(p place, problem string) {
		s.damaged.add(Damage{path, p.line, problem})
	})
	s.found = append(here, s.found...)
	return err
}

// found returns a line as it is told; its record is still that of the line. false
// if its time is none.
func (l line) found(path string, segment int, p place) (Found, bool) {
	at, ok := parseTime(l.at)
	return Found{
		Code: string(l.code), Kind: l.kind, Record: l.record, At: at,
		Position: Position{segment, p.offset}, File: path, Line: p.line,
	}, ok
}
