package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// retention is how long and how much is kept.
type retention struct {
	keep  time.Duration
	bytes int64
	told  func(Removal)
}

// A Removal is an old segment that was deleted, or could not be.
type Removal struct {
	File  string
	Bytes int64
	Why   string // such as "its records are older than 2160h0m0s"
	Err   error  // nil: it is gone. Else it is tried again after the next rotation.
}

// String says what became of the segment.
func (r Removal) String() string {
	if r.Err != nil {
		return fmt.Sprintf("%s could not be deleted: %v (%s)", r.File, r.Err, r.Why)
	}
	return fmt.Sprintf("%s deleted, %d bytes: %s", r.File, r.Bytes, r.Why)
}

// aged is a segment as its age is judged.
type aged struct {
	name   string
	number int
	day    day
	bytes  int64
}

// removeOld deletes the segments that are no longer kept, and forgets those that
// others moved away. The newest always stays.
func (j *Journal) removeOld() {
	names, err := segmentNames(j.dir)
	if err != nil {
		j.tell(Removal{File: j.dir, Why: "looking for old segments", Err: cause(err)})
		return
	}
	there := map[string]bool{}
	for _, name := range names {
		there[name] = true
	}
	j.mu.Lock()
	j.segments = slices.DeleteFunc(j.segments, func(s aged) bool { return !there[s.name] && s.number < j.number })
	all := slices.Clone(j.segments)
	j.mu.Unlock()

	gone := 0
	for _, r := range j.retention.old(all) {
		r.File = filepath.Join(j.dir, r.File)
		if err := os.Remove(r.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
			r.Err = cause(err)
		}
		j.tell(r)
		if r.Err != nil {
			break // what is newer stays as long as what is older does
		}
		gone++
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.segments = slices.Delete(j.segments, 0, gone)
}

func (j *Journal) tell(r Removal) {
	if j.retention.told != nil {
		j.retention.told(r)
	}
}

// old returns which of the segments, in the order of writing, are no longer kept:
// always the first few of them, and never the last.
func (r retention) old(all []aged) []Removal {
	var total int64
	for _, s := range all {
		total += s.bytes
	}
	passed := daysPassed(all)
	var out []Removal
	for i := 0; i < len(all)-1 && len(out) < mostRemoved; i++ {
		s := all[i]
		// The last record of a segment is of the end of its day at the latest.
		age := time.Duration(passed[i]-1) * dayLength
		removal := Removal{File: s.name, Bytes: s.bytes}
		switch {
		case r.keep > 0 && age >= r.keep:
			removal.Why = fmt.Sprintf("its records are older than %v", r.keep)
		case r.bytes > 0 && total > r.bytes:
			removal.Why = fmt.Sprintf("the segments have more than %d bytes", r.bytes)
		default:
			return out
		}
		total -= s.bytes
		out = append(out, removal)
	}
	return out
}

// daysPassed returns for each segment how many days passed from its day to that
// of the newest, by the names of all between them. A difference of more than a
// month from one segment to the next is no time that passed, but a clock that
// stepped; a smaller one that goes back takes back what a step before it had
// added. So a clock that stood in 2099 for an hour makes nothing old, and neither
// does one that stood in 1970.
func daysPassed(all []aged) []int {
	passed := make([]int, len(all))
	for i := len(all) - 2; i >= 0; i-- {
		step := int(all[i+1].day - all[i].day)
		if step > plausibleDays || step < -plausibleDays {
			step = 0
		}
		passed[i] = passed[i+1] + step
	}
	return passed
}

// agedSegments lists the segments in the order of writing.
func agedSegments(dir string) ([]aged, error) {
	names, err := segmentNames(dir)
	if err != nil {
		return nil, err
	}
	out := make([]aged, 0, len(names))
	for _, name := range names {
		info, err := os.Lstat(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // moved away since the folder was listed
		}
		if err != nil {
			return nil, err
		}
		s := aged{name: name, bytes: info.Size()}
		s.number, s.day, _ = parseSegmentName(name)
		out = append(out, s)
	}
	return out, nil
}
