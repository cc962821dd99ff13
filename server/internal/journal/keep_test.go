package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// agedOn makes segments of ten bytes of the days, such as "2025-07-08".
func agedOn(t testing.TB, days ...string) []aged {
	t.Helper()
	var all []aged
	for n, text := range days {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, aged{name: segmentName(n+1, dayOf(at)), number: n + 1, day: dayOf(at), bytes: 10})
	}
	return all
}

// TestWhatIsOld: each row is segments in the order of writing, and how many of the
// first of them are no longer kept.
func TestWhatIsOld(t *testing.T) {
	const days = dayLength
	for _, tt := range []struct {
		what string
		r    retention
		days string
		want int
	}{
		{"nothing", retention{keep: days}, "", 0},
		{"for ever", retention{}, "2020-01-01 2025-01-01", 0},
		{"the newest alone", retention{keep: 1, bytes: 1}, "2020-01-01", 0},
		{"a day old at most", retention{keep: days}, "2025-07-08 2025-07-09", 0},
		{"a day old at least", retention{keep: days}, "2025-07-08 2025-07-10", 1},
		{"less than a day", retention{keep: 1}, "2025-07-08 2025-07-09", 0},
		{"three days", retention{keep: 3 * days}, "2025-07-01 2025-07-02 2025-07-03 2025-07-04 2025-07-05 2025-07-06", 2},
		{"several of one day", retention{keep: 3 * days}, "2025-07-01 2025-07-01 2025-07-02 2025-07-02 2025-07-05", 2},
		{"a hole of a month", retention{keep: 30 * days}, "2025-07-01 2025-08-01", 1},
		{"a hole of more is no time that passed", retention{keep: days}, "2025-07-01 2025-07-02 2025-08-03", 0},
		{"and what is after it passes", retention{keep: 3 * days}, "2025-07-01 2025-07-02 2026-07-01 2026-07-02 2026-07-03 2026-07-04", 1},

		{"a clock in 2099", retention{keep: 7 * days}, "2025-07-07 2025-07-08 2099-01-01", 0},
		{"a clock in 2099, and back", retention{keep: 7 * days}, "2025-07-07 2025-07-08 2099-01-01 2025-07-08", 0},
		{"a clock in 2099 for three days", retention{keep: 7 * days}, "2025-07-07 2025-07-08 2099-01-01 2099-01-02 2099-01-03 2025-07-11", 0},
		{"time goes on afterwards", retention{keep: 7 * days}, "2025-07-08 2099-01-01 2025-07-08 2025-07-15 2025-07-16", 3},
		{"a clock in 1970", retention{keep: 7 * days}, "2025-07-07 2025-07-08 1970-01-01", 0},
		{"a clock in 1970, and back", retention{keep: 7 * days}, "2025-07-07 2025-07-08 1970-01-01 2025-07-08 2025-07-09", 0},
		{"a clock in 1970 at first", retention{keep: 7 * days}, "1970-01-01 2025-07-08 2025-07-09", 0},
		{"a clock in 1970 at first goes with the next", retention{keep: 7 * days}, "1970-01-01 2025-07-08 2025-07-16", 2},
		{"a clock ten days ahead, and back", retention{keep: 7 * days}, "2025-07-07 2025-07-08 2025-07-18 2025-07-08", 0},
		{"a clock ten days ahead, to and fro", retention{keep: 7 * days}, "2025-07-08 2025-07-18 2025-07-08 2025-07-18 2025-07-08 2025-07-18 2025-07-08", 0},

		{"bytes", retention{bytes: 25}, "2025-07-08 2025-07-08 2025-07-08 2025-07-08", 2},
		{"bytes, exactly", retention{bytes: 20}, "2025-07-08 2025-07-08", 0},
		{"bytes for less than one", retention{bytes: 5}, "2025-07-08 2025-07-08 2025-07-08", 2},
		{"bytes, whatever the clock", retention{bytes: 25}, "2099-07-08 1970-07-08 2025-07-08", 1},
		{"both: first by age", retention{keep: days, bytes: 25}, "2025-07-01 2025-07-02 2025-07-03 2025-07-04 2025-07-05", 3},
		{"both: then by bytes", retention{keep: 100 * days, bytes: 25}, "2025-07-01 2025-07-02 2025-07-03 2025-07-04 2025-07-05", 3},
		{"no more than so many at once", retention{bytes: 1}, strings.Repeat("2025-07-08 ", 3*mostRemoved), mostRemoved},
	} {
		all := agedOn(t, strings.Fields(tt.days)...)
		got := tt.r.old(all)
		if len(got) != tt.want {
			t.Errorf("%s: %d of %s go, want %d: %+v", tt.what, len(got), tt.days, tt.want, got)
			continue
		}
		for i, r := range got {
			if r.File != all[i].name || r.Bytes != 10 || r.Why == "" {
				t.Errorf("%s: the %d. that goes is %+v", tt.what, i+1, r)
			}
		}
	}
}

// However a clock steps by more than a month, to and fro, nothing is deleted that
// was written within the time that is kept.
func TestNoClockMakesOld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keep := rapid.IntRange(1, 40).Draw(t, "days kept")
		all := []aged{}
		var truth []int
		now, step := 20000, 0
		for n := range rapid.IntRange(1, 40).Draw(t, "segments") {
			now += rapid.IntRange(0, 3).Draw(t, "days passed")
			if rapid.IntRange(0, 4).Draw(t, "does the clock step") == 0 {
				// By two months and more, also from one wrong time to another.
				step = rapid.SampledFrom([]int{0, -20000, 27000, 90, -90, 400}).Draw(t, "wrong by")
			}
			all = append(all, aged{number: n + 1, day: day(now + step)})
			truth = append(truth, now)
		}
		for i := range (retention{keep: time.Duration(keep) * dayLength}).old(all) {
			if age := now - truth[i]; age <= keep {
				t.Fatalf("a segment of %d days goes, %d are kept: %v", age, keep, all)
			}
		}
	})
}

// Segments go at Open and after each rotation, and whoever asks is told.
func TestOldSegmentsGo(t *testing.T) {
	dir := t.TempDir()
	var told []string
	options := Options{Keep: 2 * dayLength, Removed: func(r Removal) {
		told = append(told, fmt.Sprintf("%s %d %v", filepath.Base(r.File), r.Bytes, r.Err))
	}}
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		for n := range 6 {
			appendRecord(t, j, n, start.AddDate(0, 0, n)) // the 8th to the 13th
		}
		closeJournal(t, j)

		j, err := Open(dir, options)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"00000001-2025-07-08.jsonl 92 <nil>", "00000002-2025-07-09.jsonl 92 <nil>", "00000003-2025-07-10.jsonl 92 <nil>"}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if s := j.Stats(); s.Segments != 3 || s.Bytes != 3*92 || s.Oldest != start.AddDate(0, 0, 3).Truncate(dayLength) {
			t.Errorf("%+v", s)
		}
		told = nil
		appendRecord(t, j, 6, start.AddDate(0, 0, 5)) // no new segment: nobody looks
		time.Sleep(syncEvery)
		synctest.Wait()
		if len(told) > 0 {
			t.Errorf("%q", told)
		}
		appendRecord(t, j, 7, start.AddDate(0, 0, 6))
		time.Sleep(syncEvery)
		synctest.Wait()
		if want := []string{"00000004-2025-07-11.jsonl 92 <nil>"}; !slices.Equal(told, want) {
			t.Errorf("%q, want %q", told, want)
		}
		// What others moved away is forgotten with the next look.
		if err := os.Remove(filepath.Join(dir, "00000005-2025-07-12.jsonl")); err != nil {
			t.Fatal(err)
		}
		appendRecord(t, j, 8, time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))
		time.Sleep(syncEvery)
		synctest.Wait()
		if s := j.Stats(); s.Segments != 3 || s.Bytes != 4*92 || s.Oldest != start.AddDate(0, 0, 5).Truncate(dayLength) || len(told) != 1 {
			t.Errorf("%+v, told %q", s, told)
		}
		closeJournal(t, j)
	})
	checkSegments(t, dir, "00000006-2025-07-13.jsonl", "00000007-2025-07-14.jsonl", "00000008-2099-01-01.jsonl")
}

// What cannot be deleted is told, and what is newer stays, too.
func TestASegmentThatCannotGo(t *testing.T) {
	dir := t.TempDir()
	// A folder with something in it takes the name of a segment.
	stubborn := filepath.Join(dir, "00000001-2025-07-01.jsonl")
	if err := os.MkdirAll(filepath.Join(stubborn, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"00000002-2025-07-02.jsonl", "00000003-2025-07-08.jsonl"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var told []Removal
	j, err := Open(dir, Options{Keep: dayLength, Removed: func(r Removal) { told = append(told, r) }})
	if err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || told[0].File != stubborn || told[0].Err == nil || !strings.HasPrefix(told[0].String(), stubborn+" could not be deleted: ") {
		t.Errorf("%+v", told)
	}
	appendRecord(t, j, 0, start)
	closeJournal(t, j)
	checkSegments(t, dir, "00000001-2025-07-01.jsonl", "00000002-2025-07-02.jsonl", "00000003-2025-07-08.jsonl")
	if r := (Removal{File: "a", Bytes: 7, Why: "b"}); r.String() != "a deleted, 7 bytes: b" {
		t.Errorf("%s", r)
	}
}

// A folder that cannot be listed any more deletes nothing.
func TestRetentionWithoutAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "journal")
	var told []Removal
	j, err := Open(dir, Options{Keep: dayLength, Removed: func(r Removal) { told = append(told, r) }})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	j.removeOld()
	if len(told) != 1 || !errors.Is(told[0].Err, os.ErrNotExist) {
		t.Errorf("%+v", told)
	}
	closeJournal(t, j)
}
