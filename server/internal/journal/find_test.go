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
		if err := j.Append(c, at, fmt.Appendf(nil, `{"n":%d}`, n)); err != nil {
			t.Fatal(err)
		}
	}
	closeJournal(t, j)
	got, err := Find(dir, code(7))
	want := Found{Record: []byte(`{"n":3}`), At: start.AddDate(0, 0, 1), File: filepath.Join(dir, "00000002-2025-07-09.jsonl"), Line: 2}
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
		if err := j.Append(code(n), start, fmt.Appendf(nil, `{"code":"%s"}`, code(9))); err != nil {
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

// BenchmarkFind reads a whole segment, as a search does that finds nothing.
func BenchmarkFind(b *testing.B) {
	dir := b.TempDir()
	j := open(b, dir)
	record := fmt.Appendf(nil, `{"decision":"allow","why":"%s"}`, strings.Repeat("x", 400))
	bytes := int64(0)
	for n := 0; bytes < defaultSegmentBytes; {
		var batch []Entry
		for range 1000 {
			batch = append(batch, Entry{code(n), record})
			n++
		}
		if err := j.AppendBatch(start, batch); err != nil {
			b.Fatal(err)
		}
		bytes = j.current.size
	}
	closeJournal(b, j)
	b.SetBytes(bytes)
	for b.Loop() {
		if _, err := Find(dir, "ZZZZZZZZZZZ"); !errors.Is(err, ErrNotFound) {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	record := fmt.Appendf(nil, `{"decision":"allow","why":"%s"}`, strings.Repeat("x", 400))
	for _, size := range []int{1, 1000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			j := open(b, b.TempDir())
			defer closeJournal(b, j)
			batch := make([]Entry, size)
			for i := range batch {
				batch[i] = Entry{code(i), record}
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := j.AppendBatch(start, batch); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/record")
		})
	}
}
