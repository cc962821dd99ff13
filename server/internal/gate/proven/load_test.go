package proven

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// Whatever happens to a file, what is whole of it counts, and it is told.
func TestDamaged(t *testing.T) {
	tests := []struct {
		name    string
		damage  func([]byte) []byte
		known   int // of 20 people; there is one address beside them
		problem string
	}{
		{"cut in the middle of a record", func(b []byte) []byte { return b[:headBytes+7*recordBytes+5] }, -7, "5 bytes are damaged"},
		{"a byte changed", func(b []byte) []byte { b[headBytes+3*recordBytes+9] ^= 1; return b }, -20, "24 bytes are damaged"},
		{"a byte lost", func(b []byte) []byte { return append(b[:headBytes+30], b[headBytes+31:]...) }, -20, "23 bytes are damaged"},
		{"bytes between", func(b []byte) []byte {
			return append(append(bytes.Clone(b[:headBytes+recordBytes]), "some text"...), b[headBytes+recordBytes:]...)
		}, 20, "9 bytes are damaged"},
		{"the head", func(b []byte) []byte { b[3] = 'x'; return b }, 20, "24 bytes are damaged"},
		{"no head", func(b []byte) []byte { return b[headBytes:] }, 20, ""},
		{"empty", func([]byte) []byte { return nil }, 0, "it is empty"},
		{"all of it", func(b []byte) []byte { return bytes.Repeat([]byte{0xa5}, len(b)) }, 0, "put aside"},
		{"zeros", func(b []byte) []byte { return make([]byte, 3<<20) }, 0, "put aside"},
		{"a unit that there is not", func(b []byte) []byte {
			for at := headBytes; at < len(b); at += recordBytes {
				b[at+19] = 9
			}
			return b
		}, 0, "put aside"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := made(t)
			path := filepath.Join(dir, recordFile)
			damaged := test.damage(read(t, path))
			write(t, path, damaged)
			s := open(t, dir, start)
			got := int(s.Status().People)
			// A record that is gone may be that of the address.
			if test.known >= 0 && got != test.known || test.known < 0 && got != -test.known && got != -test.known-1 {
				t.Errorf("%d people are known, want %d", got, test.known)
			}
			if got != len(known(s, 20, start)) {
				t.Errorf("%d people are counted and %d are known", got, len(known(s, 20, start)))
			}
			problems := strings.Join(s.Status().Loaded.Problems, "\n")
			if !strings.Contains(problems, test.problem) || (problems == "") != (test.problem == "") && test.name != "no head" {
				t.Errorf("it says %q, want %q", problems, test.problem)
			}
			if test.problem == "put aside" && !bytes.Equal(read(t, path+".damaged"), damaged) {
				t.Error("what was put aside is not what was there")
			}
			// The next flush mends the file, and it can be written on.
			flush(t, s)
			provePeople(s, 20, 30, start)
			s = reopen(t, s, dir, start)
			if l := s.Status().Loaded; l.Damaged != 0 || len(l.Problems) != 0 || s.Status().People != int64(got+10) {
				t.Errorf("after mending: %+v, %d people", l, s.Status().People)
			}
		})
	}
}

func TestKey(t *testing.T) {
	lost := made(t)
	if err := os.Remove(filepath.Join(lost, keyFile)); err != nil {
		t.Fatal(err)
	}
	s := open(t, lost, start)
	if p := s.Status().Loaded.Problems; len(known(s, 20, start)) != 0 || len(p) != 1 || !strings.Contains(p[0], "key that is lost") {
		t.Errorf("a lost key: %q", p)
	}

	for name, text := range map[string]string{"empty": "", "short": "abcd\n", "no digits": strings.Repeat("x", 2*keyBytes), "long": strings.Repeat("a", 1000)} {
		dir := made(t)
		write(t, filepath.Join(dir, keyFile), []byte(text))
		s := open(t, dir, start)
		p := s.Status().Loaded.Problems
		if len(known(s, 20, start)) != 0 || len(p) != 2 || !strings.Contains(p[0], "a new key was made") {
			t.Errorf("%s: %q", name, p)
		}
		if got := string(read(t, filepath.Join(dir, keyFile+".damaged"))); got != text {
			t.Errorf("%s: put aside: %q", name, got)
		}
		provePeople(s, 0, 5, start)
		s = reopen(t, s, dir, start)
		if got := len(known(s, 20, start)); got != 5 {
			t.Errorf("%s: with the new key %d were kept, want 5", name, got)
		}
	}
	a, b := made(t), made(t)
	if bytes.Equal(read(t, filepath.Join(a, keyFile)), read(t, filepath.Join(b, keyFile))) {
		t.Error("two folders have one key")
	}
}

// A record from the future counts as one of now, and no longer than that.
func TestFuture(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, start)
	provePeople(s, 0, 20, start.AddDate(3, 0, 0)) // the clock was wrong
	s = reopen(t, s, dir, start)
	l := s.Status().Loaded
	if l.Future != 21 || len(l.Problems) != 1 || !strings.Contains(l.Problems[0], "lie in the future") {
		t.Errorf("%+v", l)
	}
	if got := len(known(s, 20, start.Add(Remembered-time.Hour))); got != 20 {
		t.Errorf("%d are known, want 20", got)
	}
	if got := len(known(s, 20, start.Add(Remembered))); got != 0 {
		t.Errorf("after a week %d are known, want none", got)
	}

	// The clock is set back while it runs.
	s = open(t, t.TempDir(), start)
	provePeople(s, 0, 10, start.AddDate(3, 0, 0))
	if got := len(known(s, 10, start)); got != 10 {
		t.Errorf("%d are known, want 10", got)
	}
	flush(t, s)
	if got := len(known(s, 10, start.Add(Remembered))); got != 0 {
		t.Errorf("a week after the clock was set back %d are known, want none", got)
	}
	// It jumps ahead, for less than it takes to flush, and back: nobody is lost.
	s = open(t, t.TempDir(), start)
	provePeople(s, 0, 10, start)
	if known(s, 10, start.AddDate(1, 0, 0)) != nil || len(known(s, 10, start)) != 10 {
		t.Error("a jump of the clock lost somebody, or kept somebody too long")
	}
}

// Of two records of one identity the later one holds, as when they were written.
// Where the store knows something already the newer one does.
func TestWhichHolds(t *testing.T) {
	f := formOf([8]byte{1})
	at := hourOf(start)
	b := bytes.Clone(f.head[:])
	b = f.append(b, 1, proof{1, seenAt(decision.ByPerson, at-1)})
	b = f.append(b, 1, proof{2, seenAt(decision.ByPerson, at-2)})
	b = f.append(b, 2, proof{3, seenAt(decision.ByPerson, at-2)})
	b = f.append(b, 2, proof{4, seenAt(decision.ByPerson, at-2)})
	for used, want := range map[bool][2]Mark{false: {2, 4}, true: {1, 9}} {
		s := open(t, "", start)
		if used {
			s.remember(2, proof{9, seenAt(decision.ByPerson, at)})
		}
		s.used.Store(used)
		var l Loaded
		if err := s.read(bytes.NewReader(b), f, &l); err != nil || !l.sound || l.Records != 4 {
			t.Fatalf("%+v, %v", l, err)
		}
		var got [2]Mark
		if !s.recall(1, at, &got[0]) || !s.recall(2, at, &got[1]) || got != want || s.Status().People != 2 {
			t.Errorf("in use %v: vouched for by %v, want %v; %d people", used, got, want, s.Status().People)
		}
	}
}

// FuzzRead: no file is a panic, every byte of it is dealt with once, and what was
// read can be written and read again.
func FuzzRead(f *testing.F) {
	form := formOf([8]byte{1, 2, 3})
	good := bytes.Clone(form.head[:])
	for n := range 5 {
		good = form.append(good, Mark(n), proof{Mark(n), seenAt(decision.ByDevice, hourOf(start)-uint32(n))})
	}
	f.Add(good)
	f.Add(good[:50])
	f.Add(append(good[:30:30], good...))
	f.Add(binary.LittleEndian.AppendUint64(nil, 7))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Open("", start)
		if err != nil {
			t.Fatal(err)
		}
		var l Loaded
		if err := s.read(bytes.NewReader(b), form, &l); err != nil {
			t.Fatal(err)
		}
		dealt := (l.Records+l.Old)*recordBytes + l.Damaged
		if !l.headless {
			dealt += int64(headBytes)
		}
		if dealt != int64(len(b)) {
			t.Errorf("%+v deals with %d bytes of %d", l, dealt, len(b))
		}
		again := bytes.Clone(form.head[:])
		for i := range s.shards {
			again = s.shards[i].appendTo(again, &form)
		}
		kept, err := Open("", start)
		if err != nil {
			t.Fatal(err)
		}
		var second Loaded
		if err := kept.read(bytes.NewReader(again), form, &second); err != nil {
			t.Fatal(err)
		}
		if !second.sound || second.Records != s.remembered() || kept.remembered() != s.remembered() {
			t.Errorf("written and read again: %+v, want %d records", second, s.remembered())
		}
	})
}

func FuzzKey(f *testing.F) {
	f.Add([]byte(strings.Repeat("0a", keyBytes) + "\n"))
	f.Add([]byte("abc"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if key, err := decodeKey(text); err == nil && len(key) != keyBytes || err != nil && key != nil {
			t.Errorf("%x, %v", key, err)
		}
	})
}
