package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestPositionsAreReadAsWritten(t *testing.T) {
	for _, p := range []Position{{1, 0}, {42, 12345}, {123456789, 1 << 40}} {
		if got, ok := ParsePosition(p.String()); !ok || got != p {
			t.Errorf("%v: %v, %v", p, got, ok)
		}
	}
	for _, s := range []string{"", ":", "1:0", "00000000:1", "00000001:-1", "00000001:01", "00000001:1 ", "x:1", "00000001"} {
		if p, ok := ParsePosition(s); ok {
			t.Errorf("%q is %v", s, p)
		}
	}
}

// TestTail reads on from where a journal ended at each of its records, over several
// segments, and as far back as it may.
func TestTail(t *testing.T) {
	dir := t.TempDir()
	j, err := Open(dir, Options{SegmentBytes: 300}) // four lines
	if err != nil {
		t.Fatal(err)
	}
	ends := []Position{j.End()}
	var codes []string
	for n := range 20 {
		if _, err := j.Append(start, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"n":%02d}`, n)}); err != nil {
			t.Fatal(err)
		}
		codes, ends = append(codes, code(n)), append(ends, j.End())
	}
	tail := func(from Position, most int64) (got []string, at Tail) {
		t.Helper()
		at, err := ScanTail(dir, from, most, func(f Found) error {
			if again, err := Read(dir, f.Position); err != nil || again.Code != f.Code {
				t.Errorf("%s is not at %v: %v", f.Code, f.Position, err)
			}
			got = append(got, f.Code)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return got, at
	}
	for n, end := range ends {
		if got, at := tail(end, 1<<30); !slices.Equal(got, codes[n:]) || at.Cut || at.Damaged.Count != 0 {
			t.Errorf("from %v: %q, %+v", end, got, at)
		}
	}
	if got, at := tail(Position{}, 1<<30); !slices.Equal(got, codes) || at.Cut {
		t.Errorf("%q, %+v", got, at)
	}
	// Two segments and a part of a third.
	got, at := tail(ends[0], 800)
	if !at.Cut || at.Bytes > 800 || len(got) == 0 || !slices.Equal(got, codes[len(codes)-len(got):]) {
		t.Errorf("%d, %+v", len(got), at)
	}
	// However little may be read, the newest segment is.
	if got, at := tail(Position{}, 1); len(got) == 0 || at.Cut || at.From.Segment != ends[20].Segment {
		t.Errorf("%q, %+v", got, at)
	}
	// One that was moved away, and one that never was.
	if err := os.Remove(filepath.Join(dir, segmentName(1, dayOf(start)))); err != nil {
		t.Fatal(err)
	}
	if got, at := tail(ends[1], 1<<30); !at.Cut || len(got) == 0 || got[len(got)-1] != codes[19] {
		t.Errorf("%q, %+v", got, at)
	}
	if got, at := tail(Position{999, 5}, 1<<30); !at.Cut || len(got) != 0 {
		t.Errorf("%q, %+v", got, at)
	}
	// Behind the end, as after a power loss, there is nothing.
	last := ends[20]
	last.Offset += 1000
	if got, at := tail(last, 1<<30); at.Cut || len(got) != 0 || at.Bytes != 0 {
		t.Errorf("%q, %+v", got, at)
	}
	// In the middle of a line that line is damaged, and the others are whole.
	middle := ends[19]
	middle.Offset -= 5
	if got, at := tail(middle, 1<<30); at.Damaged.Count != 1 || !slices.Equal(got, codes[19:]) {
		t.Errorf("%q, %+v", got, at)
	}
	closeJournal(t, j)
	j, err = Open(dir, Options{SegmentBytes: 300})
	if err != nil {
		t.Fatal(err)
	}
	if j.End() != ends[20] {
		t.Errorf("opened again it ends at %v, not %v", j.End(), ends[20])
	}
	closeJournal(t, j)
}

func TestTailOfNothing(t *testing.T) {
	at, err := ScanTail(t.TempDir(), Position{}, 1, func(Found) error { t.Error("there is something"); return nil })
	if err != nil || at.Cut || at.Bytes != 0 {
		t.Errorf("%+v, %v", at, err)
	}
	if _, err := ScanTail(filepath.Join(t.TempDir(), "none"), Position{}, 1, nil); err == nil {
		t.Error("a folder that is not there was read")
	}
}
