package journal

import (
	"errors"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func TestSyncOnceASecond(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		disk := watch(j)
		appendRecord(t, j, 0, start)
		appendRecord(t, j, 1, start)
		at := func(after time.Duration, syncs, unsynced int) {
			t.Helper()
			time.Sleep(after)
			synctest.Wait()
			if int(disk.syncs.Load()) != syncs || j.Unsynced() != unsynced {
				t.Errorf("%d fsyncs, %d records not on the disk; want %d and %d", disk.syncs.Load(), j.Unsynced(), syncs, unsynced)
			}
		}
		at(syncEvery-1, 0, 2)
		at(1, 1, 0)
		at(time.Hour, 1, 0) // nothing to do, nothing done
		appendRecord(t, j, 2, start)
		at(syncEvery/2, 1, 1)
		appendRecord(t, j, 3, start)
		at(syncEvery/2, 2, 0) // a second from the first of the two
		appendRecord(t, j, 4, start)
		closeJournal(t, j)
		at(0, 3, 0)
		at(time.Hour, 3, 0)
	})
}

func TestSyncUnderLoad(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, err := Open(dir, Options{SegmentBytes: 1000})
		if err != nil {
			t.Fatal(err)
		}
		disk := watch(j)
		var rounds []time.Time
		disk.onSync = func() {
			if now := time.Now(); len(rounds) == 0 || !rounds[len(rounds)-1].Equal(now) {
				rounds = append(rounds, now)
			}
		}
		for n := range 300 {
			appendRecord(t, j, n, start)
			time.Sleep(70 * time.Millisecond)
			// No more than what a second brings is ever at risk.
			if u := j.Unsynced(); u > 16 {
				t.Errorf("%d records not on the disk", u)
			}
		}
		for i := 1; i < len(rounds); i++ {
			if gap := rounds[i].Sub(rounds[i-1]); gap < syncEvery {
				t.Errorf("fsyncs %v apart", gap)
			}
		}
		if len(rounds) < 15 {
			t.Errorf("%d times fsync in 21 seconds", len(rounds))
		}
		closeJournal(t, j)
	})
}

// TestABusyJournalIsSyncedOnceASecond appends two thousand a second, and more while
// the disk is busy. It may be asked more often until it is announced how many come.
func TestABusyJournalIsSyncedOnceASecond(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		disk := watch(j)
		const seconds, most = 10, 25
		var n atomic.Int64
		var closing atomic.Bool
		more := func(records int) {
			for range records {
				appendRecord(t, j, int(n.Add(1)), start)
			}
		}
		disk.onSync = func() {
			if disk.syncs.Load() <= most && !closing.Load() {
				more(100)
			}
		}
		for range seconds * 1000 {
			more(2)
			time.Sleep(time.Millisecond)
			synctest.Wait()
		}
		if n := disk.syncs.Load(); n > most {
			t.Errorf("%d fsyncs in %d seconds", n, seconds)
		}
		closing.Store(true)
		closeJournal(t, j)
	})
}

func TestAppendsGoOnDuringASync(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		disk := watch(j)
		proceed := make(chan struct{})
		disk.onSync = func() { <-proceed } // a disk in trouble
		appendRecord(t, j, 0, start)
		time.Sleep(syncEvery)
		synctest.Wait()
		appendRecord(t, j, 1, start)
		if disk.syncs.Load() != 1 || j.Unsynced() != 2 {
			t.Errorf("%d fsyncs begun, %d records not on the disk; want 1 and 2", disk.syncs.Load(), j.Unsynced())
		}
		close(proceed)
		synctest.Wait()
		if j.Unsynced() != 1 {
			t.Errorf("%d records not on the disk, want the second", j.Unsynced())
		}
		closeJournal(t, j)
	})
	checkCodes(t, dir, Damages{}, code(0), code(1))
}

func TestADiskThatRefusesToSync(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		disk := watch(j)
		appendRecord(t, j, 0, start)
		disk.fail(0, 1)
		time.Sleep(syncEvery)
		synctest.Wait()
		var sync *SyncError
		if err := j.Err(); !errors.As(err, &sync) || sync.File != filepath.Join(dir, "00000001-2025-07-08.jsonl") || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Err: %v", err)
		}
		if want := sync.File + " to the disk: " + syscall.ENOSPC.Error() + "; its last records may be lost with the power: check the disk"; !strings.HasSuffix(sync.Error(), want) {
			t.Errorf("%v\nwant %s", sync, want)
		}
		// The next records go elsewhere, and later successes do not hide it.
		appendRecord(t, j, 1, start)
		time.Sleep(syncEvery)
		synctest.Wait()
		if j.Unsynced() != 1 {
			t.Errorf("%d records unconfirmed, want 1", j.Unsynced())
		}
		if err := j.Close(); !errors.As(err, &sync) {
			t.Errorf("Close: %v", err)
		}
	})
	checkSegments(t, dir, "00000001-2025-07-08.jsonl", "00000002-2025-07-08.jsonl")
	checkCodes(t, dir, Damages{}, code(0), code(1))

	j := open(t, dir)
	if !j.Recovery().Unclean {
		t.Error("the next writer is not told")
	}
	closeJournal(t, j)
}
