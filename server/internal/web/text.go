package web

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Plain makes a text of others fit to be told: in one line, of at most so many
// characters, and without those that steer a terminal or turn the direction of
// writing.
func Plain(text string, most int) string {
	// Nobody waits for the fields of a text of megabytes.
	if room := most * 8 * utf8.UTFMax; len(text) > room {
		text = strings.ToValidUTF8(text[:room], "") + "…"
	}
	text = strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " "))
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	shown := 0
	for i := range text {
		if shown == most-1 {
			return strings.TrimRight(text[:i], " …") + "…"
		}
		shown++
	}
	return text
}

// Thousands writes a number as it is read: 1,234,567.
func Thousands(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
