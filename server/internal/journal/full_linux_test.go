package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of its own. It takes the right to mount one;
// where that is refused, false: other tests have shown the same with another
// error of the operating system, or with a disk that is not real.
func smallDisk(t *testing.T, size string) (mount string, ok bool) {
	t.Helper()
	mount = t.TempDir()
	err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size="+size)
	if errors.Is(err, syscall.EPERM) {
		t.Logf("no right to mount a file system: TestFileSizeLimit and TestTheReserveIsGivenBack stand for this one")
		return "", false
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(mount, 0); err != nil {
			t.Error(err)
		}
	})
	return mount, true
}

// TestFullDisk fills a real file system to its end.
func TestFullDisk(t *testing.T) {
	mount, ok := smallDisk(t, "256k")
	if !ok {
		return
	}
	ballast := filepath.Join(mount, "ballast")
	if err := os.WriteFile(ballast, bytes.Repeat([]byte{'x'}, 100_000), 0o600); err != nil {
		t.Fatal(err)
	}
	fillUp(t, filepath.Join(mount, "journal"), syscall.ENOSPC, func() {
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
	})
}

// TestDetailsGoBeforeDecisions fills a real file system: first records lose their
// details, then the reserve is used up, and only then a decision is refused. What
// others take of the disk meanwhile does not touch the reserve.
func TestDetailsGoBeforeDecisions(t *testing.T) {
	const reserve = 4 << 20
	mount, ok := smallDisk(t, "16m")
	if !ok {
		return
	}
	dir := filepath.Join(mount, "journal")
	j, err := Open(dir, Options{LowBytes: 2 << 20, ReserveBytes: reserve, SegmentBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	entry := func(n int) Entry {
		return Entry{Code: code(n), Record: fmt.Appendf(nil, `{"n":%d,"x":"%s"}`, n, strings.Repeat("x", 400)), Detail: fmt.Appendf(nil, `,"detail":"%s"`, strings.Repeat("y", 4000))}
	}
	var full, brief, reserved int
	n := 0
	for ; n < 100_000; n++ {
		before := j.Stats()
		if _, err = j.Append(start, entry(n)); err != nil {
			break
		}
		switch after := j.Stats(); {
		case after.Reserve < reserve:
			reserved++
		case after.DetailsDropped > before.DetailsDropped:
			brief++
		default:
			full++
		}
		if n%200 == 0 {
			j.sync() // as each second
		}
	}
	var write *WriteError
	if !errors.As(err, &write) || !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is full: %v", err)
	}
	s := j.Stats()
	t.Logf("%d whole, %d without detail, %d of them out of the reserve: %+v", full, brief+reserved, reserved, s)
	// 10 MiB with a detail, 2 without, 4 of the reserve; a line has 490 bytes, and a
	// detail ten times as much.
	if full < 1800 || brief < 3000 || reserved < 7500 || s.DetailsDropped != brief+reserved || s.Written != n || s.Unkept != 1 || s.Reserve != 0 {
		t.Error("that is not the order in which room is given up")
	}
	codes, damaged := readCodes(t, dir)
	if len(codes) != n || damaged.Count > 0 {
		t.Errorf("%d records are there, %d were answered for; %+v", len(codes), n, damaged)
	}
	closeJournal(t, j)
}
