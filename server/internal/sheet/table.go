package sheet

import (
	"io"
	"slices"
	"time"
)

// Form is what a [Table] gives: rows, or a document.
type Form uint8

// The forms of a table.
const (
	Rows Form = 1 + iota // read with [Table.Next]
	JSON                 // read with [Table.JSON]
)

// Table is one table of a file, while it is visited.
type Table struct {
	Name     string    // "devices.csv", "export.zip!AppInvRawData.csv", "book.xlsx!Sheet1"
	Modified time.Time // of the member where the archive says so, else of the file; zero = not known
	Form     Form

	rows     rows      // of Form Rows
	document *document // of Form JSON
	ahead    []entry   // read already, for Peek
	ended    error     // what reading ended with; nil as long as it goes on
	line     int
}

// rows is one way to come by rows. next gives a row that is not empty, valid
// until the next call, and the line on which it began; or a *RowError, and is
// called again; or what ends the table, a *FileError or io.EOF.
type rows interface {
	next() (row []string, line int, err error)
	describe() string
}

// entry is what next gave, kept.
type entry struct {
	row  []string
	line int
	err  error
}

const (
	// maxPeek is how many rows Peek gives: enough to meet the headings below a
	// report's title, and few enough that a file's beginning has them.
	maxPeek = 20
	// maxAhead bounds what is kept for Peek, with the rows that cannot be read.
	maxAhead = 64
)

// Next gives the next row, valid until the next call; its strings stay valid.
// Empty rows, those without a character in any cell, are left out. For a row that
// cannot be read it gives a [*RowError], after which reading goes on; for a file
// that cannot be read further a [*FileError]; at the end io.EOF.
func (t *Table) Next() ([]string, error) {
	if len(t.ahead) == 0 {
		return t.read()
	}
	e := t.ahead[0]
	t.ahead = t.ahead[1:]
	t.line = e.line
	return e.row, e.err
}

func (t *Table) read() (row []string, err error) {
	if t.ended != nil {
		return nil, t.ended
	}
	if t.rows == nil {
		return nil, io.EOF
	}
	row, t.line, err = t.rows.next()
	if _, goesOn := err.(*RowError); err != nil && !goesOn {
		t.ended = err
	}
	return row, err
}

// Line is the line, from 1, on which the row or the error that Next gave last
// began; in XLSX it is the row's number.
func (t *Table) Line() int { return t.line }

// Peek gives the first rows, at most n and at most 20, before the first call of
// Next, which still gives them, and the errors between them. There are fewer
// where the table has fewer, or begins with many that cannot be read.
func (t *Table) Peek(n int) [][]string {
	n = min(n, maxPeek)
	var peeked [][]string
	for _, e := range t.ahead {
		if e.err == nil && len(peeked) < n {
			peeked = append(peeked, e.row)
		}
	}
	line := t.line
	for len(peeked) < n && len(t.ahead) < maxAhead && t.ended == nil {
		row, err := t.read()
		if row = slices.Clone(row); err == nil {
			peeked = append(peeked, row)
		}
		t.ahead = append(t.ahead, entry{row, t.line, err})
	}
	t.line = line
	return peeked
}

// start reads up to the first row, or the first that cannot be read. It gives
// io.EOF if there is none, and a *FileError if the table cannot be read at all.
func (t *Table) start() error {
	t.Peek(1)
	if first := t.ahead[0].err; first == t.ended {
		return first
	}
	return nil
}

// JSON gives the document of a table of Form JSON: an array, one object, or JSON
// lines, as UTF-8 without a byte order mark. It is not checked, and nil for a
// table of rows. An error of the reader is a [*FileError].
func (t *Table) JSON() io.Reader {
	if t.document == nil {
		return nil
	}
	return documentReader{t}
}

// Describe says what was detected, for the report: "semicolons, Windows-1252 (12
// cells, the first on line 4)". What concerns the cells is complete after the
// last row.
func (t *Table) Describe() string {
	if t.document != nil {
		return t.document.describe()
	}
	return t.rows.describe()
}
