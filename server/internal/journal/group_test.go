package journal

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// held is a journal of which the first write waits for proceed.
func held(t *testing.T, dir string, options Options) (j *Journal, d *fakeDisk, proceed chan struct{}) {
	t.Helper()
	j, err := Open(dir, options)
	if err != nil {
		t.Fatal(err)
	}
	d = watch(j)
	proceed = make(chan struct{})
	var once sync.Once
	d.onWrite = func() { once.Do(func() { <-proceed }) }
	return j, d, proceed
}

// Those who come while another writes go in one write, in the order in which
// they came, and each knows where its record stands.
func TestThoseWhoComeTogetherWriteTogether(t *testing.T) {
	const together = 20
	dir := t.TempDir()
	positions := make([]Position, together)
	synctest.Test(t, func(t *testing.T) {
		j, d, proceed := held(t, dir, Options{})
		for n := range together {
			go func() {
				var err error
				positions[n], err = j.Append(start, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"n":"%s"}`, strings.Repeat("x", n))})
				if err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait() // so that their order is known
		}
		if stats := j.Stats(); stats.Written != 0 || d.writes.Load() != 1 {
			t.Errorf("%d records in %d writes while the first is held", stats.Written, d.writes.Load())
		}
		close(proceed)
		synctest.Wait()
		if stats := j.Stats(); stats.Written != together || stats.Unsynced != together || d.writes.Load() != 2 {
			t.Errorf("%d records in %d writes, %d not synced; want %d in 2", stats.Written, d.writes.Load(), stats.Unsynced, together)
		}
		closeJournal(t, j)
	})
	for n, p := range positions {
		found, err := Read(dir, p)
		if err != nil || found.Code != code(n) {
			t.Errorf("at %v stands %q, %v; want %s", p, found.Code, err, code(n))
		}
		if n > 0 && p.Offset <= positions[n-1].Offset {
			t.Errorf("record %d stands at %v, the one before at %v", n, p, positions[n-1])
		}
	}
}

// A write that fails fails for all who went together, and for nobody else.
func TestAFailedGroup(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, d, proceed := held(t, dir, Options{})
		var failed atomic.Int64
		for n := range 10 {
			go func() {
				_, err := j.Append(start, Entry{Code: code(n), Record: []byte(`{}`)})
				var write *WriteError
				if n == 0 && err != nil || n > 0 && (!errors.As(err, &write) || !errors.Is(err, syscall.ENOSPC)) {
					t.Errorf("record %d: %v", n, err)
				}
				if err != nil {
					failed.Add(1)
				}
			}()
			synctest.Wait()
		}
		d.failFrom.Store(3) // after create and the first write
		d.failUntil.Store(4)
		close(proceed)
		synctest.Wait()
		if stats := j.Stats(); failed.Load() != 9 || stats.Unkept != 9 || stats.Written != 1 {
			t.Errorf("%d failed: %+v; want 9 of 10", failed.Load(), stats)
		}
		appendRecord(t, j, 10, start)
		closeJournal(t, j)
	})
	checkCodes(t, dir, Damages{}, code(0), code(10))
}

// One group goes to one segment, and is no larger than it may be.
func TestGroupsEnd(t *testing.T) {
	dir := t.TempDir()
	large := strings.Repeat("x", maxGroupBytes/3)
	synctest.Test(t, func(t *testing.T) {
		j, d, proceed := held(t, dir, Options{})
		for n, at := range []time.Time{start, start, start.AddDate(0, 0, 1), start.AddDate(0, 0, 1), start, start, start, start} {
			record := `{}`
			if n >= 4 {
				record = `{"x":"` + large + `"}`
			}
			go func() {
				if _, err := j.Append(at, Entry{Code: code(n), Record: []byte(record)}); err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait()
		}
		close(proceed)
		synctest.Wait()
		// 0 | 1 | 2 3 | 4 5 | 6 7
		if d.writes.Load() != 5 {
			t.Errorf("%d writes, want 5", d.writes.Load())
		}
		closeJournal(t, j)
	})
	checkSegments(t, dir, "00000001-2025-07-08.jsonl", "00000002-2025-07-09.jsonl", "00000003-2025-07-08.jsonl")
	checkOrder(t, dir, 8)
}

// Close lets those in who came before it.
func TestCloseWaitsForThoseWhoWrite(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, _, proceed := held(t, dir, Options{})
		for n := range 3 {
			go func() {
				if _, err := j.Append(start, Entry{Code: code(n), Record: []byte(`{}`)}); err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait()
		}
		closed := false
		go func() {
			closeJournal(t, j)
			closed = true
		}()
		synctest.Wait()
		if _, err := j.Append(start, Entry{Code: code(3), Record: []byte(`{}`)}); !errors.Is(err, ErrClosed) || closed {
			t.Errorf("while it is closed: %v, closed %t", err, closed)
		}
		close(proceed)
		synctest.Wait()
		if !closed {
			t.Error("it is not closed")
		}
	})
	checkOrder(t, dir, 3)
}

// A fakeDisk that hangs keeps those waiting who came before that was known, and nobody
// after them.
func TestADiskThatHangs(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j, _, proceed := held(t, dir, Options{StallAfter: time.Second})
		come := func(n int) {
			go func() {
				if _, err := j.Append(start, Entry{Code: code(n), Record: []byte(`{}`)}); err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait()
		}
		come(0)
		time.Sleep(time.Second)
		come(1)
		time.Sleep(time.Nanosecond)
		before := time.Now()
		_, err := j.Append(start, Entry{Code: code(2), Record: []byte(`{}`)})
		var write *WriteError
		if !errors.As(err, &write) || !errors.Is(err, ErrStalled) || time.Since(before) > 0 {
			t.Errorf("after %v: %v", time.Since(before), err)
		}
		if s := j.Stats(); s.Unkept != 1 || s.Written != 0 {
			t.Errorf("%+v", s)
		}
		if err := j.Failing(); !errors.Is(err, ErrStalled) {
			t.Errorf("it says that it fails by %v", err)
		}
		close(proceed)
		synctest.Wait()
		come(3)
		if err := j.Failing(); err != nil {
			t.Errorf("it still says that it fails: %v", err)
		}
		closeJournal(t, j)
	})
	checkCodes(t, dir, Damages{}, code(0), code(1), code(3))
}

// Many goroutines, days and sizes at once: every record stands where its append
// said, once, and in its segment's day.
func TestEachStandsWhereItWasSaid(t *testing.T) {
	const goroutines, each = 16, 60
	dir := t.TempDir()
	j, err := Open(dir, Options{SegmentBytes: 20_000})
	if err != nil {
		t.Fatal(err)
	}
	positions := make([]Position, goroutines*each)
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			random := rand.New(rand.NewPCG(uint64(g), 0))
			for i := range each {
				n := g*each + i
				// Around midnight, so that days come in any order.
				at := start.Truncate(dayLength).Add(time.Duration(random.IntN(120)-60) * time.Second)
				record := fmt.Appendf(nil, `{"n":%d,"x":"%s"}`, n, strings.Repeat("x", random.IntN(2000)))
				var err error
				if positions[n], err = j.Append(at, Entry{Code: code(n), Record: record}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	seen := map[Position]bool{}
	for n, p := range positions {
		found, err := j.Read(p)
		if err != nil || found.Code != code(n) || seen[p] {
			t.Fatalf("at %v stands %q, %v, and before it %t; want %s", p, found.Code, err, seen[p], code(n))
		}
		seen[p] = true
	}
	if stats := j.Stats(); stats.Written != len(positions) || stats.Unkept != 0 {
		t.Errorf("%+v", stats)
	}
	closeJournal(t, j)
	var want []string
	for n := range positions {
		want = append(want, code(n))
	}
	checkCodes(t, dir, Damages{}, want...)
	checkDays(t, dir)
}

// checkOrder reads the journal and wants the codes from 0 on.
func checkOrder(t testing.TB, dir string, records int) {
	t.Helper()
	n := 0
	damaged, err := Scan(dir, time.Time{}, time.Time{}, func(f Found) error {
		if f.Code != code(n) {
			t.Errorf("record %d is %s", n, f.Code)
		}
		n++
		return nil
	})
	if err != nil || n != records || damaged.Count > 0 {
		t.Errorf("%d records, want %d; %+v, %v", n, records, damaged, err)
	}
}

// checkDays wants every record in a segment of its day, or of the hour after it.
func checkDays(t testing.TB, dir string) {
	t.Helper()
	names, err := segmentNames(dir)
	if err != nil {
		t.Fatal(err)
	}
	days := map[int]day{}
	for _, name := range names {
		number, d, _ := parseSegmentName(name)
		days[number] = d
	}
	if _, err := Scan(dir, time.Time{}, time.Time{}, func(f Found) error {
		if d := days[f.Position.Segment]; !d.takes(f.At) {
			t.Errorf("%v stands in the segment of %v", f.At, d)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
