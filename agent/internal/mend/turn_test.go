package mend

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// opened is the log in a folder as one process has it.
func opened(t *testing.T, folder string) *Log {
	t.Helper()
	log, err := OpenLog(folder, Machinewide)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func prepared(t *testing.T, id string, machine Machine) *Prepared {
	t.Helper()
	h, _ := held()
	m, _ := Find(id)
	p, err := Prepare(m, h, machine)
	if err != nil || len(p.Steps) == 0 {
		t.Fatalf("%s: %v, %+v", id, err, p)
	}
	return p
}

// undoAll puts back all that is in the log of a folder.
func undoAll(t *testing.T, folder string, machine Machine) {
	t.Helper()
	for {
		undone, err := Undo(machine, opened(t, folder), "", noon)
		if err != nil {
			t.Fatal(err)
		}
		if len(undone) == 0 {
			return
		}
	}
}

// TestMendsAfterEachOther of two processes that read the log before either wrote into it
// are two runs, and both are put back.
func TestMendsAfterEachOther(t *testing.T) {
	_, machine := held()
	before := fmt.Sprint(machine.states, machine.keys)
	folder := t.TempDir()
	one, two := opened(t, folder), opened(t, folder)
	first, second := prepared(t, "zones.intranet", machine), prepared(t, "tls.client", machine)
	if err := first.Apply(machine, one, noon); err != nil {
		t.Fatal(err)
	}
	if err := second.Apply(machine, two, noon); err != nil {
		t.Fatal(err)
	}
	undoAll(t, folder, machine)
	if after := fmt.Sprint(machine.states, machine.keys); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

// TestAMendThatWasMadeMeanwhile is not made again: what was shown is not how it is, and
// what it was before is not lost.
func TestAMendThatWasMadeMeanwhile(t *testing.T) {
	_, machine := held()
	before := fmt.Sprint(machine.states, machine.keys)
	folder := t.TempDir()
	first, second := prepared(t, "tls.client", machine), prepared(t, "tls.client", machine)
	two := opened(t, folder)
	if err := first.Apply(machine, opened(t, folder), noon); err != nil {
		t.Fatal(err)
	}
	mended := fmt.Sprint(machine.states, machine.keys)
	err := second.Apply(machine, two, noon)
	if !errors.Is(err, ErrUntouched) || !strings.Contains(err.Error(), "is other than it was shown") || fmt.Sprint(machine.states, machine.keys) != mended {
		t.Errorf("%v", err)
	}
	undoAll(t, folder, machine)
	if after := fmt.Sprint(machine.states, machine.keys); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

// within is a machine on which something else happens in the middle of a change.
type within struct {
	*fake
	once sync.Once
	do   func()
}

func (w *within) Set(c Change, to State) ([]string, error) {
	w.once.Do(w.do)
	return w.fake.Set(c, to)
}

// TestOneMendsAtATime: another that comes in the middle, to mend or to put back, changes
// nothing, and says why.
func TestOneMendsAtATime(t *testing.T) {
	_, machine := held()
	folder := t.TempDir()
	if err := prepared(t, "zones.logon", machine).Apply(machine, opened(t, folder), noon); err != nil {
		t.Fatal(err)
	}
	other := prepared(t, "zones.intranet", machine)
	w := &within{fake: machine, do: func() {
		mended := fmt.Sprint(machine.states)
		err := other.Apply(machine, opened(t, folder), noon)
		_, undoErr := Undo(machine, opened(t, folder), "", noon)
		for _, err := range []error{err, undoErr} {
			if !errors.Is(err, ErrUntouched) || !strings.Contains(err.Error(), "another lanyard-agent") {
				t.Errorf("in the middle: %v", err)
			}
		}
		if fmt.Sprint(machine.states) != mended {
			t.Error("in the middle something was changed")
		}
	}}
	if err := prepared(t, "tls.client", machine).Apply(w, opened(t, folder), noon); err != nil {
		t.Fatal(err)
	}
	if err := other.Apply(machine, opened(t, folder), noon); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	log := opened(t, folder)
	runs := map[int]string{}
	for _, e := range log.open() {
		if was := runs[e.Run]; was != "" && was != e.Mend {
			t.Errorf("run %d is of %s and %s", e.Run, was, e.Mend)
		}
		runs[e.Run] = e.Mend
	}
	if len(runs) != 3 {
		t.Errorf("the log has the runs %v", runs)
	}
}

// TestAFolderThatCannotBeWritten changes nothing.
func TestAFolderThatCannotBeWritten(t *testing.T) {
	_, machine := held()
	before := fmt.Sprint(machine.states, machine.keys)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	log := &Log{path: filepath.Join(file, "mends.jsonl"), whose: Machinewide}
	if err := prepared(t, "tls.client", machine).Apply(machine, log, noon); !errors.Is(err, ErrUntouched) {
		t.Errorf("%v", err)
	}
	if after := fmt.Sprint(machine.states, machine.keys); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}
