package journal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// crashed makes a folder as a machine leaves it that loses its power: ten records
// that the disk confirmed in two segments, and five that it did not in the second
// and a third. It returns the note that was on the disk.
func crashed(t *testing.T) (dir string, n note) {
	t.Helper()
	dir, live := memory(t), memory(t)
	synctest.Test(t, func(t *testing.T) {
		j := open(t, live)
		for n := range 10 {
			appendRecord(t, j, n, start.AddDate(0, 0, n/5))
		}
		time.Sleep(syncEvery)
		synctest.Wait()
		for n := range 5 {
			appendRecord(t, j, 10+n, start.AddDate(0, 0, 1+n/3))
		}
		if err := os.CopyFS(dir, os.DirFS(live)); err != nil {
			t.Fatal(err)
		}
		closeJournal(t, j)
	})
	left, err := os.ReadFile(filepath.Join(dir, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	n, ok := parseNote(left)
	want := note{Boot: bootID(), Segment: 2, Offset: 5 * 92, Records: 10, Announced: 10 + leastAnnounced}
	if diff := cmp.Diff(want, n); diff != "" || !ok {
		t.Fatalf("the note is %q (-want +got)\n%s", left, diff)
	}
	return dir, n
}

func TestWhatMayBeMissing(t *testing.T) {
	truncate := func(name string, size int64) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
				t.Fatal(err)
			}
		}
	}
	change := func(name string, change func(text []byte) []byte) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			path := filepath.Join(dir, name)
			text, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, change(text), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(name string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	const second, third, line = "00000002-2025-07-09.jsonl", "00000003-2025-07-10.jsonl", 92
	for _, tt := range []struct {
		what   string
		damage []func(t *testing.T, dir string)
		want   int // beside announced and not there
		torn   string
		short  bool
	}{
		{what: "all that was written is there", want: leastAnnounced - 5},
		{what: "the third segment is not there", damage: []func(*testing.T, string){remove(third)}, want: leastAnnounced - 3},
		{what: "the second ends with what was confirmed", damage: []func(*testing.T, string){remove(third), truncate(second, 5*line)}, want: leastAnnounced},
		{what: "a record behind that is torn", damage: []func(*testing.T, string){remove(third), truncate(second, 7*line-1)}, want: leastAnnounced - 1, torn: second},
		{what: "a page behind that was never written", damage: []func(*testing.T, string){change(second, func(b []byte) []byte {
			clear(b[5*line : 6*line+1]) // its number has two digits
			return b
		})}, want: leastAnnounced - 4},
		{what: "a whole segment of zeros", damage: []func(*testing.T, string){change(third, func(b []byte) []byte { return make([]byte, len(b)) })}, want: leastAnnounced - 3},
		{what: "the second ends before what was confirmed", damage: []func(*testing.T, string){truncate(second, 5*line-1)}, want: MissingUnknown, short: true},
		{what: "the second was moved away", damage: []func(*testing.T, string){remove(second)}, want: leastAnnounced - 2},
		{what: "the note is changed", damage: []func(*testing.T, string){change("lock", func(b []byte) []byte { b[20] ^= 1; return b })}, want: MissingUnknown},
		{what: "the note is cut off", damage: []func(*testing.T, string){truncate("lock", 50)}, want: MissingUnknown},
		{what: "the note is that of a program without one", damage: []func(*testing.T, string){change("lock", func(b []byte) []byte { return []byte("held\n") })}, want: MissingUnknown},
		{what: "such a program wrote over it", damage: []func(*testing.T, string){change("lock", func(b []byte) []byte { copy(b, "held\n"); return b })}, want: MissingUnknown},
	} {
		t.Run(tt.what, func(t *testing.T) {
			for _, boot := range []string{"another", "", "this"} {
				dir, n := crashed(t)
				if n.Boot = boot; boot == "this" {
					n.Boot = bootID()
				}
				if err := os.WriteFile(filepath.Join(dir, "lock"), n.text(), 0o600); err != nil {
					t.Fatal(err)
				}
				for _, damage := range tt.damage {
					damage(t, dir)
				}
				j := open(t, dir)
				got := j.Recovery()
				want := tt.want
				if boot == "this" && !strings.Contains(tt.what, "program") && !strings.Contains(tt.what, "note") {
					want = 0
				}
				if !got.Unclean || got.Missing != want || got.PowerLost != (want != 0) {
					t.Errorf("boot %q: %+v, want %d missing", boot, got, want)
				}
				if torn := got.Torn != nil; torn != (tt.torn != "") || torn && filepath.Base(got.Torn.File) != tt.torn {
					t.Errorf("torn: %v, want %q", got.Torn, tt.torn)
				}
				if short := got.Short != nil; short != (tt.short && want != 0) || short && filepath.Base(got.Short.File) != second {
					t.Errorf("short: %v, want %t", got.Short, tt.short)
				}
				appendRecord(t, j, 99, start.AddDate(0, 0, 2))
				closeJournal(t, j)
				j = open(t, dir)
				if got := j.Recovery(); got.Unclean || got.Missing != 0 || got.PowerLost {
					t.Errorf("after a clean end: %+v", got)
				}
				closeJournal(t, j)
			}
		})
	}
}

func TestRecoveryInWords(t *testing.T) {
	for want, r := range map[string]Recovery{
		"came to its end":                      {},
		"nothing is missing":                   {Unclean: true},
		"with the machine; nothing is missing": {Unclean: true, PowerLost: true},
		"at most 7 records":                    {Unclean: true, PowerLost: true, Missing: 7},
		"is not known":                         {Unclean: true, PowerLost: true, Missing: MissingUnknown},
	} {
		if !strings.Contains(r.String(), want) {
			t.Errorf("%+v: %s, want %s", r, r, want)
		}
	}
}

// What old programs wrote is read, and a journal of theirs is written on. The text
// is that of such a journal.
func TestAnOldJournal(t *testing.T) {
	dir := t.TempDir()
	old := `{"code":"K7Q2M9XD4T6","at":"2025-07-08T09:30:00.000Z","record":{"decision":"block"},"crc32c":"fdce3821"}` + "\n"
	for name, text := range map[string]string{"00000001-2025-07-08.jsonl": old, "lock": "held\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	j := open(t, dir)
	if want := (Recovery{Unclean: true, PowerLost: true, Missing: MissingUnknown}); j.Recovery() != want {
		t.Errorf("%+v, want %+v", j.Recovery(), want)
	}
	if _, err := j.Append(start, Entry{Code: "K7Q2M9XD4T6", Kind: Sequel, Record: []byte(`{}`)}); err != nil {
		t.Error(err)
	}
	closeJournal(t, j)
	checkSegments(t, dir, "00000001-2025-07-08.jsonl")
	all, err := FindAll(dir, "K7Q2M9XD4T6")
	if err != nil || len(all) != 2 || all[0].Kind != Decision || all[1].Kind != Sequel {
		t.Errorf("%+v, %v", all, err)
	}
}
