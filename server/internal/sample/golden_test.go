package sample

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const checksums = "testdata/checksums.txt"

// TestChecksums writes each format by itself, and compares what every file holds
// with what it held before: an estate that somebody reported a fault of must be
// made again from its options. A change that is meant changes the golden file.
func TestChecksums(t *testing.T) {
	var got strings.Builder
	for _, f := range Formats() {
		dir := t.TempDir()
		written, err := Write(dir, Options{Devices: 200, Seed: 1, At: testAt, Formats: []Format{f}, Faulty: f == All})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range written {
			fmt.Fprintf(&got, "%-14s %-26s %-21s %5d %x\n", f, w.File, w.Kind, w.Rows, digest(t, filepath.Join(dir, w.File)))
		}
	}
	if *update {
		if err := os.WriteFile(checksums, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(checksums)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got.String()); diff != "" {
		t.Errorf("files (-before +now); -update if that is meant:\n%s", diff)
	}
}

// digest is of a file's bytes, or of what an archive holds: how it is compressed
// is the Go release's choice.
func digest(t *testing.T, path string) []byte {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.New()
	archive, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		hash.Write(src)
		return hash.Sum(nil)[:8]
	}
	for _, file := range archive.File {
		fmt.Fprintln(hash, file.Name)
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(hash, r); err != nil {
			t.Fatal(err)
		}
	}
	return hash.Sum(nil)[:8]
}
