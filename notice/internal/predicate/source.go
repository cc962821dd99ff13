package predicate

import (
	"strings"
	"unicode/utf8"
)

// source is the text of a condition, for those who have to say where in it
// something is wrong.
type source string

// length counts code points, which offsets are in.
func (s source) length() int { return utf8.RuneCountInString(string(s)) }

// place moves an offset that CEL gives, which is at the bracket of a call and at
// the dot of a selection, to the name that is meant.
func (s source) place(offset int) int {
	runes := []rune(s)
	if offset < 0 || offset >= len(runes) {
		return max(0, min(offset, len(runes)))
	}
	at := offset
	switch runes[offset] {
	case '(':
		for at > 0 && isSpace(runes[at-1]) {
			at--
		}
		for at > 0 && isWord(runes[at-1]) {
			at--
		}
		if at < len(runes) && isWord(runes[at]) {
			return at
		}
	case '.':
		for at++; at < len(runes) && isSpace(runes[at]); at++ {
		}
		if at < len(runes) && isWord(runes[at]) {
			return at
		}
	}
	return offset
}

// offset turns a line from 1 and a column from 0 into an offset; what has no
// place is about the whole.
func (s source) offset(line, column int) int {
	if line < 1 {
		return 0
	}
	offset := 0
	for i, l := range strings.Split(string(s), "\n") {
		if i == line-1 {
			break
		}
		offset += utf8.RuneCountInString(l) + 1
	}
	return min(offset+max(column, 0), s.length())
}

// token is a word, number, text or sign of a condition. It exists to explain
// what the parser could not read, and takes as little offence as possible.
type token struct {
	at   int
	text string
	kind tokenKind
}

type tokenKind int

const (
	sign tokenKind = iota
	word
	number
	literal
	unclosed // a text that does not end
)

// isValue reports whether the token is one that an operator could stand beside.
func (t token) isValue() bool { return t.kind == word || t.kind == number || t.kind == literal }

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// isSpace is what CEL takes for space; the wider ones of Unicode are not.
func isSpace(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) }

// signs are those of more than one character, and those that people write in
// their stead; of two that begin alike the longer comes first.
var signs = []string{"===", "!==", "==", "!=", "<=", ">=", "=>", "=<", "<>", "&&", "||", ".?", "?."}

func (s source) tokens() []token {
	runes := []rune(s)
	var out []token
	for at := 0; at < len(runes); {
		r := runes[at]
		end := at + 1
		kind := sign
		switch {
		case isSpace(r):
			at++
			continue
		case r == '/' && end < len(runes) && runes[end] == '/':
			for at < len(runes) && runes[at] != '\n' {
				at++
			}
			continue
		case r == '"' || r == '\'':
			end, kind = endOfText(runes, at)
		case isWord(r):
			kind = word
			if r >= '0' && r <= '9' {
				kind = number
			}
			for end < len(runes) && (isWord(runes[end]) || kind == number && runes[end] == '.' && end+1 < len(runes) && isWord(runes[end+1])) {
				end++
			}
		default:
			for _, known := range signs {
				if strings.HasPrefix(string(runes[at:min(at+3, len(runes))]), known) {
					end = at + len(known)
					break
				}
			}
		}
		out = append(out, token{at, string(runes[at:end]), kind})
		at = end
	}
	return out
}

// endOfText finds the end of a text in single or triple quotes.
func endOfText(runes []rune, at int) (int, tokenKind) {
	quote := runes[at]
	width := 1
	if at+2 < len(runes) && runes[at+1] == quote && runes[at+2] == quote {
		width = 3
	}
	run := 0
	for i := at + width; i < len(runes); i++ {
		switch {
		case runes[i] == '\\':
			i++
			run = 0
		case runes[i] == '\n' && width == 1:
			return i, unclosed
		case runes[i] == quote:
			if run++; run == width {
				return i + 1, literal
			}
		default:
			run = 0
		}
	}
	return len(runes), unclosed
}
