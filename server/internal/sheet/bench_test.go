package sheet_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"github.com/xuri/excelize/v2"
)

// exported gives an export of devices with eight products each, as text.
func exported(rows int, ending string) []byte {
	chance := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("device,organisation,name,os,os_version,last_seen,agent,middleware,runtime,reader,p5,p6,p7,p8" + ending)
	for i := range rows {
		fmt.Fprintf(&b, "8f14e45f-%04x-4a6b-9c3d-%012x,R%02d,WARD-%06d,Windows,10.0.19045.%d,2025-07-%02dT09:%02d:00Z,2.4.%d.0,-,+,\"1.%d; 1.%d\",3.1,,5.%d,1.0.0.%d%s",
			i%65536, i, i%97, i, chance.IntN(5000), 1+i%28, i%60, chance.IntN(12), i%7, i%9, i%5, i%11, ending)
	}
	return b.Bytes()
}

// BenchmarkCSV reads the same export with this package and with encoding/csv alone.
func BenchmarkCSV(b *testing.B) {
	text := exported(50_000, "\r\n")
	b.Run("bare", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			r := csv.NewReader(bufio.NewReaderSize(bytes.NewReader(text), 64<<10))
			r.ReuseRecord = true
			for {
				if _, err := r.Read(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	named := bytes.ReplaceAll(text, []byte("WARD"), []byte("ÉTÉ"))
	for _, kind := range []struct {
		name string
		text []byte
	}{{"ascii", text}, {"utf8", named}, {"windows1252", bytes.ReplaceAll(named, []byte("É"), []byte("\xc9"))}} {
		b.Run(kind.name, func(b *testing.B) {
			b.SetBytes(int64(len(kind.text)))
			for b.Loop() {
				countRows(b, kind.text)
			}
		})
	}
}

// BenchmarkXLSX reads the same workbook with this package and with excelize alone.
func BenchmarkXLSX(b *testing.B) {
	book := excelize.NewFile()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(exported(5_000, "\n"))).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j := range row {
			cells[j] = row[j]
		}
		cells[3] = i * 1_000_003
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	file, err := book.WriteToBuffer()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			book, err := excelize.OpenReader(bytes.NewReader(file.Bytes()))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := book.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
			rows.Close()
			book.Close()
		}
	})
	b.Run("sheet", func(b *testing.B) {
		for b.Loop() {
			countRows(b, file.Bytes())
		}
	})
}

func countRows(t testing.TB, text []byte) (n int) {
	t.Helper()
	err := sheet.Read(memory("a", text), sheet.Options{}, func(table *sheet.Table) error {
		for {
			if _, err := table.Next(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			n++
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func memory(name string, text []byte) sheet.File {
	return sheet.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
}
