package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// dialect is how a table is written as text.
type dialect struct {
	comma rune    // between cells
	lines lineEnd // between rows
	told  int     // bytes of a first line "sep=;" of Excel, with its end; 0 without it
}

// lineEnd is what ends a line where it is not LF or CRLF, which encoding/csv
// reads itself.
type lineEnd uint8

const (
	lf     lineEnd = iota // or CRLF
	cr                    // classic Mac OS, and Excel's "CSV (Macintosh)"
	crcrlf                // CRLF written once more through a text mode that makes CRLF of LF
)

// separators are looked for in this order: a tab stands in no cell, semicolons
// and pipes stand in cells that are lists.
var separators = []struct {
	char byte
	name string
}{{'\t', "tabs"}, {',', "commas"}, {';', "semicolons"}, {'|', "pipes"}}

// sampleRows is how many rows the separator is settled by.
const sampleRows = 20

// dialectOf settles the dialect by the beginning of a text; whole says that there
// is no more of it.
func dialectOf(head []byte, whole bool) dialect {
	d := dialect{lines: lineEndOf(head)}
	if d.comma, d.told = separatorLine(head); d.told > 0 {
		return d
	}
	counts := countSeparators(head, whole)
	if d.comma = headSeparator(counts); d.comma == 0 {
		d.comma = mostSeparator(counts)
	}
	return d
}

func lineEndOf(head []byte) lineEnd {
	switch {
	case bytes.Contains(head, []byte("\r\r\n")):
		return crcrlf
	case bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0:
		return cr
	}
	return lf
}

// separatorLine reads a first line such as sep=; by which Excel is told what
// separates cells, and gives its length with the line's end.
func separatorLine(head []byte) (comma rune, told int) {
	end := bytes.IndexAny(head, "\r\n")
	if end < 0 {
		return 0, 0
	}
	line, isOne := bytes.CutPrefix(bytes.Trim(head[:end], `"`), []byte("sep="))
	comma, size := utf8.DecodeRune(line)
	if !isOne || size == 0 || size != len(line) || comma == utf8.RuneError || comma == '"' || comma == 0 {
		return 0, 0
	}
	for end < len(head) && head[end] == '\r' {
		end++
	}
	if end < len(head) && head[end] == '\n' {
		end++
	}
	return comma, end
}

// counted is how often each of the separators stands in one row outside quotes.
type counted [4]int

// countSeparators counts in the first rows. A quote counts as one only where a
// cell begins, so that 24" does not begin a quoted cell.
func countSeparators(head []byte, whole bool) []counted {
	var rows []counted
	var row counted
	quoted, closed, filled, before := false, false, false, byte('\n')
	for _, c := range head {
		separator := -1
		for i, s := range separators {
			if c == s.char {
				separator = i
			}
		}
		switch {
		case quoted:
			quoted = c != '"'
			closed = !quoted
			continue
		case c == '"' && (closed || strings.IndexByte("\n\r\t,;|", before) >= 0): // closed: a doubled quote
			quoted, filled = true, true
		case c == '\n' || c == '\r':
			if filled {
				rows = append(rows, row)
			}
			if len(rows) == sampleRows {
				return rows
			}
			row, filled = counted{}, false
		case separator >= 0:
			row[separator]++
			filled = true
		default:
			filled = true
		}
		closed, before = false, c
	}
	if filled && (whole || len(rows) == 0) {
		rows = append(rows, row)
	}
	return rows
}

// headSeparator gives the separator of the first row, where headings are, if at
// least half of the rows have it as often; 0 if none is such.
func headSeparator(rows []counted) rune {
	best, most := rune(0), 0
	for i, s := range separators {
		if len(rows) == 0 || rows[0][i] == 0 {
			continue
		}
		agree := 0
		for _, row := range rows {
			if row[i] == rows[0][i] {
				agree++
			}
		}
		if agree*2 < len(rows) {
			continue
		}
		switch score := agree * rows[0][i]; {
		case s.char == '\t':
			return '\t'
		case s.char == '|' && best != 0:
		case score > most:
			best, most = rune(s.char), score
		}
	}
	return best
}

// mostSeparator gives the separator that at least half of the rows have equally
// often, where the first has none: that of a report with a title above. What has
// no such is one column.
func mostSeparator(rows []counted) rune {
	best, most := ',', 0
	for i, s := range separators {
		agree := make(map[int]int)
		for _, row := range rows {
			n := row[i]
			if agree[n]++; n > 0 && agree[n]*2 >= len(rows) && agree[n]*n > most {
				best, most = rune(s.char), agree[n]*n
			}
		}
	}
	return best
}

// name gives the dialect in words.
func (d dialect) name() string {
	for _, s := range separators {
		if rune(s.char) == d.comma {
			return s.name
		}
	}
	return "separated by " + string(d.comma)
}
