package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"time"
)

// File is one file to read.
type File struct {
	Name     string                        // for people; "-" is standard input
	Open     func() (io.ReadCloser, error) // called once
	Size     int64                         // bytes; 0 = not known
	Modified time.Time                     // when it was made; zero = not known
}

// Options says how to read. Its zero value is a good one.
type Options struct {
	Progress func(read int64) // told how many bytes of the raw file are read so far; may be nil
	Limits   Limits
}

// Form is what a [Table] gives: rows, or a document.
type Form uint8

// The forms of a table.
const (
	Rows Form = 1 + iota // read with [Table.Next]
	JSON                 // read with [Table.JSON]
)

// Table is one table of a file.
type Table struct {
	Name     string    // "devices.csv", "export.zip!AppInvRawData.csv", "book.xlsx!Sheet1"
	Modified time.Time // of the member where the archive says so, else of the file; zero = not known
	Form     Form

	csv   *csv.Reader
	ahead []entry
	ended error
	line  int
}

type entry struct {
	row  []string
	line int
	err  error
}

// Read recognises the form of a file by its bytes, never by its name, and calls
// visit once for every table in it, in order.
func Read(f File, o Options, visit func(*Table) error) error {
	rc, err := f.Open()
	if err != nil {
		return &FileError{File: f.Name, Kind: Unopened, Problem: err.Error(), Err: err}
	}
	defer rc.Close()
	t := &Table{Name: f.Name, Modified: f.Modified, Form: Rows}
	t.csv = csv.NewReader(bufio.NewReaderSize(rc, 64<<10))
	t.csv.ReuseRecord = true
	t.csv.FieldsPerRecord = -1
	return visit(t)
}

func (t *Table) read() ([]string, int, error) {
	row, err := t.csv.Read()
	if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
		return nil, parse.StartLine, &RowError{File: t.Name, Line: parse.StartLine, Problem: parse.Err.Error(), Err: parse.Err}
	}
	if err != nil {
		return nil, 0, err
	}
	line, _ := t.csv.FieldPos(0)
	return row, line, nil
}

// Next gives the next row, valid until the next call (its strings stay valid).
// At the end it gives io.EOF, for a row that cannot be read a [*RowError], after
// which reading goes on, for anything else a [*FileError].
func (t *Table) Next() ([]string, error) {
	if len(t.ahead) > 0 {
		e := t.ahead[0]
		t.ahead = t.ahead[1:]
		t.line = e.line
		return e.row, e.err
	}
	row, line, err := t.read()
	t.line = line
	return row, err
}

// Line is the line, from 1, on which the last row began; in XLSX its row.
func (t *Table) Line() int { return t.line }

// Peek gives the first rows, n and at most 20 of them, before the first call of
// Next, which still returns them.
func (t *Table) Peek(n int) [][]string {
	for len(t.ahead) < min(n, 20) {
		row, line, err := t.read()
		if err == io.EOF {
			break
		}
		t.ahead = append(t.ahead, entry{slices.Clone(row), line, err})
	}
	var rows [][]string
	for _, e := range t.ahead {
		if e.err == nil {
			rows = append(rows, e.row)
		}
	}
	return rows
}

// JSON gives the document of a table of Form JSON as UTF-8: an array, JSON lines,
// or one object.
func (t *Table) JSON() io.Reader { return nil }

// Describe says what was detected, for the report: "semicolons, Windows-1252".
func (t *Table) Describe() string { return "commas, UTF-8" }
