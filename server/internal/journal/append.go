package journal

import (
	"errors"
	"time"
)

// Append writes one record before it returns, and returns where it stands. at is
// when, by the caller's clock; its UTC day decides about a new segment. Records
// of goroutines that come together go in one write; a record never waits for
// others to come.
//
// On an error the record is not in the journal: ErrInvalid for an entry that
// cannot be written, a *WriteError for a disk that is full or cannot be written,
// ErrClosed.
func (j *Journal) Append(at time.Time, e Entry) (Position, error) {
	return j.append(at, []Entry{e})
}

// AppendBatch writes several records, in one write, before it returns: all, or
// on an error none. (A disk that refuses to cut off what it has half written may
// keep the first of them. They were not answered for, and do no harm.) Who
// judges many sign-ins at once appends their records and then gives their
// answers, and pays for one write instead of many.
func (j *Journal) AppendBatch(at time.Time, entries []Entry) error {
	_, err := j.append(at, entries)
	return err
}

// append makes lines of entries and has them written. Where there turns out to be
// no room for details it makes them again without.
func (j *Journal) append(at time.Time, entries []Entry) (Position, error) {
	buffer := j.buffers.Get().(*[]byte)
	defer j.keepBuffer(buffer)
	brief := j.room.short()
	for {
		lines := (*buffer)[:0]
		details := 0
		for _, e := range entries {
			var err error
			if lines, err = appendLine(lines, at, e, brief); err != nil {
				return Position{}, err
			}
			if len(e.Detail) > 0 {
				details++
			}
		}
		*buffer = lines
		t := text{at: at, lines: lines, records: len(entries), dropped: details}
		if !brief {
			t.details, t.dropped = details, 0
		}
		position, err := j.commit(t)
		if errors.Is(err, errNoRoom) && !brief {
			brief = true
			continue
		}
		return position, err
	}
}

// keepBuffer keeps a buffer for a later append, unless a large batch swelled it.
func (j *Journal) keepBuffer(buffer *[]byte) {
	if cap(*buffer) <= keptBufferBytes {
		j.buffers.Put(buffer)
	}
}
