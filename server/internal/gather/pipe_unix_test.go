//go:build unix

package gather

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestAPipeIsNotWaitedFor puts a pipe where a file was when the folder was listed.
func TestAPipeIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mkfifo(filepath.Join(dir, "a.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	if src, err := newReader(dir, Options{MaxBytes: 10}).file("a.json"); len(src) > 0 {
		t.Errorf("%q, %v", src, err)
	}
}
