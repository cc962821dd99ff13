package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// However much of what the disk had not confirmed is lost, no more records are
// missing than is told.
func TestNoMoreIsMissingThanIsTold(t *testing.T) {
	dir, round := memory(t), 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		live, after := filepath.Join(dir, "live", strconv.Itoa(round)), filepath.Join(dir, "after", strconv.Itoa(round))
		j, err := Open(live, Options{SegmentBytes: 500})
		if err != nil {
			t.Fatal(err)
		}
		// Only where this test says so.
		untimed(j)
		written := 0
		for range rapid.IntRange(0, 4).Draw(t, "syncs") {
			// No more than half of what is announced: the sync then comes forward.
			for range rapid.IntRange(0, leastAnnounced/2-1).Draw(t, "records") {
				if _, err := j.Append(start, Entry{Code: code(written), Record: []byte(`{}`)}); err != nil {
					t.Fatal(err)
				}
				written++
			}
			j.sync()
			untimed(j)
		}
		confirmed := map[string]int64{}
		for _, s := range j.segments {
			confirmed[s.name] = s.bytes
		}
		for range rapid.IntRange(0, leastAnnounced/2-1).Draw(t, "records") {
			if _, err := j.Append(start, Entry{Code: code(written), Record: []byte(`{}`)}); err != nil {
				t.Fatal(err)
			}
			written++
		}
		if err := os.CopyFS(after, os.DirFS(live)); err != nil {
			t.Fatal(err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		// The power goes: of each segment the end is lost, back to what was confirmed
		// of it at most.
		segments, err := agedSegments(after)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range segments {
			path := filepath.Join(after, s.name)
			kept := rapid.Int64Range(confirmed[s.name], s.bytes).Draw(t, "bytes left of "+s.name)
			if err := os.Truncate(path, kept); err != nil {
				t.Fatal(err)
			}
		}
		lock := filepath.Join(after, "lock")
		left, err := os.ReadFile(lock)
		if err != nil {
			t.Fatal(err)
		}
		n, ok := parseNote(left)
		n.Boot = "another"
		if err := os.WriteFile(lock, n.text(), 0o600); err != nil || !ok {
			t.Fatal(ok, err)
		}
		j, err = Open(after, Options{})
		if err != nil {
			t.Fatal(err)
		}
		there := 0
		if _, err := Scan(after, time.Time{}, time.Time{}, func(Found) error { there++; return nil }); err != nil {
			t.Fatal(err)
		}
		if told := j.Recovery().Missing; told < written-there || told > 2*leastAnnounced+4*leastAnnounced {
			t.Fatalf("%d of %d records are missing, told is at most %d", written-there, written, told)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// More records than were announced do not wait a second for the disk.
func TestABurstIsSyncedSooner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := open(t, t.TempDir())
		disk := watch(j)
		n := 0
		burst := func(records int) {
			for range records {
				appendRecord(t, j, n, start)
				n++
			}
			synctest.Wait()
		}
		for _, step := range []struct{ records, syncs int }{
			{leastAnnounced/2 - 1, 0}, {1, 1}, // 32 of 64
			{leastAnnounced - 1, 1}, {1, 2}, // 64 of 128
			{2*leastAnnounced - 1, 2}, {1, 3}, // 128 of 256
		} {
			burst(step.records)
			if int(disk.syncs.Load()) != step.syncs {
				t.Errorf("after %d records %d fsyncs, want %d", n, disk.syncs.Load(), step.syncs)
			}
		}
		if j.Unsynced() != 0 {
			t.Errorf("%d not synced", j.Unsynced())
		}
		closeJournal(t, j)
	})
}

// A note that cannot be left is told as an error, and the next writer says that it
// does not know.
func TestANoteThatCannotBeLeft(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		lock := j.lock
		var err error
		if j.lock, err = os.Open(lock.Name()); err != nil { // which cannot be written
			t.Fatal(err)
		}
		appendRecord(t, j, 0, start)
		time.Sleep(syncEvery)
		synctest.Wait()
		var failed *SyncError
		if err := j.Err(); !errors.As(err, &failed) || failed.File != lock.Name() {
			t.Errorf("%v", err)
		}
		if j.Unsynced() != 0 {
			t.Errorf("%d records count as not synced", j.Unsynced())
		}
		if err := j.Close(); !errors.As(err, &failed) {
			t.Errorf("%v", err)
		}
		if err := lock.Close(); err != nil {
			t.Fatal(err)
		}
	})
	j := open(t, dir)
	if !j.Recovery().Unclean {
		t.Errorf("%+v", j.Recovery())
	}
	closeJournal(t, j)
}

// Whatever stands in a lock file, it is a whole note or none, and a note is read as
// it was written.
func FuzzParseNote(f *testing.F) {
	f.Add(note{Boot: "b", Segment: 7, Offset: 1 << 40, Records: 3, Announced: 9}.text())
	f.Add([]byte("held\n"))
	f.Add([]byte("held "))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, ok := parseNote(b)
		if ok && !bytes.Equal(bytes.TrimRight(n.text(), " \n"), bytes.TrimRight(b, " \n")) {
			t.Errorf("%q is read as %+v", b, n)
		}
		n = note{Boot: strings.ToValidUTF8(string(b[:min(len(b), 40)]), "?"), Segment: len(b), Offset: 1 << 60, Records: 1 << 40, Announced: 1 << 41}
		if got, ok := parseNote(n.text()); !ok || got != n {
			t.Errorf("%+v is read as %+v, %t", n, got, ok)
		}
	})
}
