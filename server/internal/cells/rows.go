package cells

import (
	"bufio"
	"io"
	"strings"
)

// Rows writes rows of CSV: UTF-8, comma, LF (RFC 4180 as every program reads it).
// Cells are made safe by [Safe], and those with a separator of any locale are
// quoted. It keeps the first error: what follows is not written.
type Rows struct {
	out *bufio.Writer
	row []byte
	err error
}

// NewRows writes a row of headings, and more below it.
func NewRows(w io.Writer, headings []string) *Rows {
	r := &Rows{out: bufio.NewWriterSize(w, 1<<16), row: make([]byte, 0, 1024)}
	r.Write(headings...)
	return r
}

// Write writes a row.
func (r *Rows) Write(cells ...string) {
	if r.err != nil {
		return
	}
	r.row = r.row[:0]
	for i, cell := range cells {
		if i > 0 {
			r.row = append(r.row, ',')
		}
		r.row = appendField(r.row, Safe(cell))
	}
	_, r.err = r.out.Write(append(r.row, '\n'))
}

// Err returns the first error so far; there is no use in going on behind one.
func (r *Rows) Err() error { return r.err }

// End writes what is left, and returns the first error.
func (r *Rows) End() error {
	if r.err != nil {
		return r.err
	}
	return r.out.Flush()
}

// appendField quotes a field that holds a separator of any locale, a quote or a
// line end, or begins or ends with a space. encoding/csv leaves a semicolon
// bare, and LibreOffice by default cuts there too.
func appendField(row []byte, field string) []byte {
	if !strings.ContainsAny(field, "\",;|\t\n") && strings.TrimSpace(field) == field {
		return append(row, field...)
	}
	row = append(row, '"')
	for {
		before, after, found := strings.Cut(field, `"`)
		row = append(row, before...)
		if !found {
			return append(row, '"')
		}
		row = append(row, `""`...)
		field = after
	}
}
