package journal

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Recovery is what [Open] found of the writer before.
type Recovery struct {
	// Unclean says that it did not come to its end: it was killed, or the machine
	// lost its power, or the disk refused to confirm records.
	Unclean bool
	// PowerLost says that the machine was started anew since, or that the system
	// does not tell whether it was. Only then can records be missing: what was
	// written is there as long as the machine runs, whatever becomes of programs.
	PowerLost bool
	// Missing is how many records there can be at most that were answered for and
	// are not there, all of them from the last second before the power was lost. 0 =
	// none; MissingUnknown = the writer before left no word.
	Missing int
	// Torn is the unfinished last line, whose record was never answered for;
	// nil if there is none. It stays where it is, and every search counts it.
	Torn *Damage
	// Short is a segment that ends before what the disk had confirmed of it; nil if
	// there is none. The disk, or somebody, has lost more than a second.
	Short *Damage
}

// MissingUnknown is the Missing of a Recovery that cannot tell.
const MissingUnknown = -1

// String says in words what may be missing.
func (r Recovery) String() string {
	switch {
	case !r.Unclean:
		return "the writer before came to its end"
	case !r.PowerLost:
		return "the writer before was cut short; the machine ran on, so nothing is missing that was answered for"
	case r.Missing == 0:
		return "the writer before was cut short with the machine; nothing is missing that was answered for"
	case r.Missing == MissingUnknown:
		return "the writer before was cut short, perhaps with the machine; how many records of its last second are missing is not known"
	}
	return fmt.Sprintf("the writer before was cut short with the machine; at most %d records of its last second are missing", r.Missing)
}

// recover finds out what the writer before may have lost, and brings to the disk
// what it left to the operating system, which may take half a minute over it.
func (j *Journal) recover(left []byte) error {
	if len(left) == 0 {
		return nil
	}
	j.recovery.Unclean = true
	n, ok := parseNote(left)
	j.recovery.PowerLost = !ok || n.Boot == "" || n.Boot != j.boot
	if j.recovery.PowerLost {
		j.recovery.Missing = MissingUnknown
	}
	if j.recovery.PowerLost && ok {
		there, short, err := readBehind(j.dir, j.segments, n)
		if err != nil {
			return err
		}
		j.recovery.Short = short
		if short == nil {
			j.recovery.Missing = max(0, n.Announced-n.Records-there)
		}
	}
	return syncSegments(j.dir, j.segments, n.Segment)
}

// readBehind counts the whole records behind what a note says the disk had
// confirmed. Where a segment ends before that, it returns the damage instead.
func readBehind(dir string, segments []aged, n note) (records int, short *Damage, err error) {
	reader := bufio.NewReaderSize(nil, maxLineBytes)
	for _, s := range segments {
		if s.number < n.Segment {
			continue
		}
		path := filepath.Join(dir, s.name)
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, nil, err
		}
		if s.number == n.Segment {
			end, err := f.Seek(0, io.SeekEnd)
			if err == nil {
				end, err = dataEnd(f, end)
			}
			if err == nil && end < n.Offset {
				problem := fmt.Sprintf("short: the disk had confirmed %d bytes, and there are %d", n.Offset, end)
				return 0, &Damage{File: path, Problem: problem}, f.Close()
			}
			if err == nil {
				_, err = f.Seek(n.Offset, io.SeekStart)
			}
			if err != nil {
				return 0, nil, errors.Join(err, f.Close())
			}
		}
		reader.Reset(f)
		err = readLines(reader, func(place, line) error { records++; return nil }, func(place, string) {})
		if err := errors.Join(err, f.Close()); err != nil {
			return 0, nil, err
		}
	}
	return records, nil, nil
}

// syncSegments brings the segments from a number on to the disk, without the zeros
// that were written ahead. Those that were
// put away against writing are old enough to be there.
func syncSegments(dir string, segments []aged, from int) error {
	for _, s := range segments {
		if s.number < from {
			continue
		}
		f, err := os.OpenFile(filepath.Join(dir, s.name), os.O_RDWR, 0)
		if errors.Is(err, fs.ErrPermission) {
			continue
		}
		if err == nil {
			_, err = cutZeros(f)
			err = errors.Join(err, f.Sync(), f.Close())
		}
		if err != nil {
			return err
		}
	}
	return nil
}
