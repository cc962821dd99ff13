//go:build darwin || linux

package journal

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// fileLimited makes a child run the test under a limit of file size.
const fileLimited = "JOURNAL_TEST_FILE_LIMIT"

// A limit of file size fails like a full disk: the write that crosses it is cut
// short, in the middle of a line, and the next one is refused. It needs no
// rights, but holds for the whole process, so a child takes it.
func TestFileSizeLimit(t *testing.T) {
	if os.Getenv(fileLimited) == "" {
		child := exec.Command(os.Args[0], "-test.run=^TestFileSizeLimit$")
		child.Env = append(os.Environ(), fileLimited+"=1")
		if out, err := child.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ) // as nohup would: the write returns EFBIG
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	old := limit.Cur
	set := func(bytes uint64) {
		limit.Cur = bytes
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	set(100_001)
	fillUp(t, dir, syscall.EFBIG, func() { set(old) })
}

// fillUp appends until the disk is full, makes room, and appends again.
func fillUp(t *testing.T, dir string, want error, makeRoom func()) {
	t.Helper()
	j := open(t, dir)
	record := fmt.Appendf(nil, `{"x":"%s"}`, strings.Repeat("x", 1000))
	var acknowledged []string
	var err error
	n := 0
	for ; err == nil && n < 100_000; n++ {
		if _, err = j.Append(start, Entry{Code: code(n), Record: record}); err == nil {
			acknowledged = append(acknowledged, code(n))
		}
	}
	path := filepath.Join(dir, "00000001-2025-07-08.jsonl")
	var write *WriteError
	if !errors.As(err, &write) || write.File != path || !errors.Is(err, want) {
		t.Fatalf("the disk is full: %v, want a *WriteError of %s for %v", err, path, want)
	}
	if text := err.Error(); !strings.Contains(text, path) || !strings.Contains(text, "free space") {
		t.Errorf("the error does not say where and what to do: %s", text)
	}
	if len(acknowledged) < 10 {
		t.Fatalf("only %d records were written", len(acknowledged))
	}
	if err := j.AppendBatch(start, []Entry{{Code: code(n), Record: record}, {Code: code(n + 1), Record: record}}); !errors.Is(err, want) {
		t.Errorf("and stays full: %v", err)
	}
	if err := j.Failing(); !errors.Is(err, want) {
		t.Errorf("it says that it fails by %v", err)
	}
	checkCodes(t, dir, Damages{}, acknowledged...) // nothing is left of the line that was begun

	makeRoom()
	appendRecord(t, j, n+2, start)
	if err := j.Failing(); err != nil {
		t.Errorf("it still says that it fails: %v", err)
	}
	closeJournal(t, j)
	checkCodes(t, dir, Damages{}, append(acknowledged, code(n+2))...)
	checkSegments(t, dir, filepath.Base(path))
}
