package sheet

import (
	"bytes"
	"math"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// plainLines are whole lines of a text in which no quote stands. A row of theirs is
// what stands between separators, so they need no state from byte to byte, as
// encoding/csv keeps it, and are read in a third of its time.
type plainLines struct {
	comma byte
	isOn  bool // rows come from here; else from encoding/csv

	lines string
	at    int64    // the place in feed of their end
	given int      // bytes of them
	line  int      // of the first that is not given
	not   int64    // up to here encoding/csv reads
	row   []string // given last
}

// apart is for how many bytes a quote has encoding/csv read on: to change over
// costs as much as a few rows, and files that quote anything often quote all.
const apart = headBytes

func newPlain(d dialect) plainLines {
	if d.comma >= utf8.RuneSelf {
		return plainLines{not: math.MaxInt64}
	}
	return plainLines{comma: byte(d.comma)}
}

// plainRow gives the next row if it stands on a plain line. Else encoding/csv is
// to read on where r.place is.
func (r *records) plainRow() (row []string, line int, ok bool) {
	p := &r.plain
	for {
		if p.given == len(p.lines) && !r.morePlain() {
			return nil, 0, false
		}
		r.feed.record = p.place()
		var end int
		p.row, end = cut(p.row[:0], p.lines[p.given:], p.comma)
		p.given += end
		line = p.line
		p.line++
		if len(p.row) > 1 || p.row[0] != "" {
			return p.row, line, true
		}
	}
}

// cut appends the cells of the line with which a text begins, and returns where
// the next one does. It looks at eight bytes at a time.
func cut(row []string, text string, comma byte) (cells []string, next int) {
	const ones = 0x0101010101010101
	commas, ends := ones*uint64(comma), ones*uint64('\n')
	start, at := 0, 0
	for ; at+8 <= len(text); at += 8 {
		s := text[at : at+8]
		eight := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		found := zeros(eight^commas) | zeros(eight^ends)
		for ; found != 0; found &= found - 1 {
			place := at + bits.TrailingZeros64(found)/8
			if text[place] == '\n' {
				return append(row, strings.TrimSuffix(text[start:place], "\r")), place + 1
			}
			row = append(row, text[start:place])
			start = place + 1
		}
	}
	for ; text[at] != '\n'; at++ {
		if text[at] == comma {
			row = append(row, text[start:at])
			start = at + 1
		}
	}
	return append(row, strings.TrimSuffix(text[start:at], "\r")), at + 1
}

// zeros has the highest bit of every byte set that is 0 (Warren, Hacker's Delight,
// §6-1).
func zeros(eight uint64) uint64 {
	const low = 0x7f7f7f7f7f7f7f7f
	return ^((eight&low + low) | eight | low)
}

// place is up to where rows were given.
func (p *plainLines) place() int64 { return p.at - int64(len(p.lines)-p.given) }

// morePlain takes the lines from here to the next quote, as far as they are read.
// None of them is longer than a cell may be: long ones are judged elsewhere.
func (r *records) morePlain() bool {
	p, f := &r.plain, r.feed
	place := r.place()
	if place < p.not {
		return false
	}
	f.record = place
	for {
		rest := f.kept[place-f.at:]
		rest = rest[:min(len(rest), r.limits.CellBytes)]
		quote := bytes.IndexByte(rest, '"')
		if quote >= 0 {
			rest = rest[:quote]
		}
		if end := bytes.LastIndexByte(rest, '\n') + 1; end > 0 {
			p.isOn, p.lines, p.at, p.given, p.line = true, string(rest[:end]), place+int64(end), 0, f.lineAt(place)
			return true
		}
		if quote >= 0 || len(rest) == r.limits.CellBytes || f.fill() != nil {
			p.not = place + apart
			if p.isOn {
				p.isOn = false
				r.begin(place)
			}
			return false
		}
	}
}
