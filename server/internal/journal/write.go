package journal

import (
	"errors"
	"path/filepath"
	"time"
)

// errNoRoom tells those whose texts went together that the disk is full, and that
// their details must be left out.
var errNoRoom = errors.New("no room for details")

// write writes a text, after what waited to be written with one, counts it, and
// passes the right to write on. Who calls it has that right, and so is the only one
// who changes j.current and its size.
func (j *Journal) write(t text) (Position, error) {
	before, waited := j.takeSoon(&t)
	s, err := j.place(t)
	j.mu.Lock()
	defer j.mu.Unlock()
	defer j.passTurn()
	if err != nil {
		if errors.Is(err, errNoRoom) {
			j.putBack(t.lines[:before], waited)
		} else {
			j.unkept += t.records
			j.failed, j.failedAt = err, time.Now()
		}
		return Position{}, err
	}
	j.failed = nil
	at := Position{s.number, s.size + int64(before)}
	s.size += int64(len(t.lines))
	j.segments[len(j.segments)-1].bytes = s.size
	j.written += t.records
	j.detailsDropped += t.dropped
	j.unsynced += t.records
	j.unsyncedBytes += int64(len(t.lines))
	j.armSync()
	return at, nil
}

// failingFor is how long a write that failed is held against the disk. Nobody tries
// in between, so that a gate that nobody asks any more, because it is not ready,
// would never be again.
const failingFor = time.Minute

// Failing returns why records cannot be written at the moment: the newest write
// failed, and that was within the last minute or the disk is still full, or one
// hangs. It is nil where nothing speaks against the next.
func (j *Journal) Failing() error {
	j.mu.Lock()
	failed, at, stalled := j.failed, j.failedAt, j.stalled()
	j.mu.Unlock()
	switch {
	case stalled:
		return &WriteError{j.dir, ErrStalled}
	case failed == nil || time.Since(at) < failingFor:
		return failed
	}
	if free, err := j.room.free(); isFull(failed) && err == nil && free < reserveStep {
		return failed
	}
	return nil
}

// place puts a text into the segment in which it belongs. Where the disk is full
// it first has the details left out, then gives back of the reserve.
func (j *Journal) place(t text) (*segment, error) {
	for {
		s, err := j.put(t)
		if err == nil || !isFull(err) {
			return s, err
		}
		if t.details > 0 {
			j.room.tooLittle()
			return nil, errNoRoom
		}
		if !j.room.giveBack(int64(len(t.lines))) {
			return nil, err
		}
	}
}

// put writes a text at the end of a segment. Each write names its place in the
// file, so what an earlier one left behind when it failed can never stand before
// a later line.
func (j *Journal) put(t text) (*segment, error) {
	s, err := j.segmentAt(t.at)
	if err != nil {
		return nil, err
	}
	if _, err := s.file.WriteAt(t.lines, s.size); err != nil {
		// What was begun is cut off again. Where even that fails it stays as
		// the end of a segment that is not written on: a shorter line over it
		// would leave a piece of it behind.
		s.ahead = s.size
		if s.file.Truncate(s.size) != nil {
			j.leave(s)
		}
		return nil, &WriteError{s.path, cause(err)}
	}
	return s, nil
}

// segmentAt returns the segment that takes what is written at an instant. It
// begins one where there is none, where the last is full, on another day, and
// where the disk refused to confirm the last.
func (j *Journal) segmentAt(at time.Time) (*segment, error) {
	j.mu.Lock()
	if j.current != nil && j.current == j.refused {
		j.retire()
	}
	s, number := j.current, j.number+1
	j.mu.Unlock()
	if s != nil && s.size < j.segmentBytes && s.day.takes(at) {
		return s, nil
	}
	d := dayOf(at)
	path := filepath.Join(j.dir, segmentName(number, d))
	f, err := j.create(path)
	if err != nil {
		err = &WriteError{path, cause(err)}
		if s != nil && s.day.takes(at) && isFull(err) && !j.room.holds() {
			return s, nil // one that grows too large is better than none
		}
		return nil, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.retire()
	j.number = number
	j.created, j.rotated = true, true
	j.segments = append(j.segments, aged{name: filepath.Base(path), number: number, day: d})
	j.current = &segment{file: f, path: path, number: number, day: d}
	return j.current, nil
}

// leave ends a segment after which nothing may be written.
func (j *Journal) leave(s *segment) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.current == s {
		j.retire()
	}
}

// retire hands the current segment, if there is one, to the next sync, which
// closes it. j.mu is held.
func (j *Journal) retire() {
	if j.current != nil {
		j.retired = append(j.retired, j.current)
		j.current = nil
	}
}
