package journal

import (
	"bufio"
	"fmt"
	"path/filepath"
	"time"
)

// Scan calls fn for each whole record that was written from an instant on and
// before another, in the order of writing; a zero instant is no bound. Segments of
// other days are not opened. The records are valid during the call. An error of
// fn ends the scan and is returned.
//
// A journal may be written meanwhile: what is written after Scan began may be
// missing, and the end of the last segment, where a line is just being written,
// counts as no damage. Segments that vanish meanwhile are passed over. Damages are
// the lines that were passed over in the segments that were read.
//
// Times are those of lines, to the millisecond. Where the clock of the writer was
// set back they are not in order.
func Scan(dir string, from, until time.Time, fn func(Found) error) (Damages, error) {
	var damaged Damages
	names, err := segmentNames(dir)
	if err != nil {
		return damaged, fmt.Errorf("reading the journal %s: %w", dir, cause(err))
	}
	s := scan{from: bound(from), until: bound(until), fn: fn, damaged: &damaged, reader: bufio.NewReaderSize(nil, maxLineBytes)}
	for i, name := range names {
		_, d, _ := parseSegmentName(name)
		if !from.IsZero() && !from.Before(d.end()) || !until.IsZero() && !until.After(d.start().Add(-setBack)) {
			continue
		}
		if err := s.segment(dir, name, i == len(names)-1); err != nil {
			return damaged, err
		}
	}
	return damaged, nil
}

type scan struct {
	from, until string // as lines have times, which sort as texts; "" = no bound
	fn          func(Found) error
	reader      *bufio.Reader
	damaged     *Damages
}

// bound writes an instant as lines have times. Theirs were cut to milliseconds, so
// a bound within one counts as its next: what was written before it is not in.
func bound(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.UTC()
	if cut := at.Truncate(time.Millisecond); cut.Before(at) {
		at = cut.Add(time.Millisecond)
	}
	switch {
	case at.Year() < 0:
		return ""
	case at.Year() > 9999:
		return "~" // behind every time
	}
	return at.Format(timeLayout)
}

func (s *scan) segment(dir, name string, newest bool) error {
	return s.segmentFrom(dir, name, 0, newest)
}

// segmentFrom reads a segment from an offset on, at which a line begins. Damaged
// lines are counted from there.
func (s *scan) segmentFrom(dir, name string, offset int64, newest bool) error {
	path := filepath.Join(dir, name)
	f, err := openAt(path, offset)
	if f == nil || err != nil {
		return err
	}
	defer f.Close()
	s.reader.Reset(f)
	number, _, _ := parseSegmentName(name)
	var failed error // of fn
	err = readLines(s.reader, func(p place, l line) error {
		if string(l.at) < s.from || s.until != "" && string(l.at) >= s.until {
			return nil
		}
		p.offset += offset
		found, ok := l.found(path, number, p)
		if !ok {
			s.damaged.add(Damage{path, p.line, problemDamaged})
			return nil
		}
		if offset > 0 {
			found.Line = 0 // nobody counted those before
		}
		failed = s.fn(found)
		return failed
	}, func(p place, problem string) {
		if !newest || problem != problemTorn {
			s.damaged.add(Damage{path, p.line, problem})
		}
	})
	if err != nil && failed == nil {
		return fmt.Errorf("reading the journal: %w", err)
	}
	return err
}
