package journal

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var start = time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)

func TestRecordsAreReadBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "journal")
	j := open(t, dir)
	if _, err := j.Append(start, Entry{Code: "K7Q2M9XD4T6", Record: []byte(`{"decision":"block"}`)}); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Append(start.Add(time.Hour), Entry{Code: "0000000000*", Record: []byte(`{"decision":"allow","of":"K7Q2M9XD4T6"}`)}); err != nil {
		t.Fatal(err)
	}
	segment := filepath.Join(dir, "00000001-2025-07-08.jsonl")
	// Found while it is written, and after.
	for range 2 {
		got, err := Find(dir, "K7Q2M9XD4T6")
		want := Found{Code: "K7Q2M9XD4T6", Record: []byte(`{"decision":"block"}`), At: start, Position: Position{1, 0}, File: segment, Line: 1}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got)\n%s", err, diff)
		}
		got, err = Find(dir, "0000000000*")
		if err != nil || got.Line != 2 || !got.At.Equal(start.Add(time.Hour)) {
			t.Errorf("second record: %+v, %v", got, err)
		}
		if err := j.Close(); err != nil && !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	}
	text, err := os.ReadFile(segment)
	want := `{"code":"K7Q2M9XD4T6","at":"2025-07-08T09:30:00.000Z","record":{"decision":"block"},"crc32c":"fdce3821"}` + "\n"
	if first, _, _ := strings.Cut(string(text), "\n"); first+"\n" != want || err != nil {
		t.Errorf("%v\ngot  %swant %s", err, first+"\n", want)
	}
}

func TestReopening(t *testing.T) {
	dir := t.TempDir()
	names := []string{"00000001-2025-07-08.jsonl"}
	for i := range 3 {
		j := open(t, dir)
		if r := j.Recovery(); r != (Recovery{}) {
			t.Errorf("after a clean end: %+v", r)
		}
		if i == 1 { // opened and closed without a word
			closeJournal(t, j)
			continue
		}
		appendRecord(t, j, i, start)
		closeJournal(t, j)
		checkSegments(t, dir, names...)
	}
	checkCodes(t, dir, Damages{}, code(0), code(2))
}

func TestATornEndBeginsANewSegment(t *testing.T) {
	whole, err := appendLine(nil, start, Entry{Code: code(1), Record: []byte(`{"n":1}`)}, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, tail := range [][]byte{whole[:1], whole[:30], whole[:len(whole)-1], append(whole[:30:30], make([]byte, 4096)...), []byte("\x00\x00x")} {
		dir := t.TempDir()
		j := open(t, dir)
		appendRecord(t, j, 0, start)
		closeJournal(t, j)
		path := filepath.Join(dir, "00000001-2025-07-08.jsonl")
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(tail); err != nil {
			t.Fatal(err)
		}
		f.Close()

		torn := Damage{File: path, Line: 2, Problem: problemTorn}
		j = open(t, dir)
		if diff := cmp.Diff(Recovery{Torn: &torn}, j.Recovery()); diff != "" {
			t.Errorf("tail of %d bytes (-want +got)\n%s", len(tail), diff)
		}
		appendRecord(t, j, 2, start)
		closeJournal(t, j)
		checkSegments(t, dir, "00000001-2025-07-08.jsonl", "00000002-2025-07-08.jsonl")
		checkCodes(t, dir, Damages{1, []Damage{torn}}, code(0), code(2))

		// The tear is old now: the newest segment is whole.
		j = open(t, dir)
		if r := j.Recovery(); r != (Recovery{}) {
			t.Errorf("after the new segment: %+v", r)
		}
		closeJournal(t, j)
	}
}

func TestTwoWritersAreRefused(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	appendRecord(t, j, 0, start)
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("second writer: %v", err)
	}
	appendRecord(t, j, 1, start) // the first is not disturbed
	closeJournal(t, j)
	closeJournal(t, open(t, dir))
}

func TestAClosedJournal(t *testing.T) {
	j := open(t, t.TempDir())
	closeJournal(t, j)
	if _, err := j.Append(start, Entry{Code: code(0), Record: []byte(`{}`)}); !errors.Is(err, ErrClosed) {
		t.Errorf("Append: %v", err)
	}
	if err := j.Close(); !errors.Is(err, ErrClosed) {
		t.Errorf("Close: %v", err)
	}
}

func TestAFolderThatCannotBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file, Options{}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("Open of a file: %v", err)
	}
	if _, err := Find(filepath.Join(file, "none"), code(0)); err == nil || errors.Is(err, ErrNotFound) {
		t.Errorf("Find in a folder that is none: %v", err)
	}
	if _, err := Find(filepath.Join(t.TempDir(), "none"), code(0)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Find in a folder that is not there: %v", err)
	}
}

func TestOnlyTheOwnerMayRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "journal")
	j := open(t, dir)
	appendRecord(t, j, 0, start)
	closeJournal(t, j)
	want := map[string]os.FileMode{
		dir: 0o700, filepath.Join(dir, "lock"): 0o600, filepath.Join(dir, "00000001-2025-07-08.jsonl"): 0o600,
	}
	for path, mode := range want {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		// Windows has no such modes; there the folder's list of rights decides.
		if got := info.Mode().Perm(); got != mode && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %o, want %o", path, got, mode)
		}
	}
}

func TestManyWritersAndReadersAtOnce(t *testing.T) {
	const writers, each = 8, 100
	dir := t.TempDir()
	j, err := Open(dir, Options{SegmentBytes: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				n := w*each + i
				if _, err := j.Append(start, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"n":%d}`, n)}); err != nil {
					t.Error(err)
				}
				if i%20 != 0 {
					continue
				}
				// What has been appended is found at once, whatever else goes on.
				if _, err := Find(dir, code(n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	closeJournal(t, j)
	var want []string
	for n := range writers * each {
		want = append(want, code(n))
	}
	checkCodes(t, dir, Damages{}, want...)
}

func open(t testing.TB, dir string) *Journal {
	t.Helper()
	j, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func closeJournal(t testing.TB, j *Journal) {
	t.Helper()
	if err := j.Close(); err != nil {
		t.Error(err)
	}
}

func code(n int) string { return fmt.Sprintf("%011d", n) }

func appendRecord(t testing.TB, j *Journal, n int, at time.Time) {
	t.Helper()
	if _, err := j.Append(at, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"n":%d}`, n)}); err != nil {
		t.Fatal(err)
	}
}

func checkSegments(t testing.TB, dir string, want ...string) {
	t.Helper()
	got, err := segmentNames(dir)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("segments: %v (-want +got)\n%s", err, diff)
	}
}

// checkCodes reads the whole journal and compares the codes, in any order, each
// once, and the damage.
func checkCodes(t testing.TB, dir string, damaged Damages, want ...string) {
	t.Helper()
	got, gotDamaged := readCodes(t, dir)
	wanted := map[string]int{}
	for _, c := range want {
		wanted[c]++
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("codes in the journal (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(damaged, gotDamaged); diff != "" {
		t.Errorf("damage (-want +got)\n%s", diff)
	}
}

func readCodes(t testing.TB, dir string) (map[string]int, Damages) {
	t.Helper()
	names, err := segmentNames(dir)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]int{}
	var damaged Damages
	for _, name := range names {
		path := filepath.Join(dir, name)
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		err = readLines(bufio.NewReaderSize(f, maxLineBytes),
			func(_ place, l line) error { codes[string(l.code)]++; return nil },
			func(p place, problem string) { damaged.add(Damage{path, p.line, problem}) })
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return codes, damaged
}
