package importing

import (
	"bufio"
	"io"
	"time"
)

// Rows is the rows of a table, the headings included.
type Rows interface {
	// Next returns the next row, valid until the next call; its strings stay
	// valid. At the end it returns io.EOF, and for a row that cannot be read a
	// *RowError, after which it goes on. Any other error ends the table.
	Next() ([]string, error)
	// Line returns the line, from 1, on which the last row began.
	Line() int
}

// RowError is a row that cannot be read. The rows after it can.
type RowError struct{ Problem string }

// Error returns what is wrong with the row.
func (e *RowError) Error() string { return e.Problem }

// Table is one table of a file, or one document of JSON.
type Table struct {
	Name string    // for people: "devices.csv", "export.zip!AppInvRawData.csv"
	Form string    // what was detected, for people: "semicolons, Windows-1252"
	Made time.Time // when the file was made; zero = not known
	// Place is the table's in what is told of all. Those of one place are told in the
	// order in which they were begun, which differs where tables are read side by side.
	Place int

	// Head is the first rows, the headings included, by which the table is
	// recognised. Rows returns them again.
	Head [][]string
	Rows Rows      // nil of a document of JSON
	JSON io.Reader // nil of rows
	// Bundles gives, in place of both, files that should each be a bundle of an
	// agent, in any order and from any number of goroutines. Each of these calls
	// taker once, and what it returned with every file.
	Bundles func(taker func() func(BundleFile)) error

	// Again reads the table from its beginning once more, to find out what its
	// ambiguous dates mean; the io.Closer is nil or called when done. Nil where
	// it cannot be read twice, such as standard input: then Head must do.
	Again func() (Rows, io.Closer, error)
}

// headBytes is how much of a document tells what it is.
const headBytes = 256

// keepHead lets a document of JSON be looked at before it is read.
func (t *Table) keepHead() {
	if _, ok := t.JSON.(*bufio.Reader); t.JSON != nil && !ok {
		t.JSON = bufio.NewReaderSize(t.JSON, 1<<16)
	}
}

// startsWithBundle reports whether a document begins as a bundle of an agent
// does.
func (t *Table) startsWithBundle() bool {
	in, ok := t.JSON.(*bufio.Reader)
	if !ok {
		return false
	}
	head, _ := in.Peek(headBytes) // what cannot be read is told by reading it
	return IsBundle(head)
}
