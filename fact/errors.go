package fact

import (
	"strconv"
	"unicode/utf8"
)

// A ParseError says why a text is not the value that was asked for.
type ParseError struct {
	Text    string // as given
	Problem string // what is wrong with it and how to mend it, without the text itself
}

// shownBytes bounds how much of a text an error repeats: inventories contain
// cells of many kilobytes, and the report must stay readable.
const shownBytes = 60

// Error returns the text, quoted and cut to a readable length, and the problem.
func (e *ParseError) Error() string {
	shown := e.Text
	if end := shownBytes; len(shown) > end {
		for end > 0 && !utf8.RuneStart(shown[end]) {
			end--
		}
		shown = shown[:end] + "…"
	}
	return strconv.Quote(shown) + ": " + e.Problem
}
