package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// scanned returns the codes of a scan.
func scanned(t testing.TB, dir string, from, until time.Time) ([]string, Damages) {
	t.Helper()
	var codes []string
	damaged, err := Scan(dir, from, until, func(f Found) error {
		codes = append(codes, f.Code)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return codes, damaged
}

func TestScanTellsWhereAndWhen(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	defer closeJournal(t, j)
	var want []Found
	for n, at := range []time.Time{start, start.Add(time.Millisecond), start.AddDate(0, 0, 1)} {
		kind := Kind(n % 2)
		p, err := j.Append(at, Entry{Code: code(n), Kind: kind, Record: fmt.Appendf(nil, `{"n":%d}`, n)})
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, segmentName(p.Segment, dayOf(at)))
		want = append(want, Found{Code: code(n), Kind: kind, Record: fmt.Appendf(nil, `{"n":%d}`, n), At: at, Position: p, File: file, Line: 1 + n%2})
	}
	var got []Found
	damaged, err := Scan(dir, time.Time{}, time.Time{}, func(f Found) error {
		f.Record = slices.Clone(f.Record)
		got = append(got, f)
		return nil
	})
	if diff := cmp.Diff(want, got); diff != "" || err != nil || damaged.Count > 0 {
		t.Errorf("%v, %+v (-want +got)\n%s", err, damaged, diff)
	}
}

// Segments of other days are not even opened: what is wrong with them is no
// damage of the span.
func TestScanOpensOnlyTheDaysOfItsSpan(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	for n := range 5 {
		appendRecord(t, j, n, start.AddDate(0, 0, n))
	}
	closeJournal(t, j)
	for _, name := range []string{"00000001-2025-07-08.jsonl", "00000002-2025-07-09.jsonl", "00000005-2025-07-12.jsonl"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("rubbish\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	midnight := time.Date(2025, 7, 10, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		from, until time.Time
		want        []string
		damaged     int
	}{
		{midnight, midnight.Add(47 * time.Hour), []string{code(2), code(3)}, 0},
		{midnight, midnight.Add(24 * time.Hour), []string{code(2)}, 0},
		{midnight.In(time.FixedZone("BST", 3600)), midnight.Add(24 * time.Hour), []string{code(2)}, 0},
		{midnight.Add(-1), midnight.Add(47 * time.Hour), []string{code(2), code(3)}, 1},
		// Within an hour before midnight a record may stand in the next day's segment.
		{midnight, midnight.Add(47*time.Hour + 1), []string{code(2), code(3)}, 1},
		{midnight, time.Time{}, []string{code(2), code(3)}, 1},
		{time.Time{}, midnight, nil, 2},
		{time.Time{}, time.Time{}, []string{code(2), code(3)}, 3},
		{midnight, midnight, nil, 0},
		{midnight.AddDate(1, 0, 0), time.Time{}, nil, 0},
		{time.Time{}, midnight.AddDate(-1, 0, 0), nil, 0},
	} {
		codes, damaged := scanned(t, dir, tt.from, tt.until)
		if diff := cmp.Diff(tt.want, codes); diff != "" || damaged.Count != tt.damaged {
			t.Errorf("from %v until %v: damaged %+v, want %d (-want +got)\n%s", tt.from, tt.until, damaged, tt.damaged, diff)
		}
	}
}

// A scan gives the same as reading everything and leaving out what is not of the
// span, whatever the clock did meanwhile.
func TestScanIsAFilter(t *testing.T) {
	parent, round := memory(t), 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		dir := filepath.Join(parent, strconv.Itoa(round))
		j, err := Open(dir, Options{SegmentBytes: 400})
		if err != nil {
			t.Fatal(err)
		}
		instant := rapid.Custom(func(t *rapid.T) time.Time {
			at := start.Add(time.Duration(rapid.IntRange(-60, 60).Draw(t, "hours")) * time.Hour)
			return at.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "half milliseconds")) * time.Millisecond / 2)
		})
		times := rapid.SliceOfN(instant, 0, 12).Draw(t, "times")
		for n, at := range times {
			if _, err := j.Append(at, Entry{Code: code(n), Record: []byte(`{}`)}); err != nil {
				t.Fatal(err)
			}
		}
		from, until := instant.Draw(t, "from"), instant.Draw(t, "until")
		if rapid.Bool().Draw(t, "without beginning") {
			from = time.Time{}
		}
		if rapid.Bool().Draw(t, "without end") {
			until = time.Time{}
		}
		var want, got []string
		for n, at := range times {
			at = at.Truncate(time.Millisecond) // as it is written
			if !at.Before(from) && (until.IsZero() || at.Before(until)) {
				want = append(want, code(n))
			}
		}
		if _, err := Scan(dir, from, until, func(f Found) error {
			got = append(got, f.Code)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("from %v until %v of %v (-want +got)\n%s", from, until, times, diff)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestScanOfWhatIsDamaged(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	for n := range 6 {
		appendRecord(t, j, n, start.AddDate(0, 0, n/3))
	}
	closeJournal(t, j)
	first, second := filepath.Join(dir, "00000001-2025-07-08.jsonl"), filepath.Join(dir, "00000002-2025-07-09.jsonl")
	for _, path := range []string{first, second} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text[150] ^= 1
		if err := os.WriteFile(path, text[:len(text)-1], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	codes, damaged := scanned(t, dir, time.Time{}, time.Time{})
	// The end of the newest may be a line that is just being written.
	want := Damages{3, []Damage{{first, 2, problemDamaged}, {first, 3, problemTorn}, {second, 2, problemDamaged}}}
	if diff := cmp.Diff(want, damaged); diff != "" || !slices.Equal(codes, []string{code(0), code(3)}) {
		t.Errorf("%v (-want +got)\n%s", codes, diff)
	}
}

// While it is scanned, a journal is written on and loses its oldest segments.
func TestScanWhileOthersWork(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	defer closeJournal(t, j)
	for n := range 4 {
		appendRecord(t, j, n, start.AddDate(0, 0, n))
	}
	var codes []string
	if _, err := Scan(dir, time.Time{}, time.Time{}, func(f Found) error {
		codes = append(codes, f.Code)
		if len(codes) == 1 {
			appendRecord(t, j, 4, start.AddDate(0, 0, 3))
			appendRecord(t, j, 5, start.AddDate(0, 0, 4))
			return os.Remove(filepath.Join(dir, "00000003-2025-07-10.jsonl"))
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if !slices.Equal(codes, []string{code(0), code(1), code(3), code(4)}) {
		t.Errorf("%v", codes)
	}
}

func TestScanEndsWithAnError(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	appendRecord(t, j, 0, start)
	appendRecord(t, j, 1, start)
	closeJournal(t, j)
	enough, calls := errors.New("enough"), 0
	if _, err := Scan(dir, time.Time{}, time.Time{}, func(Found) error {
		calls++
		return enough
	}); err != enough || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
	if _, err := Scan(filepath.Join(dir, "none"), time.Time{}, time.Time{}, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("in a folder that is not there: %v", err)
	}
}

func TestTimesOfLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(-62167219200000, 253402300799999).Draw(t, "at")).UTC()
		b := at.AppendFormat(nil, timeLayout)
		if got, ok := parseTime(b); !ok || got != at {
			t.Fatalf("%s is read as %v, %t", b, got, ok)
		}
		if got, err := time.Parse(timeLayout, string(b)); err != nil || got != at {
			t.Fatal(err)
		}
		place := rapid.IntRange(0, len(b)-1).Draw(t, "place")
		b[place] = rapid.Byte().Draw(t, "byte")
		got, ok := parseTime(b)
		want, err := time.Parse(timeLayout, string(b))
		// Package time is laxer: it takes a comma, and signs within the fraction.
		written := err == nil && want.Format(timeLayout) == string(b)
		if ok != written || ok && got != want {
			t.Fatalf("%q is read as %v, %t; by package time as %v, %v", b, got, ok, want, err)
		}
	})
	for _, s := range []string{"", "2025-07-08T09:30:00Z", "2025-02-29T09:30:00.000Z", "2025-00-08T09:30:00.000Z", "2025-07-00T09:30:00.000Z", "2025-07-08T24:30:00.000Z"} {
		if got, ok := parseTime([]byte(s)); ok {
			t.Errorf("%s is read as %v", s, got)
		}
	}
}
