package sample

import (
	"bufio"
	"io"
	"strings"
	"time"
)

// table writes rows as CSV (RFC 4180), cell by cell and without making a string
// of any: an estate has tens of millions of them, and encoding/csv asks for one
// each.
type table struct {
	w      *bufio.Writer
	line   []byte
	cells  int
	ending string
	rows   int // without the heading
}

// newTable begins a table whose first row is the heading, if there is one.
func newTable(w io.Writer, heading ...string) *table {
	t := &table{w: bufio.NewWriterSize(w, 1<<16), ending: "\n"}
	t.heading(heading)
	return t
}

// newMicrosoftTable begins a table as SQL Server Reporting Services exports it:
// with a byte order mark, lines ending in CR LF.
func newMicrosoftTable(w io.Writer, heading ...string) *table {
	t := &table{w: bufio.NewWriterSize(w, 1<<16), ending: "\r\n", line: []byte("\ufeff")}
	t.heading(heading)
	return t
}

func (t *table) heading(names []string) {
	if len(names) == 0 {
		return
	}
	for _, name := range names {
		t.text(name)
	}
	_ = t.end() // the writer keeps its error, and the next row tells it
	t.rows = 0
}

func (t *table) next() {
	if t.cells > 0 {
		t.line = append(t.line, ',')
	}
	t.cells++
}

// text writes a cell, in quotes where it needs them.
func (t *table) text(s string) {
	t.next()
	if !strings.ContainsAny(s, ",\"\r\n") {
		t.line = append(t.line, s...)
		return
	}
	t.line = append(t.line, '"')
	t.line = append(t.line, strings.ReplaceAll(s, `"`, `""`)...)
	t.line = append(t.line, '"')
}

// texts writes several cells.
func (t *table) texts(cells ...string) {
	for _, s := range cells {
		t.text(s)
	}
}

// day writes a day as the layout has it, an absent one as an empty cell.
func (t *table) day(d day, layout string) {
	t.next()
	t.line = d.append(t.line, layout)
}

// instant writes an instant as RFC 3339 has it, the zero one as an empty cell.
func (t *table) instant(at time.Time) {
	t.next()
	if !at.IsZero() {
		t.line = at.AppendFormat(t.line, time.RFC3339)
	}
}

// end ends the row. Its error is that of an earlier write, for the writer holds
// some rows back.
func (t *table) end() error {
	t.line = append(t.line, t.ending...)
	_, err := t.w.Write(t.line)
	t.line, t.cells = t.line[:0], 0
	t.rows++
	return err
}

// finish writes what is held back, and gives the number of rows.
func (t *table) finish() (int, error) { return t.rows, t.w.Flush() }
