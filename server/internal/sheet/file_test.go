package sheet_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"github.com/xuri/excelize/v2"
)

// onDisk writes a file and gives it as Path does.
func onDisk(t *testing.T, name string, content []byte) sheet.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := sheet.Path(path)
	if err != nil {
		t.Fatal(err)
	}
	f.Name = name
	return f
}

func smallBook(t testing.TB) []byte {
	t.Helper()
	return bookOf(t, func(book *excelize.File) { set(t, book, "Sheet1", "A1", "device", "A2", "PC1") })
}

func TestPath(t *testing.T) {
	f := onDisk(t, "devices.csv", []byte(devicesCSV))
	if f.Size != int64(len(devicesCSV)) || f.Modified.IsZero() {
		t.Errorf("size %d, modified %v", f.Size, f.Modified)
	}
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                          "it is a folder; name the files in it",
		filepath.Join(dir, "absent"): "there is no such file; look at how its name is spelt",
	} {
		_, err := sheet.Path(path)
		if wrong := (*sheet.FileError)(nil); !errors.As(err, &wrong) || wrong.Kind != sheet.Unreadable || err.Error() != path+": "+want {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestStandardInput(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin := os.Stdin
	os.Stdin = read
	defer func() { os.Stdin = stdin }()
	if _, err := io.WriteString(write, "a,\"b\n"); err != nil { // it fits into the pipe
		t.Fatal(err)
	}
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := sheet.Path("-")
	if err != nil {
		t.Fatal(err)
	}
	want := "table -\n  1: error: standard input: line 1: its quotes do not match: a cell that begins with \" must end with \", and a \" inside it be written \"\"\n  one column, UTF-8\n"
	if diff := cmp.Diff(want, tell(f, sheet.Options{})); diff != "" {
		t.Error(diff)
	}
}

func TestVanished(t *testing.T) {
	f := onDisk(t, "devices.csv", []byte(devicesCSV))
	open := f.Open
	f.Open = func() (io.ReadCloser, error) {
		opened, err := open()
		if err == nil {
			opened.Close()
			err = os.Remove(opened.(*os.File).Name())
		}
		if err != nil {
			return nil, err
		}
		return open()
	}
	if got, want := tell(f, sheet.Options{}), "error: devices.csv: there is no such file; look at how its name is spelt\n"; got != want {
		t.Error(got)
	}
}

// TestChanged changes files while they are read.
func TestChanged(t *testing.T) {
	contents := map[string][]byte{"devices.csv": []byte(devicesCSV), "devices.zip": zipOf(t, "devices.csv", devicesCSV), "devices.xlsx": smallBook(t)}
	changes := map[string]func(path string) error{
		"grows": func(path string) error {
			file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
			if err == nil {
				_, err = file.WriteString("PC3,Ward 3\n")
				err = errors.Join(err, file.Close())
			}
			return err
		},
		"shrinks":         func(path string) error { return os.Truncate(path, 10) },
		"is written over": func(path string) error { return os.Chtimes(path, time.Time{}, made) },
	}
	for name, content := range contents {
		for change, do := range changes {
			t.Run(name+" "+change, func(t *testing.T) {
				f := onDisk(t, name, content)
				var path string
				open := f.Open
				f.Open = func() (io.ReadCloser, error) {
					opened, err := open()
					path = opened.(*os.File).Name()
					return opened, err
				}
				visited := errors.New("visited")
				err := sheet.Read(f, sheet.Options{}, func(*sheet.Table) error { return errors.Join(visited, do(path)) })
				wrong := (*sheet.FileError)(nil)
				if !errors.As(err, &wrong) || wrong.Kind != sheet.Changed || wrong.File != name || !errors.Is(err, visited) {
					t.Errorf("%v", err)
				}
				if want := name + ": it changed while it was read; wait until what writes it is done, and read it again"; err.Error() != want {
					t.Errorf("told as %q", err)
				}
			})
		}
	}
}

// TestReplaced puts another file in the place of one that is open: what was opened
// is read.
func TestReplaced(t *testing.T) {
	other := onDisk(t, "other", []byte("x\n"))
	for name, content := range map[string][]byte{"devices.csv": []byte("device\nPC1\n"), "devices.xlsx": smallBook(t)} {
		f := onDisk(t, name, content)
		open := f.Open
		f.Open = func() (io.ReadCloser, error) {
			opened, err := open()
			if err != nil {
				return nil, err
			}
			replacing, err := other.Open()
			if err != nil {
				return nil, err
			}
			defer replacing.Close()
			path := opened.(*os.File).Name()
			if err := os.Remove(path); err != nil {
				return nil, err
			}
			return opened, os.Link(replacing.(*os.File).Name(), path)
		}
		if told := tell(f, sheet.Options{}); !strings.Contains(told, "  2: PC1\n") || strings.Contains(told, "error") {
			t.Errorf("%s:\n%s", name, told)
		}
	}
}

// TestProgress sees that progress grows up to the size of the file, and is told
// while rows are read.
func TestProgress(t *testing.T) {
	text := exported(20_000, "\n")
	book := bookOf(t, func(book *excelize.File) {
		for row := range 5000 {
			set(t, book, "Sheet1", fmt.Sprintf("A%d", row+1), fmt.Sprintf("%x", sha256.Sum256([]byte{byte(row), byte(row >> 8)})))
		}
	})
	for name, content := range map[string][]byte{"a.csv": text, "a.gz": gzipOf(t, string(text), made), "a.zip": zipOf(t, "a.csv", string(text), "b.csv", devicesCSV), "a.xlsx": book} {
		t.Run(name, func(t *testing.T) {
			f := onDisk(t, name, content)
			var told []int64
			during := 0
			err := sheet.Read(f, sheet.Options{Progress: func(read int64) { told = append(told, read) }}, func(table *sheet.Table) error {
				before := len(told)
				defer func() { during += len(told) - before }()
				_, err := readTable(t, table)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for i := range told {
				if i > 0 && told[i] <= told[i-1] {
					t.Errorf("%d was told after %d", told[i], told[i-1])
				}
			}
			if len(told) == 0 || told[len(told)-1] != f.Size || during < 2 {
				t.Errorf("told %v of %d, %d times while rows were read", told, f.Size, during)
			}
		})
	}
}

const largeRows = 200

// largeBook makes a workbook whose sheet and texts are too large for memory: rows
// of two cells of about 90 KiB, of which one refers to the texts.
func largeBook(t testing.TB) []byte {
	t.Helper()
	large.once.Do(func() { large.book = makeLargeBook(t) })
	return large.book
}

var large struct {
	once sync.Once
	book []byte
}

func makeLargeBook(t testing.TB) []byte {
	var cells, texts strings.Builder
	word := strings.Repeat("ward ", 18_000)
	for row := range largeRows {
		fmt.Fprintf(&cells, `<row><c t="s"><v>%d</v></c><c t="inlineStr"><is><t>%s%d</t></is></c></row>`, row, word, row)
		fmt.Fprintf(&texts, `<si><t>%s%d</t></si>`, word, row)
	}
	return repacked(t, sheetOf(t, cells.String()), "xl/sharedStrings.xml", func(string) string {
		return `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + texts.String() + `</sst>`
	})
}

// TestLargeWorkbook reads a workbook that is unpacked to disk.
func TestLargeWorkbook(t *testing.T) {
	dir := temporary(t)
	err := sheet.Read(memory("book.xlsx", largeBook(t)), sheet.Options{}, func(table *sheet.Table) error {
		for row := range largeRows {
			cells, err := table.Next()
			if err != nil {
				return err
			}
			for _, cell := range cells {
				if len(cell) < 90_000 || !strings.HasSuffix(cell, fmt.Sprintf(" %d", row)) {
					t.Errorf("row %d has a cell %q", row, shortened(cell))
				}
			}
		}
		if unpacked, err := filepath.Glob(filepath.Join(dir, "*", "*")); len(unpacked) != 3 {
			t.Errorf("%v are on disk, %v", unpacked, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// temporary gives tests a folder for temporary files, in which nothing may be left.
func temporary(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	t.Cleanup(func() {
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("there are left %v, %v", left, err)
		}
	})
	return dir
}

// TestSpool reads an archive in an archive that is too large for memory, and
// files that cannot be read to their end.
func TestSpool(t *testing.T) {
	dir := temporary(t)
	inner := storedZip(t, string(exported(80_000, "\n")))
	rows := 0
	err := sheet.Read(memory("export.zip", zipOf(t, "inner.zip", string(inner))), sheet.Options{}, func(table *sheet.Table) (err error) {
		if spooled, err := os.ReadDir(dir); len(spooled) != 1 {
			t.Errorf("%v are on disk, %v", spooled, err)
		}
		rows, err = readTable(t, table)
		return err
	})
	if rows != 80_001 || err != nil {
		t.Errorf("%d rows, %v", rows, err)
	}
	visited := errors.New("visited")
	for name, content := range map[string][]byte{
		"cut off":  zipOf(t, "inner.zip", string(inner[:len(inner)-10])),
		"wrong":    repacked(t, smallBook(t), "xl/workbook.xml", func(string) string { return "" }),
		"given up": smallBook(t),
	} {
		if err := sheet.Read(memory(name, content), sheet.Options{}, func(table *sheet.Table) error { return visited }); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestNoRoom reads what must be unpacked to disk where there is no disk.
func TestNoRoom(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	t.Setenv("TMPDIR", gone)
	t.Setenv("TMP", gone)
	err := sheet.Read(memory("book.xlsx", smallBook(t)), sheet.Options{}, func(*sheet.Table) error { return nil })
	if wrong := (*sheet.FileError)(nil); !errors.As(err, &wrong) || wrong.Kind != sheet.Unreadable || !strings.Contains(err.Error(), "free space there, or set TMPDIR") {
		t.Error(err)
	}
}
