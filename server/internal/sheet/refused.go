package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
)

const quotesDiffer = `its quotes do not match: a cell that begins with " must end with ", and a " inside it be written ""`

// refused judges a record that encoding/csv did not read: it gives the row after
// all, or an error, after which reading goes on unless it is the end.
func (r *records) refused(err error) (row []string, line int, _ error) {
	var parse *csv.ParseError
	switch {
	case r.feed.stopped == errLong:
		// Asked first: of a record that was cut off csv may complain otherwise.
		return r.long()
	case r.feed.stopped != nil:
		return nil, 0, damaged(r.name, r.feed.stopped)
	case !errors.As(err, &parse):
		return nil, 0, err // io.EOF
	}
	line = r.fromLine + parse.StartLine
	if parse.Err == csv.ErrBareQuote {
		if row = r.readLax(r.feed.text(r.place())); row != nil {
			return row, line, nil
		}
	}
	problem := quotesDiffer
	if last := r.fromLine + parse.Line; !r.afterFirstLine(r.place()) && last > line {
		problem += fmt.Sprintf("; lines %d to %d are left out", line, last)
	}
	return nil, line, &RowError{File: r.name, Line: line, Problem: problem, Err: parse.Err}
}

// readLax reads a record in which quotes stand inside cells that are not quoted,
// such as 24" screen, and takes them as they are; nil if it is not whole.
//
// csv has read the record up to the end of the line on which the quote stands, so
// that is where the record must end. If a cell of it is still open there, it takes
// the line's end into it.
func (r *records) readLax(text []byte) []string {
	if r.lax == nil {
		r.laxFrom = bufio.NewReader(&r.laxText)
		r.lax = csv.NewReader(r.laxFrom)
		r.lax.Comma, r.lax.FieldsPerRecord, r.lax.LazyQuotes, r.lax.ReuseRecord = r.dialect.comma, -1, true, true
	}
	r.laxText.Reset(append(text[:len(text):len(text)], '\n'))
	r.laxFrom.Reset(&r.laxText)
	row, err := r.lax.Read()
	if err != nil || strings.HasSuffix(row[len(row)-1], "\n") {
		return nil
	}
	return row
}

// long passes over a record that is above a limit.
func (r *records) long() (row []string, line int, _ error) {
	read := r.feed.given
	text := r.feed.text(read)
	if blank := blankBytes(text); blank > 0 { // empty lines before the row are not of it
		r.begin(r.feed.record + int64(blank))
		return nil, 0, nil
	}
	line = r.feed.lineAt(r.feed.record)
	problem := fmt.Sprintf("it is longer than %s, or a cell of it than %s; shorten it, or look for a quote (\") there that is not closed", bytesText(r.limits.RowBytes), bytesText(r.limits.CellBytes))
	if bytes.IndexByte(text, 0) >= 0 {
		problem = hasNUL
	}
	if !r.afterFirstLine(read) {
		// What the end of the text is, or the error before it, next says.
		_ = r.feed.skipLine()
		if last := r.feed.lineAt(r.feed.given) - 1; last > line {
			problem += fmt.Sprintf("; lines %d to %d are left out", line, last)
		}
		read = r.feed.given
	}
	if r.feed.given == read {
		r.begin(read)
	}
	return nil, line, &RowError{File: r.name, Line: line, Problem: problem, Err: errLong}
}

// afterFirstLine has reading go on at the second line of a record that was read
// up to a place, if it has one: where a quote was forgotten, the rows after it are
// good. It gives whether reading goes on where it should; what it reads twice is
// no more than what was read, and two rows of the longest, so that no text can
// make reading it take the square of its length.
func (r *records) afterFirstLine(read int64) bool {
	text := r.feed.text(read)
	start := blankBytes(text)
	end := bytes.IndexByte(text[start:], '\n')
	if end < 0 {
		return false
	}
	second := r.feed.record + int64(start+end+1)
	if second == read {
		return true
	}
	if r.reread += read - second; r.reread > second+2*int64(r.limits.RowBytes) {
		return false
	}
	r.begin(second)
	return true
}

// blankBytes is the length of the empty lines before a record.
func blankBytes(text []byte) int {
	blank := 0
	for blank < len(text) {
		switch {
		case text[blank] == '\n':
			blank++
		case bytes.HasPrefix(text[blank:], []byte("\r\n")):
			blank += 2
		default:
			return blank
		}
	}
	return blank
}
