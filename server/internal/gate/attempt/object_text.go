package attempt

import (
	"strings"
	"unicode/utf8"
)

// entities are those that every XML document has (XML §4.6).
var entities = [...]struct{ name, text string }{{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", `"`}, {"apos", "'"}}

// unescape replaces the five entities and numbers of characters (XML §4.1), and
// says why it cannot. An ampersand that begins nothing of the kind is itself.
func unescape(text string) (plain, why string) {
	if strings.IndexByte(text, '&') < 0 {
		return text, ""
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(text, "&")
		b.WriteString(before)
		if !ok {
			return b.String(), why
		}
		name := referenceName(after)
		if name == "" {
			b.WriteByte('&')
			text = after
			continue
		}
		text = after[len(name)+1:]
		replaced := ""
		if number, ok := strings.CutPrefix(name, "#"); ok {
			replaced = character(number)
		}
		for _, e := range entities {
			if e.name == name {
				replaced = e.text
			}
		}
		if replaced == "" {
			why = "it holds an entity that is not known"
		}
		b.WriteString(replaced)
	}
}

// maxReference is the length of the longest name of a reference that is taken for
// one.
const maxReference = 64

// referenceName is the name of the reference that text continues; "" if it does
// not.
func referenceName(text string) string {
	end := strings.IndexByte(text[:min(len(text), maxReference)], ';')
	if end <= 0 || strings.ContainsAny(text[:end], " \t\r\n&<>\"'/=") {
		return ""
	}
	return text[:end]
}

// character is the one with a number, decimal or x and hexadecimal; "" if there is
// none.
func character(number string) string {
	base, digits := rune(10), number
	if hex, ok := strings.CutPrefix(number, "x"); ok {
		base, digits = 16, hex
	}
	var r rune
	for _, c := range digits {
		digit := rune(-1)
		switch {
		case '0' <= c && c <= '9':
			digit = c - '0'
		case base == 16 && 'a' <= c && c <= 'f':
			digit = c - 'a' + 10
		case base == 16 && 'A' <= c && c <= 'F':
			digit = c - 'A' + 10
		}
		if digit < 0 {
			return ""
		}
		if r = r*base + digit; r > utf8.MaxRune {
			return ""
		}
	}
	if r == 0 || !utf8.ValidRune(r) {
		return ""
	}
	return string(r)
}
