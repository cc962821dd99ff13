package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe makes a cell that a spreadsheet program could take for a formula into
// text, by an apostrophe before the character that would begin the formula. It
// also makes the cell fit for every table: line ends become LF, and what XML
// cannot carry (control characters, broken UTF-8) becomes U+FFFD.
//
// A formula begins with = + - or @, or their full-width and small forms; spaces,
// invisible characters and quotes before it do not protect. A cell that begins
// with a tab or a line end is text too. The same holds behind a comma,
// semicolon, bar, tab or line end inside the cell, because a program that reads
// the file by another separator cuts the cell there.
//
// A lone "-", which says "none", and numbers below zero stay as they are. Safe
// of what is safe changes nothing.
//
// Source: OWASP, "CSV Injection".
func Safe(cell string) string {
	cell = legible(cell)
	var safe strings.Builder
	written := 0
	mark := func(at int) {
		safe.WriteString(cell[written:at])
		safe.WriteByte('\'')
		written = at
	}
	begins := true // only what does not show stands between here and the beginning of a cell
	for at, r := range cell {
		switch {
		case parts(r):
			if at == 0 && r != ',' && r != ';' && r != '|' {
				mark(0)
			}
			begins = true
		case !begins:
		case isTrigger(r):
			if !isBelowZero(cell[at:]) {
				mark(at)
			}
			begins = false
		default:
			begins = hides(r)
		}
	}
	if safe.Len() == 0 {
		return cell
	}
	safe.WriteString(cell[written:])
	return safe.String()
}

// parts tells whether some program may cut a cell behind r.
func parts(r rune) bool {
	return r == ',' || r == ';' || r == '|' || r == '\t' || r == '\n'
}

func isTrigger(r rune) bool {
	switch r {
	case '=', '+', '-', '@',
		'＝', '＋', '－', '＠', // full-width, which some locales take as the plain ones
		'﹦', '﹢', '﹣', '﹫', // small
		'−': // the minus sign, which LibreOffice takes as the hyphen
		return true
	}
	return false
}

// hides tells whether r may stand before a formula that is still one.
func hides(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r == '"'
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || r == utf8.RuneError
}

// isBelowZero tells whether text, to its end, is "-" alone or a negative number.
func isBelowZero(text string) bool {
	if text[0] != '-' {
		return false
	}
	digits := strings.TrimRight(text[1:], " ")
	whole, part, _ := strings.Cut(digits, ".")
	return strings.Trim(whole+part, "0123456789") == "" && digits != "."
}

// legible gives text that XML 1.0 §2.2 and every CSV reader can carry, with LF
// as its line end.
func legible(text string) string {
	plain := true
	for i := 0; i < len(text) && plain; i++ {
		plain = text[i] >= ' ' && text[i] < 0x7f
	}
	if plain {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\t' || r == '\n':
			return r
		case r == '\ufffe' || r == '\uffff' || unicode.IsControl(r):
			return utf8.RuneError
		}
		return r
	}, text)
}
