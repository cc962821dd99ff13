package text

import "strings"

// countParts bounds from above what the YAML library will hold of a text: its
// nodes, its tokens and its comments. It looks at the indicators alone, wherever
// they stand: a count that knew of quotes and comments could be misled about
// where they end, and this one only counts too much.
//
// Each scalar, list or map but the root follows an indicator: an item its dash, a
// key and its value their colon or question mark, an entry in brackets its comma
// or bracket. Such an entry is a key and its missing value at most, which counts
// 2; with a colon of its own it is one more than the two of that: a map of one
// pair in a list. A comment counts 2 as the library keeps it several times.
func countParts(text string) int {
	parts, alone := 1, false
	for i := range len(text) {
		switch text[i] {
		case ',', '[', '{':
			parts += 2
			alone = true
		case ']', '}':
			alone = false
		case ':':
			if !endsIndicator(text, i+1) && !startsToken(text, i) {
				break
			}
			parts += 2
			if alone {
				parts--
				alone = false
			}
		case '?':
			if endsIndicator(text, i+1) && startsToken(text, i) {
				parts += 2
			}
		case '-':
			if endsIndicator(text, i+1) && startsToken(text, i) {
				parts++
			}
		case '#':
			if startsToken(text, i) {
				parts += 2
			}
		}
	}
	return parts
}

// endsIndicator reports whether the character at i, or the end of the text,
// makes an indicator of the one before it.
func endsIndicator(text string, i int) bool {
	return i == len(text) || strings.IndexByte(" \t\r\n,[]{}", text[i]) >= 0
}

// startsToken reports whether a token may begin at i: at the start, after a
// blank or a line break, after a quote, and after an indicator.
func startsToken(text string, i int) bool {
	return i == 0 || strings.IndexByte(" \t\r\n,[]{}\"':", text[i-1]) >= 0
}
