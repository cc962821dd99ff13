package journal

import (
	"path/filepath"
	"time"
)

// An Entry is a record under its code.
type Entry struct {
	Code   string // 11 characters of Crockford's base 32 and its check symbols
	Record []byte // one JSON value on one line, without the line's end; at most about 4 MiB
}

// Append writes one record, in one write, before it returns. at is when, by the
// caller's clock; its UTC day decides about a new segment.
//
// On an error nothing was recorded: ErrInvalid for an entry that cannot be
// written, a *WriteError for a disk that is full or cannot be written, ErrClosed.
func (j *Journal) Append(code string, at time.Time, record []byte) error {
	return j.AppendBatch(at, []Entry{{code, record}})
}

// AppendBatch writes several records, in one write, before it returns: all, or
// on an error none. (A disk that refuses to cut off what it has half written may
// keep the first of them. They were not answered for, and do no harm.) Who
// judges many sign-ins at once appends their records and then gives their
// answers, and pays for one write instead of many.
func (j *Journal) AppendBatch(at time.Time, entries []Entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return ErrClosed
	}
	if len(entries) == 0 {
		return nil
	}
	b := j.buffer[:0]
	for _, e := range entries {
		var err error
		if b, err = appendLine(b, at, e); err != nil {
			return err
		}
	}
	if cap(b) <= keptBufferBytes {
		j.buffer = b
	}
	if err := j.write(at, b); err != nil {
		return err
	}
	j.unsynced += len(entries)
	if j.timer == nil {
		j.timer = time.AfterFunc(syncEvery, j.sync)
	}
	return nil
}

// write puts lines at the end of the segment in which they belong. Each write
// names its place in the file, so what an earlier one left behind when it
// failed can never stand before a later line.
func (j *Journal) write(at time.Time, lines []byte) error {
	s, err := j.segmentAt(at)
	if err != nil {
		return err
	}
	if _, err := s.file.WriteAt(lines, s.size); err != nil {
		// What was begun is cut off again. Where even that fails it stays as
		// the end of a segment that is not written on: a shorter line over it
		// would leave a piece of it behind.
		if s.file.Truncate(s.size) != nil {
			j.retire()
		}
		return &WriteError{s.path, cause(err)}
	}
	s.size += int64(len(lines))
	return nil
}

// segmentAt returns the segment that takes what is written at an instant. It
// begins one where there is none, where the last is full, and on a new day. A
// clock that was set back begins none.
func (j *Journal) segmentAt(at time.Time) (*segment, error) {
	day := at.UTC().Format(time.DateOnly)
	if s := j.current; s != nil && s.size < j.segmentBytes && day <= s.day {
		return s, nil
	}
	path := filepath.Join(j.dir, segmentName(j.number+1, day))
	f, err := j.create(path)
	if err != nil {
		return nil, &WriteError{path, cause(err)}
	}
	j.retire()
	j.number++
	j.created = true
	j.current = &segment{file: f, path: path, number: j.number, day: day}
	return j.current, nil
}

// retire hands the current segment, if there is one, to the next sync, which
// closes it.
func (j *Journal) retire() {
	if j.current != nil {
		j.retired = append(j.retired, j.current)
		j.current = nil
	}
}
