package sheet_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"github.com/xuri/excelize/v2"
)

// tight are limits within which a few bytes can do no harm, nor a few thousand
// bytes hold up the fuzzer.
var tight = sheet.Limits{CellBytes: 256, RowBytes: 1 << 10, UnpackedBytes: 4 << 20, Ratio: 50, RatioFromBytes: 64 << 10, Members: 50, WorkbookBytes: 1 << 20}

// readAll reads a file to its end and sees that what is given is as promised.
func readAll(t *testing.T, b []byte) (rows int, _ error) {
	t.Helper()
	f := memory("a", b)
	f.Size = int64(len(b))
	told := int64(0)
	err := sheet.Read(f, sheet.Options{Limits: tight, Progress: func(read int64) {
		if read <= told || read > f.Size {
			t.Errorf("told of %d bytes after %d, of %d", read, told, f.Size)
		}
		told = read
	}}, func(table *sheet.Table) error {
		n, err := readTable(t, table)
		rows += n
		return err
	})
	if err != nil {
		wrong := (*sheet.FileError)(nil)
		if !errors.As(err, &wrong) || wrong.Kind == 0 || wrong.Problem == "" || wrong.Do == "" {
			t.Errorf("%v is not told as it should be", err)
		}
	}
	return rows, err
}

func readTable(t *testing.T, table *sheet.Table) (rows int, _ error) {
	t.Helper()
	peeked := table.Peek(20)
	if table.Form == sheet.JSON {
		text, err := io.ReadAll(table.JSON())
		if !utf8.Valid(text) {
			t.Errorf("JSON that is not UTF-8: %q", text)
		}
		return len(text), err
	}
	for line := 0; ; {
		row, err := table.Next()
		if err == io.EOF {
			break
		}
		if wrong := (*sheet.RowError)(nil); errors.As(err, &wrong) {
			if wrong.Line != table.Line() || wrong.Line <= line || wrong.File != table.Name || wrong.Problem == "" {
				t.Errorf("after line %d, on line %d: %#v", line, table.Line(), wrong)
			}
			line = wrong.Line
			continue
		}
		if err != nil {
			return rows, err
		}
		if rows < len(peeked) && strings.Join(peeked[rows], "\n") != strings.Join(row, "\n") {
			t.Errorf("row %d was %q when peeked and is %q", rows, peeked[rows], row)
		}
		rows++
		if table.Line() <= line {
			t.Errorf("line %d after line %d", table.Line(), line)
		}
		line = table.Line()
		if strings.Join(row, "") == "" {
			t.Errorf("line %d: an empty row", line)
		}
		for _, cell := range row {
			if !utf8.ValidString(cell) || strings.Contains(cell, "\x00") || len(cell) > 3*tight.CellBytes {
				t.Errorf("line %d: a cell %q", line, cell)
			}
		}
	}
	if table.Describe() == "" {
		t.Error("nothing is said of the table")
	}
	return rows, nil
}

// FuzzRead reads arbitrary bytes.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "sep=;\r\na;b\r\n", "a\tb\r1\t\"2\r3\"\r", "a,\"b\n\"c\n", "\xef\xbb\xbf[{\"a\":1}]", "a,24\"\nb,\"c\n", "a\x00b\n", "Zo\xeb,1\n",
		"\n\n\n" + strings.Repeat(",", 300) + "\n", strings.Repeat("b\",\"\n", 500), strings.Repeat("x", 3000) + "\ny\n", "\"" + strings.Repeat("x\n", 800),
		utf16Text("a,b\n", "le", true), utf16Text("a,b\n", "be", false), "%PDF-", "<html>", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
	} {
		f.Add([]byte(seed))
	}
	f.Add(zipOf(f, "a.csv", "a,b\n"))
	f.Add(gzipOf(f, "a,b\n", made))
	f.Add(bookOf(f, func(book *excelize.File) { set(f, book, "Sheet1", "A1", 1) }))
	f.Fuzz(func(t *testing.T, b []byte) {
		readAll(t, b)
	})
}

// FuzzPacked reads arbitrary bytes behind checksums that fit: as a member of an
// archive, or as a part of a workbook.
func FuzzPacked(f *testing.F) {
	book := bookOf(f, func(book *excelize.File) {
		set(f, book, "Sheet1", "A1", "device", "B1", 45846.4, "A2", "PC1")
		format(f, book, "B1", excelize.Style{NumFmt: 22})
	})
	parts := []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"}
	for i, part := range parts {
		repacked(f, book, part, func(text string) string {
			f.Add(byte(i), []byte(text))
			f.Add(byte(i), []byte(text[:len(text)*2/3]))
			return text
		})
	}
	for kind := range byte(3) {
		f.Add(byte(len(parts))+kind, []byte("a,b\n1,2\n"))
		f.Add(byte(len(parts))+kind, gzipOf(f, "a,b\n1,2\n", made))
	}
	f.Add(byte(0), []byte(`<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="s"><v>99999999999</v></c></row></sheetData></worksheet>`))
	f.Fuzz(func(t *testing.T, kind byte, b []byte) {
		switch kind := int(kind) % (len(parts) + 3); {
		case kind < len(parts):
			readAll(t, repacked(t, book, parts[kind], func(string) string { return string(b) }))
		case kind == len(parts):
			readAll(t, zipOf(t, "a", string(b), "b", "x\n"))
		case kind == len(parts)+1:
			readAll(t, gzipOf(t, string(b), made))
		default:
			readAll(t, zipOf(t, "a.gz", string(gzipOf(t, string(b), made))))
		}
	})
}

// TestCutOff cuts small files at every byte, and turns each byte over: an archive
// then gives an error or all its rows, and never a panic.
func TestCutOff(t *testing.T) {
	book := bookOf(t, func(book *excelize.File) {
		set(t, book, "Sheet1", "A1", "device", "B1", 45846.4, "A2", "PC1", "A3", "PC2")
		format(t, book, "B1", excelize.Style{NumFmt: 22})
	})
	files := []struct {
		name    string
		content []byte
		archive bool
	}{
		{"CSV", []byte("a;\"b\n\"\"c\"\r\n1;24\" 2\r\n\xe9;\x00\r\n"), false},
		{"UTF-16", []byte(utf16Text("a;\"b\n\"\"c\"\r\n1;2\r\n", "le", true)), false},
		{"JSON", []byte("[{\"a\":\"Zo\xeb\"}]"), false},
		{"ZIP", zipOf(t, "devices.csv", devicesCSV, "people.csv", "person\nP1\n"), true},
		{"gzip", gzipOf(t, devicesCSV, made), true},
		{"XLSX", repacked(t, book, "xl/theme/theme1.xml", func(string) string { return "" }), true},
		{"ZIP in a ZIP", zipOf(t, "inner.zip", string(zipOf(t, "devices.csv", devicesCSV))), true},
		{"JSON in a gzip", gzipOf(t, `[{"device":"PC1"},{"device":"PC2"}]`, made), true},
	}
	for _, file := range files {
		t.Run(file.name, func(t *testing.T) {
			all, err := readAll(t, file.content)
			if err != nil || all == 0 {
				t.Fatalf("as a whole: %d rows, %v", all, err)
			}
			for n := range file.content {
				if n == 1 || n == 2 {
					continue // so much of an archive is text, as good as any
				}
				if rows, err := readAll(t, file.content[:n]); file.archive && err == nil {
					t.Errorf("cut off after %d of %d bytes it gives %d rows and no error", n, len(file.content), rows)
				}
			}
			for n := 0; n < len(file.content); n += 1 + len(file.content)/1000 {
				b := append([]byte(nil), file.content...)
				b[n] ^= 0xff
				if rows, err := readAll(t, b); file.archive && err == nil && rows < all {
					t.Errorf("with byte %d of %d turned over it gives %d of %d rows and no error", n, len(b), rows, all)
				}
			}
		})
	}
}
