package server_test

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server"
)

// TestImportArchiveOfBundles reads a ZIP of bundles beside a folder of them.
func TestImportArchiveOfBundles(t *testing.T) {
	dir := t.TempDir()
	bundle := func(id string) string {
		return fmt.Sprintf(`{"lanyard_bundle":1,"taken_at":"2025-07-07T08:00:00Z","device":{"id":%q}}`, id)
	}
	archive := filepath.Join(dir, "share.zip")
	f, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, text := range map[string]string{"a/1.json": bundle("aa01"), "a/2.json": bundle("bb02"), "3.json": `{"other":1}`, "devices.csv": "device\nD1\n"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	share := filepath.Join(dir, "share")
	if err := os.Mkdir(share, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := range 100 {
		if err := os.WriteFile(filepath.Join(share, fmt.Sprintf("%d.json", n)), []byte(bundle(fmt.Sprintf("cc%02d", n))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var read int64
	e, skipped, err := server.Import(server.Inputs{
		Files: []server.Input{{Path: archive}, {Path: share}}, Set: shipped(t), At: time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC),
		Progress: func(n, size int64) {
			if n > size || n < read {
				t.Errorf("%d bytes of %d, after %d", n, size, read)
			}
			read = n
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(skipped) != 1 || !strings.Contains(skipped[0].Error(), "1 other files in it are not read") {
		t.Errorf("skipped %v", skipped)
	}
	if got := e.Sources(); len(got) != 2 || read < 100*70 {
		t.Errorf("sources %v, %d bytes", got, read)
	}
}
