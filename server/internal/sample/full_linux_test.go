package sample

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullAndReadOnly takes file systems of its own to their end. Where mounting
// one is refused, a folder without the right to write stands for the one, and
// TestHalf for the other.
func TestFullAndReadOnly(t *testing.T) {
	dir := t.TempDir()
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=256k")
	if errors.Is(err, syscall.EPERM) {
		t.Log("no right to mount a file system")
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		if os.Geteuid() != 0 { // root may write everywhere
			checkRefused(t, dir, os.ErrPermission)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	checkRefused(t, dir, syscall.ENOSPC)
	for _, name := range names(t, dir) {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	checkRefused(t, dir, syscall.EROFS)
}
