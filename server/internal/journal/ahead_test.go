package journal

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const firstSegment = "00000001-2025-07-08.jsonl"

// lineBytes is the length of the lines of these tests.
const lineBytes = 600

// second appends a second's worth of lines, from one on, and waits until they are
// on the disk.
func second(t *testing.T, j *Journal, from, lines int) {
	t.Helper()
	batch := make([]Entry, lines)
	for n := range batch {
		batch[n] = Entry{Code: code(from + n), Record: fmt.Appendf(nil, `{"x":"%s"}`, strings.Repeat("x", 507))}
	}
	if err := j.AppendBatch(start, batch); err != nil {
		t.Fatal(err)
	}
	time.Sleep(syncEvery)
	synctest.Wait()
}

func checkFileSize(t *testing.T, path string, want int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Size() != want {
		t.Errorf("%s has %d bytes, %v; want %d", filepath.Base(path), info.Size(), err, want)
	}
}

// Zeros lie ahead of the lines as long as there is something to do, whoever reads
// sees nothing of them, and they go with Close.
func TestZerosLieAhead(t *testing.T) {
	const segmentBytes = 2 << 20
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, err := Open(dir, Options{SegmentBytes: segmentBytes})
		if err != nil {
			t.Fatal(err)
		}
		written := 0
		for _, step := range []struct {
			lines, segment int
			want           int64 // bytes of the segment's file
		}{
			{13, 1, 13 * lineBytes}, // 7,800 bytes a second are no pace
			{14, 1, 27*lineBytes + leastAheadBytes},
			{14, 1, 27*lineBytes + leastAheadBytes}, // more than half of them is left
			{200, 1, 241*lineBytes + 4*200*lineBytes},
			{200, 1, 241*lineBytes + 4*200*lineBytes},
			{1000, 1, segmentBytes}, // and no further
			{1, 1, segmentBytes},
			{800, 1, segmentBytes},
			{1500, 1, 3742 * lineBytes}, // now it is full
			{20, 2, 20*lineBytes + leastAheadBytes},
		} {
			second(t, j, written, step.lines)
			written += step.lines
			checkFileSize(t, filepath.Join(dir, segmentName(step.segment, dayOf(start))), step.want)
			if s := j.Stats(); s.Bytes != int64(written*lineBytes) {
				t.Errorf("%d bytes by the counters, %d were written", s.Bytes, written*lineBytes)
			}
			if codes, damaged := scanned(t, dir, time.Time{}, time.Time{}); len(codes) != written || damaged.Count > 0 {
				t.Errorf("%d of %d are read; %+v", len(codes), written, damaged)
			}
			if found, err := Find(dir, code(written-1)); err != nil || found.Damaged.Count > 0 {
				t.Errorf("%+v, %v", found.Damaged, err)
			}
		}
		closeJournal(t, j)
		checkOrder(t, dir, written)
	})
	checkFileSize(t, filepath.Join(dir, segmentName(1, dayOf(start))), 3742*lineBytes)
	checkFileSize(t, filepath.Join(dir, segmentName(2, dayOf(start))), 20*lineBytes)
}

// A segment that another day ends gives its zeros back.
func TestZerosGoWithTheDay(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		second(t, j, 0, 20)
		checkFileSize(t, filepath.Join(dir, firstSegment), 20*lineBytes+leastAheadBytes)
		appendRecord(t, j, 20, start.AddDate(0, 0, 1))
		time.Sleep(syncEvery)
		synctest.Wait()
		checkFileSize(t, filepath.Join(dir, firstSegment), 20*lineBytes)
		closeJournal(t, j)
	})
	checkOrder(t, dir, 21)
}

// A writer that was killed leaves its zeros. The next goes on where the lines end;
// only what is torn stays as it is.
func TestZerosOfAWriterThatWasKilled(t *testing.T) {
	live := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, live)
		second(t, j, 0, 20)
		for _, tail := range []string{"", `{"code":"0000`} {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(live)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, firstSegment)
			checkFileSize(t, path, 20*lineBytes+leastAheadBytes)
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteAt([]byte(tail), 20*lineBytes); err != nil {
				t.Fatal(err)
			}
			f.Close()
			if tail == "" {
				checkOrder(t, dir, 20)
			}
			next := open(t, dir)
			checkFileSize(t, path, int64(20*lineBytes+len(tail)))
			want := Recovery{Unclean: true}
			segments := []string{firstSegment}
			if tail != "" {
				want.Torn = &Damage{path, 21, problemTorn}
				segments = append(segments, "00000002-2025-07-08.jsonl")
			}
			if bootID() == "" {
				want.PowerLost, want.Missing = true, 4*20
			}
			if diff := cmp.Diff(want, next.Recovery()); diff != "" {
				t.Errorf("tail %q (-want +got)\n%s", tail, diff)
			}
			appendRecord(t, next, 20, start)
			closeJournal(t, next)
			checkSegments(t, dir, segments...)
		}
		closeJournal(t, j)
	})
}

// Zeros for which there is no room are no error, and are given back.
func TestNoRoomForZeros(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, firstSegment)
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		d := watch(j)
		for n := range 20 {
			appendRecord(t, j, n, start)
		}
		j.mu.Lock()
		j.unsyncedBytes = leastPaceBytes
		j.mu.Unlock()
		d.failWrites.Store(1)
		time.Sleep(syncEvery)
		synctest.Wait()
		size := j.Stats().Bytes
		if d.failWrites.Load() != 0 {
			t.Error("no zeros were written")
		}
		checkFileSize(t, path, size)
		if err := j.Err(); err != nil || j.Unsynced() != 0 {
			t.Errorf("%v, %d not synced", err, j.Unsynced())
		}
		// Nor are any written where details are left out.
		j.room.lowBytes = 1 << 62
		j.room.look()
		second(t, j, 20, 20)
		checkFileSize(t, path, size+20*lineBytes)
		closeJournal(t, j)
	})
	checkOrder(t, dir, 40)
}

// Zeros are never written over lines, however many append meanwhile.
func TestZerosAndLinesAtOnce(t *testing.T) {
	const goroutines, each = 8, 400
	dir := t.TempDir()
	j, err := Open(dir, Options{SegmentBytes: 700_000})
	if err != nil {
		t.Fatal(err)
	}
	var writers, syncs sync.WaitGroup
	done := make(chan struct{})
	syncs.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				j.sync()
			}
		}
	})
	record := fmt.Appendf(nil, `{"x":"%s"}`, strings.Repeat("x", 507))
	for g := range goroutines {
		writers.Go(func() {
			for i := range each {
				if _, err := j.Append(start, Entry{Code: code(g*each + i), Record: record}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	close(done)
	syncs.Wait()
	closeJournal(t, j)
	var want []string
	for n := range goroutines * each {
		want = append(want, code(n))
	}
	checkCodes(t, dir, Damages{}, want...)
}

func TestWhereZerosBegin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{0, 1, 100, aheadStep - 1, aheadStep, aheadStep + 1, 3*aheadStep + 7})
		text := make([]byte, size.Draw(t, "zeros before"))
		if rapid.Bool().Draw(t, "is there anything") {
			text = append(text, rapid.SliceOfN(rapid.ByteRange(0, 1), 0, 5).Draw(t, "bytes")...)
		}
		text = append(text, make([]byte, size.Draw(t, "zeros behind"))...)
		want := len(bytes.TrimRight(text, "\x00"))
		if got, err := dataEnd(bytes.NewReader(text), int64(len(text))); err != nil || int(got) != want {
			t.Fatalf("zeros begin at %d, %v; want %d", got, err, want)
		}
		r := bufio.NewReaderSize(bytes.NewReader(text), 16+size.Draw(t, "buffer"))
		want = len(text) - len(bytes.TrimLeft(text, "\x00"))
		if got := skipZeros(r); int(got) != want {
			t.Fatalf("%d zeros are read over, want %d", got, want)
		}
	})
}
