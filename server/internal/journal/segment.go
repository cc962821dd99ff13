package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

const (
	segmentSuffix = ".jsonl"
	numberDigits  = 8
)

// A segment is one file of a journal, open for writing.
type segment struct {
	file   file
	path   string
	number int
	day    day
	size   int64 // where the next line goes; all before it are whole
	ahead  int64 // the end of the zeros behind that; not behind size: there are none
	wanted int64 // where they are to end
}

// file is what a segment needs of an *os.File. It is an interface so that tests
// can let each call fail.
type file interface {
	WriteAt(b []byte, offset int64) (int, error)
	Truncate(size int64) error
	Sync() error
	Close() error
}

// A day is a UTC day, counted from 1 January 1970.
type day int

const dayLength = 24 * time.Hour

func dayOf(at time.Time) day {
	seconds := at.Unix()
	days := seconds / int64(dayLength/time.Second)
	if seconds%int64(dayLength/time.Second) < 0 {
		days-- // before 1970
	}
	return day(days)
}

func (d day) start() time.Time { return time.Unix(int64(d)*int64(dayLength/time.Second), 0).UTC() }
func (d day) end() time.Time   { return (d + 1).start() }
func (d day) String() string   { return d.start().Format(time.DateOnly) }

// takes reports whether what is written at an instant belongs to a segment of
// the day: it is of that day, or of an hour before it.
func (d day) takes(at time.Time) bool {
	return !at.Before(d.start().Add(-setBack)) && at.Before(d.end())
}

// segmentName returns the name of a segment. The number comes first, so that
// names sort in the order of writing even when a clock was set back.
func segmentName(number int, d day) string {
	return fmt.Sprintf("%0*d-%s%s", numberDigits, number, d, segmentSuffix)
}

// parseSegmentName returns the number and day of a name; false if it is not a
// segment's.
func parseSegmentName(name string) (number int, d day, ok bool) {
	if len(name) != numberDigits+1+len(time.DateOnly)+len(segmentSuffix) {
		return 0, 0, false
	}
	number, err := strconv.Atoi(name[:numberDigits])
	at, dayErr := time.Parse(time.DateOnly, name[numberDigits+1:numberDigits+1+len(time.DateOnly)])
	d = dayOf(at)
	if err != nil || number < 1 || dayErr != nil || name != segmentName(number, d) {
		return 0, 0, false
	}
	return number, d, true
}

// segmentNames returns the names of the segments in a folder, the oldest first.
// Other files are passed over.
func segmentNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if _, _, ok := parseSegmentName(e.Name()); ok {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// openSegment opens the last segment for writing on, without the zeros that were
// written ahead. Where it does not end with a whole line it returns the damage
// instead, and the segment without its file.
func openSegment(dir, name string) (*segment, *Damage, error) {
	s := &segment{path: filepath.Join(dir, name)}
	s.number, s.day, _ = parseSegmentName(name)
	f, err := os.OpenFile(s.path, os.O_RDWR, 0)
	if err != nil {
		return nil, nil, err
	}
	torn := 0
	if s.size, err = cutZeros(f); err == nil {
		torn, err = tornTail(f, s.size)
	}
	if err != nil || torn > 0 {
		return s, &Damage{s.path, torn, problemTorn}, errors.Join(err, f.Close())
	}
	s.file = f
	return s, nil, nil
}

// tornTail returns the number of the last line if it has no end, else 0.
func tornTail(f *os.File, size int64) (int, error) {
	if size == 0 {
		return 0, nil
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], size-1); err != nil || last[0] == '\n' {
		return 0, err
	}
	lines := 0
	err := readLines(bufio.NewReaderSize(io.NewSectionReader(f, 0, size), maxLineBytes),
		func(p place, _ line) error { lines = p.line; return nil },
		func(p place, _ string) { lines = p.line })
	return lines, err
}

// What can be wrong with a line.
const (
	problemTorn    = "torn: the line has no end"
	problemDamaged = "damaged: the line is not as it was written"
	problemTooLong = "damaged: the line is longer than any that is written"
	problemHole    = "damaged: before the line something is missing"
)

// place is where a line stands in what is read.
type place struct {
	line   int   // from 1
	offset int64 // of its first byte
}

// readLines reads a segment to its end and calls whole for each whole line and
// damaged for each other one, with its place. It ends early with the error of
// whole. The reader's buffer must hold maxLineBytes.
//
// Zeros at the end were written ahead, and are nothing. Zeros before a line stand
// where a power loss took what was written; both are called, damaged first.
func readLines(r *bufio.Reader, whole func(p place, l line) error, damaged func(p place, problem string)) error {
	next := int64(0)
	for number := 1; ; number++ {
		hole := skipZeros(r)
		next += hole
		p := place{number, next}
		b, err := r.ReadSlice('\n')
		next += int64(len(b))
		tooLong := false
		for errors.Is(err, bufio.ErrBufferFull) {
			tooLong = true
			b, err = r.ReadSlice('\n')
			next += int64(len(b))
		}
		switch {
		case err == io.EOF:
			if len(b) > 0 || tooLong {
				damaged(p, problemTorn)
			}
			return nil
		case err != nil:
			return err
		case tooLong:
			damaged(p, problemTooLong)
			continue
		}
		l, ok := parseLine(b[:len(b)-1])
		switch {
		case ok && hole > 0:
			damaged(p, problemHole)
		case !ok:
			damaged(p, problemDamaged)
			// Where a hole is within a line, its end may be a whole one.
			cut := bytes.LastIndexByte(b, 0) + 1
			if cut == 0 {
				continue
			}
			p.offset += int64(cut)
			if l, ok = parseLine(b[cut : len(b)-1]); !ok {
				continue
			}
		}
		if err := whole(p, l); err != nil {
			return err
		}
	}
}
