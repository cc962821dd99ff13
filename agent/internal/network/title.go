package network

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// titleOf finds the title of a page in its beginning. What is not UTF-8 is taken
// for Latin-1, as old filters write it.
func titleOf(page []byte) string {
	lower := asciiLower(page)
	at := bytes.Index(lower, []byte("<title"))
	if at < 0 {
		return ""
	}
	end := bytes.IndexByte(lower[at:], '>')
	if end < 0 {
		return ""
	}
	at += end + 1
	length := bytes.Index(lower[at:], []byte("</title"))
	if length < 0 {
		length = len(lower) - at
	}
	return clean(html.UnescapeString(textOf(page[at:at+length])), maxTitleBytes)
}

func textOf(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// asciiLower keeps the length, so that places in it are places in b.
func asciiLower(b []byte) []byte {
	lower := bytes.Clone(b)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return lower
}
