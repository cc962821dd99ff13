package journal

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func sequel(n int) Entry {
	return Entry{Code: code(n), Kind: Sequel, Record: fmt.Appendf(nil, `{"n":%d}`, n)}
}

// What is written soon goes in one write with the next record, before it, and the
// record is where Append says.
func TestSoonGoesWithTheNext(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		d := watch(j)
		appendRecord(t, j, 0, start)
		for n := range 3 {
			if err := j.AppendSoon(start, sequel(n)); err != nil {
				t.Fatal(err)
			}
		}
		if s := j.Stats(); s.Written != 1 || d.writes.Load() != 1 {
			t.Errorf("%d records in %d writes before the next", s.Written, d.writes.Load())
		}
		at, err := j.Append(start, Entry{Code: code(7), Record: []byte(`{}`)})
		if err != nil {
			t.Fatal(err)
		}
		if s := j.Stats(); s.Written != 5 || s.Unsynced != 5 || d.writes.Load() != 2 {
			t.Errorf("%d records, %d not synced, in %d writes", s.Written, s.Unsynced, d.writes.Load())
		}
		if found, err := Read(dir, at); err != nil || found.Code != code(7) {
			t.Errorf("at %v stands %q, %v", at, found.Code, err)
		}
		time.Sleep(soonWithin)
		synctest.Wait()
		if n := d.writes.Load(); n != 2 {
			t.Errorf("%d writes after nothing more was to be written", n)
		}
		closeJournal(t, j)
	})
	if found, err := FindAll(dir, code(0)); err != nil || len(found) != 2 || found[1].Kind != Sequel {
		t.Errorf("%v, %v", found, err)
	}
	checkCodes(t, dir, Damages{}, code(0), code(0), code(1), code(2), code(7))
}

// Where nothing follows it is written alone, all of it at once; and a journal that
// is closed waits for none.
func TestSoonAlone(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		d := watch(j)
		for n := range 2 {
			if err := j.AppendSoon(start, sequel(n)); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(soonWithin)
		synctest.Wait()
		checkCodes(t, dir, Damages{}, code(0), code(1))
		if n := d.writes.Load(); n != 1 {
			t.Errorf("%d writes", n)
		}
		if err := j.AppendSoon(start, sequel(2)); err != nil {
			t.Fatal(err)
		}
		closeJournal(t, j)
		if err := j.AppendSoon(start, sequel(3)); !errors.Is(err, ErrClosed) {
			t.Errorf("closed: %v", err)
		}
		time.Sleep(soonWithin)
		synctest.Wait()
	})
	checkCodes(t, dir, Damages{}, code(0), code(1), code(2))
}

// Where there is no room for a detail, those that waited lose nothing by it; what a
// disk refuses altogether is counted.
func TestSoonOnAFullDisk(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		d := watch(j)
		appendRecord(t, j, 0, start)
		if err := j.AppendSoon(start, sequel(0)); err != nil {
			t.Fatal(err)
		}
		d.failWrites.Store(1)
		if _, err := j.Append(start, Entry{Code: code(1), Record: []byte(`{"a":1}`), Detail: []byte(`,"detail":{}`)}); err != nil {
			t.Fatal(err)
		}
		if s := j.Stats(); s.Written != 3 || s.DetailsDropped != 1 || s.Unkept != 0 {
			t.Errorf("%+v", s)
		}
		if err := j.AppendSoon(start, sequel(1)); err != nil {
			t.Fatal(err)
		}
		d.failWrites.Store(1)
		time.Sleep(soonWithin)
		synctest.Wait()
		if s := j.Stats(); s.Written != 3 || s.Unkept != 1 {
			t.Errorf("%+v", s)
		}
		d.failWrites.Store(1)
		if err := j.AppendSoon(start, sequel(2)); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Append(start, Entry{Code: code(3), Record: []byte(`{}`)}); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%v", err)
		}
		if s := j.Stats(); s.Written != 3 || s.Unkept != 3 {
			t.Errorf("%+v", s)
		}
		closeJournal(t, j)
	})
	checkCodes(t, dir, Damages{}, code(0), code(0), code(1))
}

// No more waits than is bounded, and no entry that cannot be written.
func TestSoonIsBounded(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		j := open(t, dir)
		d := watch(j)
		large := Entry{Code: code(0), Record: fmt.Appendf(nil, `{"x":"%s"}`, strings.Repeat("x", maxSoonBytes))}
		if err := j.AppendSoon(start, large); err != nil || d.writes.Load() != 0 {
			t.Fatal(err)
		}
		if err := j.AppendSoon(start, sequel(1)); err != nil || d.writes.Load() != 1 || j.Stats().Written != 2 {
			t.Errorf("%v, %d writes", err, d.writes.Load())
		}
		if err := j.AppendSoon(start, Entry{Code: "odd", Record: []byte(`{}`)}); !errors.Is(err, ErrInvalid) {
			t.Errorf("an odd code: %v", err)
		}
		if err := j.AppendSoon(start, sequel(2)); err != nil {
			t.Fatal(err)
		}
		closeJournal(t, j)
	})
	checkCodes(t, dir, Damages{}, code(0), code(1), code(2))
}
