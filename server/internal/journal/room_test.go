package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

const detail = `,"detail":{"x":"y"}`

// withDetail appends a record with a detail.
func withDetail(j *Journal, n int) error {
	_, err := j.Append(start, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"n":%d}`, n), Detail: []byte(detail)})
	return err
}

// checkDetails wants the detail in exactly the records of whose number that is
// said.
func checkDetails(t *testing.T, dir string, want ...bool) {
	t.Helper()
	for n, with := range want {
		found, err := Find(dir, code(n))
		record := fmt.Sprintf(`{"n":%d}`, n)
		if with {
			record = fmt.Sprintf(`{"n":%d%s}`, n, detail)
		}
		if err != nil || string(found.Record) != record {
			t.Errorf("record %d is %s, %v; want %s", n, found.Record, err, record)
		}
	}
}

// TestFailingEnds: where nobody appends any more, a failure is not held against the
// disk for ever, but for as long as it is full.
func TestFailingEnds(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		free := int64(0)
		j.room.free = func() (int64, error) { return free, nil }
		for _, test := range []struct {
			cause error
			after time.Duration
			free  int64
			fails bool
		}{
			{syscall.ENOSPC, 0, 1 << 30, true},
			{syscall.ENOSPC, time.Hour, 0, true},
			{syscall.ENOSPC, failingFor, 1 << 30, false},
			{syscall.EIO, failingFor - 1, 0, true},
			{syscall.EIO, failingFor, 0, false},
		} {
			j.failed, j.failedAt, free = &WriteError{dir, test.cause}, time.Now(), test.free
			time.Sleep(test.after)
			if err := j.Failing(); (err != nil) != test.fails {
				t.Errorf("%v after %s with %d bytes free: %v", test.cause, test.after, test.free, err)
			}
		}
		closeJournal(t, j)
	})
}

func TestDetailsGoWhenRoomIsShort(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, err := Open(dir, Options{LowBytes: 1000})
		if err != nil {
			t.Fatal(err)
		}
		free := int64(5000)
		j.room.free = func() (int64, error) { return free, nil }
		dropped := 0
		for n, bytes := range []int64{5000, 1000, 999, 1249, 1250, 0, 1_000_000} {
			free = bytes
			appendRecord(t, j, 100+n, start) // what makes the journal look, a second later
			time.Sleep(syncEvery)
			synctest.Wait()
			if err := withDetail(j, n); err != nil {
				t.Fatal(err)
			}
			brief := n == 2 || n == 3 || n == 5
			if brief {
				dropped++
			}
			if s := j.Stats(); s.DetailsDropped != dropped || s.Brief != brief {
				t.Errorf("%d bytes are free: %d details dropped, want %d; brief %t", bytes, s.DetailsDropped, dropped, s.Brief)
			}
		}
		closeJournal(t, j)
	})
	checkDetails(t, dir, true, true, false, false, true, false, true)
}

// A fakeDisk that is full is told by the write that fails, before anybody looked: the
// details go, and what was to be kept is kept. Nobody is told of an error.
func TestDetailsGoWhenAWriteFails(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, d, proceed := held(t, dir, Options{LowBytes: -1})
		for n := range 4 {
			go func() {
				if err := withDetail(j, n); err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait()
		}
		d.failFrom.Store(3) // after create and the first write: the second has all others
		d.failUntil.Store(4)
		close(proceed)
		synctest.Wait()
		if s := j.Stats(); s.DetailsDropped != 3 || s.Written != 4 || s.Unkept != 0 {
			t.Errorf("%+v", s)
		}
		closeJournal(t, j)
	})
	checkDetails(t, dir, true, false, false, false)
}

func TestASystemThatDoesNotSayHowMuchIsFree(t *testing.T) {
	dir := t.TempDir()
	j, err := Open(dir, Options{LowBytes: 1 << 62})
	if err != nil {
		t.Fatal(err)
	}
	if !j.Stats().Brief {
		t.Error("a disk that can never be large enough is large enough")
	}
	j.room.brief.Store(false)
	j.room.free = func() (int64, error) { return 0, errors.ErrUnsupported }
	j.room.look()
	if err := withDetail(j, 0); err != nil {
		t.Error(err)
	}
	closeJournal(t, j)
	checkDetails(t, dir, true)
}

// The reserve is given back bit by bit, and only to writes that fail without it.
func TestTheReserveIsGivenBack(t *testing.T) {
	dir := t.TempDir()
	reserve := filepath.Join(dir, "reserve")
	synctest.Test(t, func(t *testing.T) {
		j, err := Open(dir, Options{LowBytes: -1, ReserveBytes: 5 * reserveStep / 2})
		if err != nil {
			t.Fatal(err)
		}
		checkSize := func(want int64) {
			t.Helper()
			info, err := os.Stat(reserve)
			if want == 0 && errors.Is(err, os.ErrNotExist) {
				return
			}
			if err != nil || info.Size() != want || j.Stats().Reserve != want {
				t.Errorf("the reserve holds %v, %v, and %d by the counters; want %d", info.Size(), err, j.Stats().Reserve, want)
			}
		}
		checkSize(5 * reserveStep / 2)
		free := int64(0)
		j.room.free = func() (int64, error) { return free, nil }
		d := watch(j)
		appendRecord(t, j, 0, start)
		d.fail(0, 1)
		if err := withDetail(j, 1); err != nil {
			t.Error(err)
		}
		checkSize(5 * reserveStep / 2) // its detail was enough
		// A write that fails is cut off again, which is a call, too.
		d.failWrites.Store(1)
		appendRecord(t, j, 2, start)
		checkSize(3 * reserveStep / 2)
		d.failWrites.Store(2)
		appendRecord(t, j, 3, start)
		checkSize(0)
		d.failWrites.Store(1)
		_, err = j.Append(start, Entry{Code: code(4), Record: []byte(`{"n":4}`)})
		var write *WriteError
		if !errors.As(err, &write) || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("with nothing left: %v", err)
		}
		if s := j.Stats(); s.Unkept != 1 || s.Written != 4 || s.DetailsDropped != 1 {
			t.Errorf("%+v", s)
		}
		// It is filled again when others have made room, and not before.
		for n, bytes := range []int64{0, 5*reserveStep - 1, 5 * reserveStep} {
			free = bytes
			appendRecord(t, j, 5+n, start)
			time.Sleep(syncEvery)
			synctest.Wait()
			if n < 2 {
				checkSize(0)
			}
		}
		checkSize(5 * reserveStep / 2)
		closeJournal(t, j)
		// It stays for the next writer.
		j, err = Open(dir, Options{ReserveBytes: 5 * reserveStep / 2})
		if err != nil {
			t.Fatal(err)
		}
		checkSize(5 * reserveStep / 2)
		closeJournal(t, j)
	})
}

// A journal of which no new segment can be begun goes on with the last.
func TestNoRoomForANewSegment(t *testing.T) {
	dir := t.TempDir()
	j, err := Open(dir, Options{SegmentBytes: 100})
	if err != nil {
		t.Fatal(err)
	}
	appendRecord(t, j, 0, start)
	d := watch(j)
	d.fail(0, 1000)
	appendRecord(t, j, 1, start)
	if _, err := j.Append(start.AddDate(0, 0, 1), Entry{Code: code(2), Record: []byte(`{}`)}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("of another day: %v", err)
	}
	d.fail(0, 0)
	appendRecord(t, j, 3, start)
	closeJournal(t, j)
	checkSegments(t, dir, "00000001-2025-07-08.jsonl", "00000002-2025-07-08.jsonl")
	checkCodes(t, dir, Damages{}, code(0), code(1), code(3))
}

func TestAReserveThatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "reserve"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{ReserveBytes: 1}); err == nil || !strings.Contains(err.Error(), "reserve is no regular file: remove it") {
		t.Errorf("%v", err)
	}
}
