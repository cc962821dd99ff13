package server_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server"
)

// TestImportChanged has a file cut while its rows are read: what was read of it is
// not all of it, and the answer must not pass for whole.
func TestImportChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "devices.csv")
	var rows strings.Builder
	rows.WriteString("device,identity-agent\n")
	for n := range 50_000 {
		fmt.Fprintf(&rows, "TEST-PC-%06d,2.4.5.0\n", n)
	}
	if err := os.WriteFile(path, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	_, skipped, err := server.Import(server.Inputs{
		Files: []server.Input{{Path: path}}, Set: shipped(t), At: time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC),
		Progress: func(read, size int64) {
			if err := os.Truncate(path, 100); err != nil {
				t.Error(err)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(skipped) != 1 || !strings.Contains(skipped[0].Error(), "it changed while it was read") {
		t.Errorf("a file that was cut while it was read is told of as %v", skipped)
	}
}
