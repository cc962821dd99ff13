package format

import (
	"regexp"
	"slices"
	"strings"
)

// ownHeadings are the headings of all CSV that is written here.
var ownHeadings = [][]string{csvColumns, rejectColumns, mailColumns, stepColumns, outlookColumns}

// IsOwn reports whether the first row of a table is of a file that this package
// wrote: it may lie among exports, and is none.
func IsOwn(row []string) bool {
	return slices.ContainsFunc(ownHeadings, func(own []string) bool { return slices.Equal(row, own) })
}

// IsOwnBook reports whether a workbook whose first sheet begins with a row is one
// that this package wrote.
func IsOwnBook(sheet string, row []string) bool {
	title := strings.TrimSpace(strings.Join(row, ""))
	return sheet == overviewSheet && title == overviewFirst || sheet == outlookSheet && title == outlookFirst
}

// ownJSON is how an answer and an outlook begin.
var ownJSON = regexp.MustCompile(`^\s*\{\s*("at":\s*"[^"]{1,40}",\s*"notices":\s*\[|"from":\s*"[^"]{0,40}",\s*"until":\s*"[^"]{0,40}",\s*"known":)`)

// IsOwnJSON reports whether a document, of which the first [OwnBytes] or more are
// given, is one that this package wrote.
func IsOwnJSON(head []byte) bool { return ownJSON.Match(head) }

// OwnBytes is how much of a document tells IsOwnJSON what it is.
const OwnBytes = 256
