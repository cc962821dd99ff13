package sheet_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

const devicesCSV = "device,name\nPC1,Ward 1\nPC2,Ward 2\n"

// made is when the files of these tests were made, unless they say so.
var made = time.Date(2025, 7, 1, 8, 0, 0, 0, time.UTC)

// zipOf makes a ZIP of pairs of a name and a content.
func zipOf(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: zip.Deflate, Modified: time.Date(2025, 7, 8, 10, 30, i, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// storedZip makes a ZIP of one file that is not packed and has no date.
func storedZip(t testing.TB, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: "devices.csv", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, content string, modified time.Time) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.ModTime = modified
	if _, err := io.WriteString(z, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// changed gives bytes with one string in place of another.
func changed(t *testing.T, b []byte, was, is string) []byte {
	t.Helper()
	if !bytes.Contains(b, []byte(was)) || len(was) != len(is) {
		t.Fatalf("%q is not in it, or not as long as %q", was, is)
	}
	return bytes.ReplaceAll(b, []byte(was), []byte(is))
}

func TestArchives(t *testing.T) {
	zipped := string(zipOf(t, "devices.csv", devicesCSV))
	encrypted := zipOf(t, "devices.csv", devicesCSV)
	for _, magic := range []string{"PK\x03\x04", "PK\x01\x02"} {
		at := bytes.Index(encrypted, []byte(magic)) + map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[magic]
		encrypted[at] |= 1
	}
	deflate64 := zipOf(t, "devices.csv", devicesCSV)
	deflate64[bytes.Index(deflate64, []byte("PK\x01\x02"))+10] = 9
	tests := []struct {
		name    string
		content []byte
		limits  sheet.Limits
	}{
		{name: "ZIP", content: zipOf(t, "out/devices.csv", devicesCSV, "out/", "", "__MACOSX/._devices.csv", "\x00\x05", ".DS_Store", "\x00", `b\people.csv`, "person\nP1\n")},
		{name: "no dates in the ZIP", content: storedZip(t, devicesCSV)},
		{name: "gzip", content: gzipOf(t, devicesCSV, time.Date(2025, 7, 8, 10, 30, 0, 0, time.UTC))},
		{name: "gzip without a date", content: gzipOf(t, devicesCSV, time.Time{})},
		{name: "two gzips, one after the other", content: append(gzipOf(t, devicesCSV, made), gzipOf(t, "PC3,Ward 3\n", made)...)},
		{name: "gzip in a ZIP", content: zipOf(t, "devices.csv.gz", string(gzipOf(t, devicesCSV, time.Time{})))},
		{name: "ZIP in a gzip", content: gzipOf(t, zipped, made)},
		{name: "ZIP in a ZIP", content: zipOf(t, "inner.zip", zipped, "people.csv", "person\nP1\n")},
		{name: "three deep", content: zipOf(t, "inner.zip", string(zipOf(t, "innermost.zip", zipped, "people.csv", "person\nP1\n")))},
		{name: "three deep by gzip", content: gzipOf(t, string(gzipOf(t, string(gzipOf(t, devicesCSV, made)), made)), made)},
		{name: "JSON in a ZIP", content: zipOf(t, "programs.json", `[{"name":"Identity Agent"}]`)},
		{name: "names that steer a terminal, and of DOS", content: zipOf(t, "a\x1b[2J.csv", "a\n", "M\x81ller.csv", "a\n", "Zoë.csv", "a\n")},
		{name: "some members cannot be read", content: zipOf(t, "readme.pdf", "%PDF-1.7", "empty.csv", "", "devices.csv", devicesCSV, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
		{name: "empty ZIP", content: zipOf(t)},
		{name: "ZIP of folders", content: zipOf(t, "out/", "")},
		{name: "empty gzip", content: gzipOf(t, "", made)},
		{name: "encrypted", content: encrypted},
		{name: "another method", content: deflate64},
		{name: "no directory", content: []byte(zipped[:len(zipped)-30])},
		{name: "wrong content", content: changed(t, storedZip(t, devicesCSV), "Ward 2", "Ward 3")},
		{name: "cut off gzip", content: func() []byte { b := gzipOf(t, devicesCSV, made); return b[:len(b)-3] }()},
		{name: "wrong checksum", content: func() []byte { b := gzipOf(t, devicesCSV, made); b[len(b)-8]++; return b }()},
		{name: "no gzip header", content: []byte("\x1f\x8b\x08")},
		{name: "OpenDocument", content: zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a/>")},
		{name: "binary workbook", content: zipOf(t, "[Content_Types].xml", "<a/>", "xl/workbook.bin", "")},
		{name: "Word", content: zipOf(t, "[Content_Types].xml", "<a/>", "word/document.xml", "")},
		{name: "Numbers", content: zipOf(t, "Index/Document.iwa", "")},
		{name: "too many members", content: zipOf(t, "a.csv", "a\n", "b.csv", "b\n", "c.csv", "c\n"), limits: sheet.Limits{Members: 2}},
		{name: "too much at all", content: zipOf(t, "a.csv", devicesCSV, "b.csv", devicesCSV), limits: sheet.Limits{UnpackedBytes: 50}},
		{name: "too dense", content: zipOf(t, "a.csv", "a\n"+strings.Repeat("bbbbbbbb\n", 100_000)), limits: sheet.Limits{RatioFromBytes: 200_000, CellBytes: 7}},
		{name: "too dense gzip", content: gzipOf(t, "a\n"+strings.Repeat("bbbbbbbb\n", 100_000), made), limits: sheet.Limits{RatioFromBytes: 20_000, CellBytes: 7}},
		{name: "dense enough", content: gzipOf(t, "a\n"+strings.Repeat("\n", 10_000), made), limits: sheet.Limits{RatioFromBytes: 20_000}},
	}
	var b strings.Builder
	for _, test := range tests {
		f := memory("export", test.content)
		f.Modified = made
		told := tell(f, sheet.Options{Limits: test.limits})
		// Of many rows the first and the last tell.
		if lines := strings.SplitAfter(told, "\n"); len(lines) > 20 {
			told = strings.Join(lines[:3], "") + fmt.Sprintf("  … (%d lines)\n", len(lines)-6) + strings.Join(lines[len(lines)-4:], "")
		}
		fmt.Fprintf(&b, "== %s\n%s", test.name, told)
	}
	golden(t, "archives.golden", b.String())
}
