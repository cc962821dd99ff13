package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullDisk fills a real file system to its end. It takes the right to mount
// one; where that is refused TestFileSizeLimit has shown the same with another
// error of the operating system.
func TestFullDisk(t *testing.T) {
	mount := t.TempDir()
	err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=256k")
	if errors.Is(err, syscall.EPERM) {
		t.Logf("no right to mount a file system: TestFileSizeLimit stands for this one")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(mount, 0); err != nil {
			t.Error(err)
		}
	})
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
