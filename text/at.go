package text

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// At is the place in the file of a character of the scalar's text: that at the
// offset, counted in code points from 0; the length of the text is the place
// behind its last character. It is exact, and true, for scalars on one line
// and for | blocks. For others it is the place where the node begins, and false.
func (n *Node) At(offset int) (Pos, bool) {
	if n == nil {
		return Pos{}, false
	}
	if n.Kind != Scalar || offset < 0 || n.source == nil {
		return n.Pos, false
	}
	var column int
	ok := false
	switch n.style {
	case plain:
		if strings.HasPrefix(n.source.from(n.Pos), n.Text) {
			column, ok = n.Column+offset, offset <= utf8.RuneCountInString(n.Text)
		}
	case single:
		column, ok = n.inQuotes(offset, singleQuoted)
	case double:
		column, ok = n.inQuotes(offset, doubleQuoted)
	case literal:
		return n.inBlock(offset)
	}
	if !ok {
		return n.Pos, false
	}
	return Pos{n.Line, column}, true
}

// inQuotes is the column of a character of a quoted scalar that stands on one
// line. Unquote reads the first character of what is left of it: the character
// and how many bytes it is written with; no bytes at the closing quote, and
// negative if there is neither.
func (n *Node) inQuotes(offset int, unquote func(string) (rune, int)) (int, bool) {
	rest := n.source.from(n.Pos)
	if rest == "" {
		return 0, false
	}
	rest = rest[1:]
	column, found := n.Column+1, 0
	text := n.Text
	for at := 0; ; at++ {
		r, size := unquote(rest)
		if size < 0 {
			return 0, false
		}
		if at == offset {
			found = column
		}
		if size == 0 {
			return found, found > 0 && text == ""
		}
		want, width := utf8.DecodeRuneInString(text)
		if width == 0 || want != r {
			return 0, false
		}
		text = text[width:]
		column += utf8.RuneCountInString(rest[:size])
		rest = rest[size:]
	}
}

func singleQuoted(rest string) (rune, int) {
	switch {
	case rest == "":
		return 0, -1
	case strings.HasPrefix(rest, "''"):
		return '\'', 2
	case rest[0] == '\'':
		return 0, 0
	}
	return utf8.DecodeRuneInString(rest)
}

// escapes are those of one character in double quotes (YAML 1.2.2 §5.7).
var escapes = map[byte]rune{
	'0': 0, 'a': '\a', 'b': '\b', 't': '\t', '\t': '\t', 'n': '\n', 'v': '\v',
	'f': '\f', 'r': '\r', 'e': 0x1B, ' ': ' ', '"': '"', '/': '/', '\\': '\\',
	'N': 0x85, '_': 0xA0, 'L': 0x2028, 'P': 0x2029,
}

// hexDigits is how many follow the escapes that name a code point.
var hexDigits = map[byte]int{'x': 2, 'u': 4, 'U': 8}

func doubleQuoted(rest string) (rune, int) {
	switch {
	case rest == "":
		return 0, -1
	case rest[0] == '"':
		return 0, 0
	case rest[0] != '\\':
		return utf8.DecodeRuneInString(rest)
	case len(rest) == 1:
		return 0, -1
	}
	if r, ok := escapes[rest[1]]; ok {
		return r, 2
	}
	end := 2 + hexDigits[rest[1]]
	if end == 2 || end > len(rest) {
		return 0, -1
	}
	code, err := strconv.ParseUint(rest[2:end], 16, 32)
	if err != nil {
		return 0, -1
	}
	return rune(code), end
}

// inBlock is the place of a character of a | block: each line of the text is the
// end of a line of the file, behind the indentation.
func (n *Node) inBlock(offset int) (Pos, bool) {
	if offset > 0 && offset == utf8.RuneCountInString(n.Text) && strings.HasSuffix(n.Text, "\n") {
		// Behind the last line break is no line of the block any more.
		offset--
	}
	number := n.Line
	for line := range strings.SplitSeq(n.Text, "\n") {
		number++
		written := n.source.line(number)
		indented, ok := strings.CutSuffix(written, line)
		if !ok || number > len(n.source.lines) || strings.Trim(indented, " ") != "" {
			return n.Pos, false
		}
		length := utf8.RuneCountInString(line)
		if offset <= length {
			return Pos{number, len(indented) + offset + 1}, true
		}
		offset -= length + 1
	}
	return n.Pos, false
}
