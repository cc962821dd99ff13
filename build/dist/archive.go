package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is one file of a zip.
type entry struct {
	name       string // with slashes
	data       []byte
	executable bool
}

// writeZip writes entries below folder, sorted by name, all with the instant at.
func writeZip(path, folder string, at time.Time, entries []entry) error {
	entries = slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return strings.Compare(a.name, b.name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		header := &zip.FileHeader{Name: folder + e.name, Method: zip.Deflate, Modified: at}
		header.SetMode(0o644)
		if e.executable {
			header.SetMode(0o755)
		}
		f, err := w.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := f.Write(e.data); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644)
}

// writeSums writes the digests of paths as `sha256sum -c` reads them beside the files.
func writeSums(path string, paths []string) error {
	var out strings.Builder
	for _, p := range slices.Sorted(slices.Values(paths)) {
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%x  %s\n", sha256.Sum256(data), filepath.Base(p))
	}
	return os.WriteFile(path, []byte(out.String()), 0o644)
}
