//go:build unix

package server_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server"
)

// TestImportPipeInFolder gives a folder with a pipe into which nobody writes.
func TestImportPipeInFolder(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "a.csv"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "b.csv"), []byte("device\nTEST-PC-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, skipped, err := server.Import(server.Inputs{Files: []server.Input{{Path: dir}}, Set: shipped(t), At: time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)})
	if len(skipped) > 0 || err != nil {
		t.Error(skipped, err)
	}
}
