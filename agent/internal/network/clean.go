package network

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes text from outside fit to be kept and shown: one line of printable
// characters, at most that many bytes, with … where it was cut. Control
// characters and those that do not show or turn the direction of writing become
// spaces. What is clean stays as it is.
func clean(s string, most int) string {
	// No more than this is ever looked at: the rest cannot be kept.
	if len(s) > 8*most {
		s = s[:8*most]
	}
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	const mark = "…"
	cut := most - len(mark)
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.TrimRight(s[:cut], " ") + mark
}
