package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
)

// records are the rows of text with separators: RFC 4180, and what Excel makes of
// it. encoding/csv reads them, strictly, where there are quotes, and plain.go where
// there are none; what is refused is judged in refused.go, what passes in cells.go.
type records struct {
	name    string
	dialect dialect
	limits  Limits
	cells   cells

	feed     *feed
	buffered *bufio.Reader // over feed; csv reads from it
	plain    plainLines
	csv      *csv.Reader
	from     int64 // the place in feed of csv's offset 0
	fromLine int   // the line before csv's line 1
	columns  int   // of the widest row
	reread   int64 // bytes that were read a second time

	lax     *csv.Reader // reads one record that csv refused
	laxText bytes.Reader
	laxFrom *bufio.Reader // over laxText
}

// newRecords reads the text of src, whose beginning is head; whole says that there
// is no more of it.
func newRecords(name string, src *bufio.Reader, head []byte, whole bool, encoding string, limits Limits) *records {
	d := dialectOf(head, whole)
	r := &records{name: name, dialect: d, limits: limits, cells: cells{encoding: encoding, limit: limits.CellBytes}}
	r.feed = &feed{src: src, lines: d.lines, comma: []byte(string(d.comma)), limits: limits, line: 1}
	if d.told > 0 {
		src.Discard(d.told) // it is in src's buffer
		r.feed.line = 2
	}
	r.plain = newPlain(d)
	r.buffered = bufio.NewReaderSize(r.feed, headBytes)
	r.begin(0)
	return r
}

// begin has csv read from a place in feed that is kept.
func (r *records) begin(place int64) {
	r.feed.goBack(place)
	r.from, r.fromLine = place, r.feed.lineAt(place)-1
	r.buffered.Reset(r.feed)
	r.csv = csv.NewReader(r.buffered)
	r.csv.Comma, r.csv.FieldsPerRecord, r.csv.ReuseRecord = r.dialect.comma, -1, true
}

// place is up to where rows were given.
func (r *records) place() int64 {
	if r.plain.isOn {
		return r.plain.place()
	}
	return r.from + r.csv.InputOffset()
}

func (r *records) next() ([]string, int, error) {
	for {
		row, line, ok := r.plainRow()
		if !ok {
			var err error
			if row, line, err = r.csvRow(); err != nil {
				return nil, line, err
			}
		}
		isLong := r.place()-r.feed.record > int64(r.limits.CellBytes)
		if isLong || r.feed.record < r.feed.doubt {
			if problem := r.cells.look(row, line); problem != "" {
				return nil, line, &RowError{File: r.name, Line: line, Problem: problem}
			}
		}
		if isBlank(row) {
			continue
		}
		r.columns = max(r.columns, len(row))
		return row, line, nil
	}
}

// csvRow gives the next row that encoding/csv reads.
func (r *records) csvRow() (row []string, line int, err error) {
	r.feed.record = r.place()
	if row, err = r.csv.Read(); err != nil {
		return r.refused(err)
	}
	line, _ = r.csv.FieldPos(0)
	return row, line + r.fromLine, nil
}

// isBlank tells whether no cell has a character. Excel writes lines of separators
// alone for rows that were cleared.
func isBlank(row []string) bool {
	for _, cell := range row {
		if cell != "" {
			return false
		}
	}
	return true
}

func (r *records) describe() string {
	separator := r.dialect.name()
	if r.columns < 2 {
		separator = "one column"
	}
	return separator + ", " + r.cells.describe()
}
