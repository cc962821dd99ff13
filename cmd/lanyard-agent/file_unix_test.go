//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestToFileLeavesWhatIsNoFile as it is, or an administrator who writes to /dev/null would
// take it away from everybody. It is held to a pipe of its own, which nobody else needs.
func TestToFileLeavesWhatIsNoFile(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	// Open for both, so that neither side waits for the other.
	end, err := os.OpenFile(pipe, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer end.Close()
	if err := toFile(pipe, writes("through")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(pipe)
	if err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Fatalf("it is no pipe any more: %v, %v", info, err)
	}
	got := make([]byte, len("through"))
	if _, err := io.ReadFull(end, got); err != nil || string(got) != "through" {
		t.Errorf("%q, %v", got, err)
	}
}
