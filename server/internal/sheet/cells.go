package sheet

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// cells looks at the cells of rows in which something may be wrong, and counts
// what it finds, for the report.
type cells struct {
	encoding string // of the text, as far as its beginning tells
	limit    int    // bytes of a cell

	foreign, foreignLine int // cells of Windows-1252, and where the first is
	lost, lostLine       int // cells that have lost characters, and where the first is
}

// look makes the cells of a row UTF-8, or says what is wrong with the row.
func (c *cells) look(row []string, line int) (problem string) {
	for i, cell := range row {
		if len(cell) > c.limit {
			return fmt.Sprintf("a cell of it is longer than %s; shorten it", bytesText(c.limit))
		}
		if isPlain(cell) {
			continue
		}
		if strings.IndexByte(cell, 0) >= 0 {
			return hasNUL
		}
		if !utf8.ValidString(cell) {
			cell = windows1252(cell)
			row[i] = cell
			count(&c.foreign, &c.foreignLine, line)
		}
		if strings.Contains(cell, lost) {
			count(&c.lost, &c.lostLine, line)
		}
	}
	return ""
}

// isPlain tells whether a cell is ASCII without NULs, as most are also in rows of
// which something is wrong.
func isPlain(cell string) bool {
	for i := range len(cell) {
		if cell[i]-1 >= utf8.RuneSelf-1 {
			return false
		}
	}
	return true
}

const hasNUL = "it holds a NUL byte, as a file has that was not written to its end or is no text; export it again"

func count(n, firstLine *int, line int) {
	if *n == 0 {
		*firstLine = line
	}
	*n++
}

func (c *cells) describe() string {
	words := c.encoding
	if c.foreign > 0 {
		words = fmt.Sprintf("Windows-1252 (%s, the first on line %d)", plural(c.foreign, "cell"), c.foreignLine)
	}
	if c.lost > 0 {
		words += fmt.Sprintf(", characters lost in %s (%s, the first on line %d)", plural(c.lost, "cell"), lost, c.lostLine)
	}
	return words
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
