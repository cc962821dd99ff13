package journal

import (
	"slices"
	"time"
)

// AppendSoon has a record written with the next write, or within soonWithin
// (0.1 s) if none comes, and does not wait for it: what came of a decision is told
// once the decision is on its way, and is not worth a write of its own. A process
// that is killed loses what came in that time. The record's detail is left out.
//
// On an error the record is not in the journal: ErrInvalid, ErrClosed, and a
// *WriteError where so many wait already that this one is written at once. What
// cannot be written later is counted ([Stats.Unkept]).
func (j *Journal) AppendSoon(at time.Time, e Entry) error {
	j.mu.Lock()
	if j.closed {
		j.mu.Unlock()
		return ErrClosed
	}
	if len(j.soon.lines) >= maxSoonBytes {
		j.mu.Unlock()
		_, err := j.Append(at, e)
		return err
	}
	defer j.mu.Unlock()
	lines, err := appendLine(j.soon.lines, at, e, true)
	if err != nil {
		return err
	}
	j.soon.lines = lines
	j.soon.records++
	j.soon.at = at
	if j.soonTimer == nil {
		j.soonTimer = time.AfterFunc(soonWithin, j.writeSoon)
	}
	return nil
}

// writeSoon writes what waits to be written with something else, and found nothing.
func (j *Journal) writeSoon() {
	j.mu.Lock()
	j.soonTimer = nil
	waits := j.soon.records > 0
	j.mu.Unlock()
	if !waits {
		return
	}
	j.takeTurn()
	j.mu.Lock()
	if j.closed || j.soon.records == 0 {
		j.passTurn()
		j.mu.Unlock()
		return
	}
	t := text{at: j.soon.at}
	j.mu.Unlock()
	_, _ = j.write(t) // counted there
}

// takeSoon puts the lines that wait before those of a text, and returns how much
// was put there. Who calls it has the right to write.
func (j *Journal) takeSoon(t *text) (bytes, records int) {
	j.mu.Lock()
	bytes, records = len(j.soon.lines), j.soon.records
	if records == 0 {
		j.mu.Unlock()
		return 0, 0
	}
	j.together = append(j.together[:0], j.soon.lines...)
	j.soon.lines, j.soon.records = j.soon.lines[:0], 0
	j.mu.Unlock()
	j.together = append(j.together, t.lines...)
	t.lines = j.together
	t.records += records
	if cap(j.together) > keptBufferBytes {
		j.together = nil
	}
	return bytes, records
}

// putBack lets lines wait again, before those that came since. j.mu is held.
func (j *Journal) putBack(lines []byte, records int) {
	j.soon.lines = slices.Insert(j.soon.lines, 0, lines...)
	j.soon.records += records
}
