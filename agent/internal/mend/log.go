package mend

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// maxLog is how long a log is read, in bytes: some ten thousand steps.
const maxLog = 4 << 20

// Entry is one step in the log: about to be made, or undone.
type Entry struct {
	Run  int       `json:"run"` // the mends of one call, from 1
	Mend string    `json:"mend"`
	At   time.Time `json:"at"`
	Step int       `json:"step"`
	Change
	Was    State `json:"was"`
	Undone bool  `json:"undone,omitempty"`
}

// Log is what was mended on this machine, in a file.
type Log struct {
	path    string
	whose   Root
	entries []Entry
}

// OpenLog reads the log in a folder, which need not be there yet. whose says who can write
// to it: what the log of a person says of anything but the person's own settings is an
// error, because any program that they run can write there, and an administrator who undoes
// would make it so. A last line that a
// loss of power cut is passed over; any other that cannot be read is an error, because
// what it says could not be undone.
func OpenLog(folder string, whose Root) (*Log, error) {
	l := &Log{path: filepath.Join(folder, "mends.jsonl"), whose: whose}
	if err := l.read(); err != nil {
		return nil, err
	}
	return l, nil
}

// read reads the entries anew.
func (l *Log) read() error {
	l.entries = nil
	f, err := os.Open(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxLog+1))
	if err != nil {
		return err
	}
	entries, err := readLog(src)
	if err != nil {
		return fmt.Errorf("%s: %w", l.path, err)
	}
	for i, e := range entries {
		if l.whose == Person && !e.personal() || !e.madeAbove() {
			return fmt.Errorf("%s: entry %d changes %s, which no mend that is logged here does; somebody else wrote it: move the file away, and nothing of it is undone", l.path, i+1, e.about())
		}
	}
	l.entries = entries
	return nil
}

// personal tells whether an entry is of a person's own settings that a mend changes.
func (e Entry) personal() bool {
	m, known := Find(e.Mend)
	return known && !m.Rights && e.Value != nil && e.Value.Root == Person && e.Value.View == "" && strings.HasPrefix(e.Value.Key, internetSettings)
}

// madeAbove tells whether the keys that were made for a value are its own and those above
// it, so that no other is taken away.
func (e Entry) madeAbove() bool {
	for _, key := range e.Was.Made {
		if e.Value == nil || key == "" || e.Value.Key != key && !strings.HasPrefix(e.Value.Key, key+`\`) {
			return false
		}
	}
	return true
}

// Path is where the log is.
func (l *Log) Path() string { return l.path }

func readLog(src []byte) ([]Entry, error) {
	if len(src) > maxLog {
		return nil, fmt.Errorf("longer than %d bytes, which no log of mends is; move it away, and keep it", maxLog)
	}
	var out []Entry
	lines := bufio.NewScanner(bytes.NewReader(src))
	lines.Buffer(nil, maxLog)
	for n := 1; lines.Scan(); n++ {
		var e Entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Run < 1 || (e.Value == nil) == (e.Service == "") {
			if !bytes.HasSuffix(src, []byte("\n")) && n == bytes.Count(src, []byte("\n"))+1 {
				return out, nil
			}
			return nil, fmt.Errorf("line %d is no step of a mend, so what it changed cannot be undone by this program", n)
		}
		out = append(out, e)
	}
	return out, lines.Err()
}

// next is the number of the next run.
func (l *Log) next() int {
	run := 0
	for _, e := range l.entries {
		run = max(run, e.Run)
	}
	return run + 1
}

// open are the steps that were not undone, each as it was written last, in the order
// in which they were made.
func (l *Log) open() []Entry {
	type key struct{ run, step int }
	last := map[key]Entry{}
	var order []key
	for _, e := range l.entries {
		k := key{e.Run, e.Step}
		if _, known := last[k]; !known {
			order = append(order, k)
		}
		last[k] = e
	}
	var out []Entry
	for _, k := range order {
		if !last[k].Undone {
			out = append(out, last[k])
		}
	}
	return out
}

// last is the last run that was not undone, of the mend with that id or of any where
// id is "", and when it was made; 0 = there is none.
func (l *Log) last(id string) (run int, at time.Time) {
	for _, e := range l.open() {
		if (id == "" || e.Mend == id) && e.Run > run {
			run, at = e.Run, e.At
		}
	}
	return run, at
}

// append writes an entry and brings it to the disk.
func (l *Log) append(e Entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err = endLine(f); err == nil {
		_, err = f.Write(append(line, '\n'))
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	l.entries = append(l.entries, e)
	return nil
}

// endLine sees to it that a last line that a loss of power cut does not run into the
// next: it is taken away, or ended if only its end is missing.
func endLine(f *os.File) error {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return err
	}
	src := make([]byte, info.Size())
	if _, err := f.ReadAt(src, 0); err != nil {
		return err
	}
	whole := bytes.LastIndexByte(src, '\n') + 1
	switch {
	case whole == len(src):
		return nil
	case json.Valid(src[whole:]):
		_, err = f.Write([]byte("\n"))
		return err
	}
	return f.Truncate(int64(whole))
}
