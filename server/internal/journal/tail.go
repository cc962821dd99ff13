package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ParsePosition reads what [Position.String] wrote; false if it is none.
func ParsePosition(s string) (Position, bool) {
	segment, offset, ok := strings.Cut(s, ":")
	if !ok {
		return Position{}, false
	}
	number, err := strconv.Atoi(segment)
	at, offsetErr := strconv.ParseInt(offset, 10, 64)
	p := Position{number, at}
	ok = err == nil && offsetErr == nil && number >= 1 && at >= 0 && p.String() == s
	return p, ok
}

// End returns where the next record goes at the earliest: all whose Append returned
// before stand before it.
func (j *Journal) End() Position {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(j.segments) == 0 {
		return Position{Segment: j.number + 1}
	}
	newest := j.segments[len(j.segments)-1]
	return Position{newest.number, newest.bytes}
}

// Tail is which part of a journal ScanTail read.
type Tail struct {
	From    Position // where it began; zero: there is nothing
	Bytes   int64    // that it read, at most
	Cut     bool     // it began later than it was asked to, which was too far back
	Damaged Damages  // lines that were passed over
}

// ScanTail calls fn for each whole record from a position on, in the order of
// writing. It reads no more than the newest segments that have as many bytes
// together, and always the newest. The zero position, and one whose segment is no
// longer there, is as far back as that goes; the latter is a cut. The records are
// valid during the call. An error of fn ends the scan and is returned.
//
// As with [Scan] a journal may be written meanwhile.
func ScanTail(dir string, from Position, most int64, fn func(Found) error) (Tail, error) {
	all, err := agedSegments(dir)
	if err != nil {
		return Tail{}, fmt.Errorf("reading the journal %s: %w", dir, cause(err))
	}
	first, bytes := len(all), int64(0)
	at := func() Position {
		if all[first].number == from.Segment {
			return from
		}
		return Position{Segment: all[first].number}
	}
	for first > 0 {
		one := all[first-1]
		size := one.bytes
		if one.number == from.Segment {
			size = max(0, size-from.Offset)
		}
		if one.number < from.Segment || first < len(all) && bytes+size > most {
			break
		}
		first, bytes = first-1, bytes+size
	}
	if first == len(all) {
		return Tail{Cut: from != (Position{})}, nil
	}
	t := Tail{From: at(), Bytes: bytes}
	t.Cut = from != (Position{}) && t.From != from
	s := scan{fn: fn, damaged: &t.Damaged, reader: bufio.NewReaderSize(nil, maxLineBytes)}
	for i, one := range all[first:] {
		offset := int64(0)
		if i == 0 {
			offset = t.From.Offset
		}
		if err := s.segmentFrom(dir, one.name, offset, first+i == len(all)-1); err != nil {
			return t, err
		}
	}
	return t, nil
}

// openAt opens a segment for reading from an offset; nil if it was moved away since
// the folder was listed.
func openAt(path string, offset int64) (*os.File, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && offset > 0 {
		if _, err = f.Seek(offset, io.SeekStart); err != nil {
			err = errors.Join(err, f.Close())
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading the journal: %s: %w", filepath.Base(path), cause(err))
	}
	return f, nil
}
