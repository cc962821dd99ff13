package importing

import (
	"strconv"
	"unicode/utf8"
)

// counted says how many there are of a thing: "1 program", "2 programs".
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}

// shorten cuts a text from a file to what a report can show.
func shorten(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	end := bytes
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
