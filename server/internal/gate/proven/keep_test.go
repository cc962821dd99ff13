package proven

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

func person(n int) Identity {
	return Identity{Person: fmt.Sprint("person-", n), Address: addr("192.0.2.10")}
}

// provePeople proves a range of people.
func provePeople(s *Store, from, until int, at time.Time) {
	for n := from; n < until; n++ {
		s.Prove(person(n), at)
	}
}

// known lists which of the first people are proven.
func known(s *Store, most int, at time.Time) (list []int) {
	for n := range most {
		if s.Strongest(person(n), 0, at).Unit == decision.ByPerson {
			list = append(list, n)
		}
	}
	return list
}

func flush(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// made makes a folder in which 20 people are proven, and closes it.
func made(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := Open(dir, start)
	if err != nil {
		t.Fatal(err)
	}
	provePeople(s, 0, 20, start)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReopened(t *testing.T) {
	dir := made(t)
	s := open(t, dir, start.Add(time.Hour))
	if got := len(known(s, 30, start.Add(time.Hour))); got != 20 {
		t.Errorf("%d are known, want 20", got)
	}
	if l := s.Status().Loaded; l.Records != 21 || len(l.Problems) != 0 || l.Old+l.Future+l.Damaged != 0 {
		t.Errorf("%+v", l)
	}
	// The folder is the owner's alone, and names nobody.
	for _, name := range []string{keyFile, recordFile, lockName} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != fileMode {
			t.Errorf("%s has the rights %v", name, info.Mode())
		}
		if b := read(t, filepath.Join(dir, name)); bytes.Contains(b, []byte("person")) {
			t.Errorf("%s names people", name)
		}
	}
	// What is proven again within the hour is written once.
	size := len(read(t, filepath.Join(dir, recordFile)))
	provePeople(s, 0, 20, start.Add(time.Hour))
	provePeople(s, 0, 20, start.Add(time.Hour+time.Minute))
	flush(t, s)
	if got := len(read(t, filepath.Join(dir, recordFile))); got != size+21*recordBytes {
		t.Errorf("the file grew from %d to %d bytes, want 21 records more", size, got)
	}
	s = reopen(t, s, dir, start.Add(Remembered))
	if got := len(known(s, 30, start.Add(Remembered))); got != 20 {
		t.Errorf("a week later %d are known, want the 20 that came again", got)
	}
	s = reopen(t, s, dir, start.Add(Remembered+time.Hour))
	if l := s.Status().Loaded; l.Records != 0 || l.Old != 42 || len(l.Problems) != 0 {
		t.Errorf("a week and an hour later: %+v", l)
	}
}

func reopen(t *testing.T, s *Store, dir string, at time.Time) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, dir, at)
}

// It writes by itself, so that a kill costs FlushEvery.
func TestFlushesByItself(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(dir, start)
		if err != nil {
			t.Fatal(err)
		}
		for round := range 3 {
			provePeople(s, 10*round, 10*round+10, start)
			time.Sleep(FlushEvery)
			synctest.Wait()
			if st := s.Status(); st.Waiting != 0 || st.Err != nil {
				t.Errorf("%+v", st)
			}
			copied := t.TempDir()
			for _, name := range []string{keyFile, recordFile} {
				write(t, filepath.Join(copied, name), read(t, filepath.Join(dir, name)))
			}
			killed, err := Open(copied, start)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(known(killed, 50, start)); got != 10*round+10 {
				t.Errorf("after a kill %d are known, want %d", got, 10*round+10)
			}
			if err := killed.Close(); err != nil {
				t.Error(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// The process that is started before the old one ends waits for it, misses
// nothing that it was told itself, and learns what the old one was told last.
func TestTakesOver(t *testing.T) {
	dir := made(t)
	old := open(t, dir, start)
	next := open(t, dir, start)
	if p := next.Status().Loaded.Problems; len(p) != 1 || !strings.Contains(p[0], "another process writes") || !strings.Contains(p[0], dir) {
		t.Errorf("it does not say that it waits: %q", p)
	}
	if got := len(known(next, 30, start)); got != 20 {
		t.Errorf("%d are known, want 20", got)
	}
	provePeople(next, 20, 25, start)
	provePeople(old, 25, 30, start)
	if err := next.Flush(); err == nil || !strings.Contains(err.Error(), "another process") || next.Status().Err == nil {
		t.Errorf("flushing while another process writes: %v", err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	flush(t, next)
	if got := len(known(next, 40, start)); got != 30 || next.Status().Err != nil {
		t.Errorf("%d are known, want 30: %v", got, next.Status().Err)
	}
	next = reopen(t, next, dir, start)
	if got := len(known(next, 40, start)); got != 30 {
		t.Errorf("%d were kept, want 30", got)
	}
}

// A process that waits must not mix marks of its key with those of another.
func TestTakesOverOtherKey(t *testing.T) {
	dir := made(t)
	old := open(t, dir, start)
	next := open(t, dir, start)
	write(t, filepath.Join(dir, keyFile), []byte(strings.Repeat("ab", keyBytes)+"\n"))
	before := read(t, filepath.Join(dir, recordFile))
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	provePeople(next, 20, 25, start)
	if err := next.Flush(); err == nil || !strings.Contains(err.Error(), "new key") {
		t.Errorf("%v", err)
	}
	if !bytes.Equal(before, read(t, filepath.Join(dir, recordFile))) {
		t.Error("the records of the other key were written over")
	}
	write(t, filepath.Join(dir, keyFile), []byte(strings.Repeat("x", 5)))
	if err := next.Flush(); err == nil || !strings.Contains(err.Error(), "hexadecimal") {
		t.Errorf("%v", err)
	}
	if err := os.RemoveAll(dir); err != nil { // so that closing it writes nothing
		t.Fatal(err)
	}
	if err := next.Close(); err == nil {
		t.Error("closing a store whose folder is gone says nothing")
	}
}

// A file twice as large as what is remembered is written anew.
func TestCompacts(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, start)
	at := start
	for range 4 {
		provePeople(s, 0, 50_000, at)
		flush(t, s)
		at = at.Add(time.Hour)
	}
	size := len(read(t, filepath.Join(dir, recordFile)))
	if size != headBytes+50_001*recordBytes {
		// 200,004 records of 50,001 were handed over
		t.Errorf("the file has %d bytes, want 50,001 records and the head", size)
	}
	// Somewhat more than once is bearable, but not for who is started next.
	provePeople(s, 0, 20_000, at)
	flush(t, s)
	if got := len(read(t, filepath.Join(dir, recordFile))); got != size+20_001*recordBytes {
		t.Errorf("the file has %d bytes, want 20,001 records more", got)
	}
	s = reopen(t, s, dir, at)
	if got := len(read(t, filepath.Join(dir, recordFile))); got != size {
		t.Errorf("the file has %d bytes after the end, want %d", got, size)
	}
	if got := len(known(s, 50_010, at)); got != 50_000 {
		t.Errorf("%d are known, want 50,000", got)
	}
}

// A disk that does not write loses nothing as long as the process lives.
func TestDiskFails(t *testing.T) {
	dir := made(t)
	s := open(t, dir, start)
	if err := s.keeper.file.Close(); err != nil { // every write to it fails from now on
		t.Fatal(err)
	}
	blocked := filepath.Join(dir, recordFile+".new", "in the way")
	if err := os.MkdirAll(blocked, 0o700); err != nil {
		t.Fatal(err)
	}
	provePeople(s, 20, 30, start)
	for range 3 {
		if err := s.Flush(); err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "free space") || s.Status().Err == nil {
			t.Errorf("the disk does not write, and it says %v", err)
		}
	}
	if st := s.Status(); st.Waiting != 10 {
		t.Errorf("%d wait, want 10", st.Waiting)
	}
	// More than may wait: memory is written out whole.
	s.keeper.giveBack(make([]byte, maxPendingBytes+recordBytes))
	if !s.keeper.anew {
		t.Error("it did not notice that records were dropped")
	}
	if err := os.RemoveAll(filepath.Dir(blocked)); err != nil {
		t.Fatal(err)
	}
	flush(t, s)
	if st := s.Status(); st.Waiting != 0 || st.Err != nil {
		t.Errorf("%+v", st)
	}
	provePeople(s, 30, 40, start)
	s = reopen(t, s, dir, start)
	if got := len(known(s, 50, start)); got != 40 {
		t.Errorf("%d are known, want 40", got)
	}
}

// What waits is bounded.
func TestPendingIsBounded(t *testing.T) {
	k := &keeper{form: formOf([8]byte{1})}
	for n := range maxPendingBytes/recordBytes + 10 {
		k.add(Mark(n), proof{1, seenAt(decision.ByPerson, 1)})
	}
	if pending, anew := k.take(); len(pending) != maxPendingBytes || !anew {
		t.Errorf("%d bytes wait, written anew: %v", len(pending), anew)
	}
}

func TestOpenFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	if _, err := Open(file, start); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a file for a folder: %v", err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, recordFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, start); err == nil || !strings.Contains(err.Error(), recordFile) {
		t.Errorf("a folder for a file: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, recordFile)); err != nil {
		t.Fatal(err)
	}
	open(t, dir, start) // the lock was let go
}
