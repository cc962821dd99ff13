package sheet_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

// endless gives a text over and over, and measures how much memory is held
// meanwhile.
type endless struct {
	text    string
	at      int // in text
	left    int // bytes; whole texts
	measure int // at how many left to measure next
	before  uint64
	held    *uint64
}

// Read gives more of the text.
func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	if e.left <= e.measure {
		e.measure = e.left - 4<<20
		if now := heldBytes(); now > e.before {
			*e.held = max(*e.held, now-e.before)
		}
	}
	n := copy(p, e.text[e.at:])
	e.left -= n
	e.at = (e.at + n) % len(e.text)
	return n, nil
}

// heldBytes is what is in use, garbage left out.
func heldBytes() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// TestLongRows reads texts in which a cell or a row is endless: an error on its
// line, the rows after it, and little memory.
func TestLongRows(t *testing.T) {
	tests := []struct {
		name, before, text, after string
		mib                       int // of text
		errorLine                 int
		rows                      int // that are read at least
		heldMiB                   uint64
	}{
		{"a cell", "device,name\nPC1,", "x", "\nPC2,Ward 2\n", 100, 2, 2, 8},
		{"a quoted cell", "device,name\nPC1,\"", "x", "\"\nPC2,Ward 2\n", 100, 2, 2, 8},
		{"a row of many cells", "device,name\nPC1,", "x,", "\nPC2,Ward 2\n", 100, 2, 2, 80},
		{"a row of long cells", "device,name\nPC1,", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,", "\nPC2,Ward 2\n", 100, 2, 2, 80},
		{"a quoted cell of many lines", "device,name\nPC1,\"", "x, y\n", "\"\nPC2,Ward 2\n", 20, 2, 2, 80},
		{"a quote that is not closed", "device,name\n\"PC1,Ward 1\n", "PC2,Ward 2\n", "PC3,Ward 3\n", 20, 2, 20<<20/11 - 100_000, 80},
		{"empty lines", "device,name\n", "\n", "PC2,Ward 2\n", 20, 0, 2, 80},
		{"NULs", "device,name\n", "\x00", "\nPC2,Ward 2\n", 100, 2, 2, 8},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var held uint64
			f := sheet.File{Name: "devices.csv", Open: func() (io.ReadCloser, error) {
				text := strings.Repeat(test.text, 100_000)
				size := test.mib << 20 / len(text) * len(text)
				body := &endless{text: text, left: size, measure: size, before: heldBytes(), held: &held}
				return io.NopCloser(io.MultiReader(strings.NewReader(test.before), body, strings.NewReader(test.after))), nil
			}}
			rows, errorLine := 0, 0
			var last []string
			err := sheet.Read(f, sheet.Options{}, func(table *sheet.Table) error {
				for {
					row, err := table.Next()
					if err == io.EOF {
						return nil
					}
					if wrong := (*sheet.RowError)(nil); errors.As(err, &wrong) {
						if errorLine == 0 {
							errorLine = wrong.Line
						}
						continue
					}
					if err != nil {
						return err
					}
					rows++
					last = append(last[:0], row...)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if errorLine != test.errorLine || rows < test.rows || held > test.heldMiB<<20 {
				t.Errorf("%d rows and the first error on line %d, %d MiB held; want at least %d rows, line %d, at most %d MiB", rows, errorLine, held>>20, test.rows, test.errorLine, test.heldMiB)
			}
			if want := strings.Split(strings.TrimSpace(strings.TrimPrefix(test.after, "\"")), ","); !cmp.Equal(want, last) {
				t.Errorf("the last row is %q, want %q", last, want)
			}
		})
	}
}

// TestReadAgain reads a text in which every line opens a quote that no line
// closes. If each were followed to its end this test would not come to its own.
func TestReadAgain(t *testing.T) {
	text := "a,b\n" + strings.Repeat("b\",\"\n", 1<<20)
	wrong := 0
	err := sheet.Read(memory("a", []byte(text)), sheet.Options{}, func(table *sheet.Table) error {
		for {
			_, err := table.Next()
			if err == io.EOF {
				return nil
			}
			if rowError := (*sheet.RowError)(nil); !errors.As(err, &rowError) {
				continue
			}
			wrong++
		}
	})
	if err != nil || wrong == 0 {
		t.Errorf("%d wrong rows, %v", wrong, err)
	}
}

// TestBombs reads archives that unpack to far more than they are, within the
// default limits.
func TestBombs(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	rows := []byte(strings.Repeat("1,"+strings.Repeat("2", 1021)+"\n", 1<<10))
	for range 70 {
		if _, err := z.Write(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	bomb := packed.String()
	xml := `<row r="1"><c r="A1"><v>1</v></c></row>` + strings.Repeat(" ", 80<<20)
	for name, content := range map[string][]byte{
		"a.gz":   []byte(bomb),
		"a.zip":  zipOf(t, "a.gz", bomb),
		"a.xlsx": sheetOf(t, xml),
	} {
		t.Run(name, func(t *testing.T) {
			err := sheet.Read(memory(name, content), sheet.Options{}, func(table *sheet.Table) error {
				for {
					if _, err := table.Next(); err != nil {
						return err
					}
				}
			})
			wrong := (*sheet.FileError)(nil)
			if !errors.As(err, &wrong) || wrong.Kind != sheet.TooLarge {
				t.Errorf("%d bytes: %v", len(content), err)
			}
		})
	}
}

func ExampleRead() {
	export := "\xef\xbb\xbfsep=;\r\ndevice;name\r\nPC1;\"Ward 1; bed 2\"\r\nPC2;\"Ward 2\r\nPC3;Ward 3\r\n"
	f := sheet.File{Name: "devices.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(export)), nil }}
	err := sheet.Read(f, sheet.Options{}, func(t *sheet.Table) error {
		fmt.Println(t.Name, "has the headings", t.Peek(1)[0])
		for {
			row, err := t.Next()
			if err == io.EOF {
				fmt.Println(t.Describe())
				return nil
			}
			if wrong := (*sheet.RowError)(nil); errors.As(err, &wrong) {
				fmt.Println(wrong)
				continue
			}
			if err != nil {
				return err
			}
			fmt.Printf("line %d: %q\n", t.Line(), row)
		}
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// devices.csv has the headings [device name]
	// line 2: ["device" "name"]
	// line 3: ["PC1" "Ward 1; bed 2"]
	// devices.csv: line 4: its quotes do not match: a cell that begins with " must end with ", and a " inside it be written ""
	// line 5: ["PC3" "Ward 3"]
	// semicolons, UTF-8
}
