package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheNewestOfSeveralIsFound(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	for n, at := range []time.Time{start, start, start.AddDate(0, 0, 1), start.AddDate(0, 0, 1), start.AddDate(0, 0, 2)} {
		c := code(7)
		if n == 4 {
			c = code(8)
		}
		if _, err := j.Append(at, Entry{Code: c, Record: fmt.Appendf(nil, `{"n":%d}`, n)}); err != nil {
			t.Fatal(err)
		}
	}
	closeJournal(t, j)
	got, err := Find(dir, code(7))
	want := Found{Code: code(7), Record: []byte(`{"n":3}`), At: start.AddDate(0, 0, 1), Position: Position{2, 92}, File: filepath.Join(dir, "00000002-2025-07-09.jsonl"), Line: 2}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

func TestNotFound(t *testing.T) {
	dir := t.TempDir()
	_, err := Find(dir, code(1))
	if want := code(1) + " is not in the journal " + dir + " (segments read: 0); check the code and the folder"; !errors.Is(err, ErrNotFound) || err.Error() != want {
		t.Errorf("in an empty folder: %v\nwant %s", err, want)
	}
	if _, err := Find(dir, "../../../../"); !errors.Is(err, ErrInvalid) {
		t.Errorf("a text that is no code: %v", err)
	}

	j := open(t, dir)
	for n := range 3 {
		// A record may well contain another's code.
		if _, err := j.Append(start, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"code":"%s"}`, code(9))}); err != nil {
			t.Fatal(err)
		}
	}
	closeJournal(t, j)
	path := filepath.Join(dir, "00000001-2025-07-08.jsonl")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// A bit falls over in the second line, and the third is torn.
	text[bytes.IndexByte(text, '\n')+20] ^= 1
	if err := os.WriteFile(path, text[:len(text)-5], 0o600); err != nil {
		t.Fatal(err)
	}
	damaged := Damages{2, []Damage{{path, 2, problemDamaged}, {path, 3, problemTorn}}}

	got, err := Find(dir, code(0))
	if diff := cmp.Diff(damaged, got.Damaged); diff != "" || err != nil {
		t.Errorf("beside what was found: %v (-want +got)\n%s", err, diff)
	}
	for _, n := range []int{1, 2, 9} {
		_, err := Find(dir, code(n))
		var notFound *NotFoundError
		if !errors.Is(err, ErrNotFound) || !errors.As(err, &notFound) {
			t.Errorf("%s: %v", code(n), err)
			continue
		}
		if diff := cmp.Diff(&NotFoundError{code(n), dir, 1, damaged}, notFound); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		want := "; damaged lines, of which one may have been it: 2; " + path + ":2: damaged: the line is not as it was written; " + path + ":3: torn: the line has no end"
		if !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%v\nwant at its end %s", err, want)
		}
	}
}

func TestManyDamagedLinesAreCounted(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "00000001-2025-07-08.jsonl"), bytes.Repeat([]byte("x\n"), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	var notFound *NotFoundError
	if _, err := Find(dir, code(0)); !errors.As(err, &notFound) || notFound.Damaged.Count != 1000 || len(notFound.Damaged.First) != namedDamages {
		t.Errorf("%v", err)
	}
}

// What came of a decision is found with it, wherever it stands, and is never taken
// for it.
func TestADecisionAndWhatCameOfIt(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	write := func(n int, c string, kind Kind, days int) {
		t.Helper()
		if _, err := j.Append(start.AddDate(0, 0, days), Entry{Code: c, Kind: kind, Record: fmt.Appendf(nil, `{"n":%d}`, n)}); err != nil {
			t.Fatal(err)
		}
	}
	write(0, code(7), Decision, 0) // an older one that chance gave the same code
	write(1, code(7), Sequel, 0)
	write(2, code(7), Decision, 1)
	write(3, code(8), Decision, 1)
	write(4, code(7), Sequel, 1)
	write(5, code(8), Sequel, 2)
	write(6, code(7), Sequel, 2)
	write(7, code(9), Sequel, 3) // of which the decision was moved away
	closeJournal(t, j)

	records := func(code string) (out []string) {
		all, err := FindAll(dir, code)
		if err != nil {
			t.Error(err)
		}
		for _, f := range all {
			out = append(out, fmt.Sprintf("%v %s %v:%d", f.Kind, f.Record, f.Position, f.Line))
		}
		return out
	}
	if diff := cmp.Diff([]string{`decision {"n":2} 00000002:0:1`, `sequel {"n":4} 00000002:184:3`, `sequel {"n":6} 00000003:92:2`}, records(code(7))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{`sequel {"n":7} 00000004:0:1`}, records(code(9))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got, err := Find(dir, code(7)); err != nil || string(got.Record) != `{"n":2}` {
		t.Errorf("Find: %s, %v", got.Record, err)
	}
	if _, err := Find(dir, code(9)); !errors.Is(err, ErrNotFound) {
		t.Errorf("Find of a sequel alone: %v", err)
	}
	if _, err := FindAll(dir, code(1)); !errors.Is(err, ErrNotFound) {
		t.Errorf("FindAll of a code that nobody has: %v", err)
	}
	if _, err := FindAll(dir, "x"); !errors.Is(err, ErrInvalid) {
		t.Errorf("FindAll of what is no code: %v", err)
	}
	// A damaged line on the way is told with each.
	path := filepath.Join(dir, "00000003-2025-07-10.jsonl")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text[50] ^= 1
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := FindAll(dir, code(8))
	if want := (Damages{1, []Damage{{path, 1, problemDamaged}}}); err != nil || len(all) != 1 || !cmp.Equal(all[0].Damaged, want) {
		t.Errorf("%+v, %v; want it with %+v", all, err, want)
	}
}
