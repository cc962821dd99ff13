package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain makes a text of others fit to be told: in one line, of at most so many
// characters, and without those that steer a terminal or turn the direction of
// writing.
func plain(text string, most int) string {
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

// or returns the first text that is not empty.
func or(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// thousands writes a number as it is read: 1,234,567.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && n >= 1000; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// several is a number with its noun: 1 attempt, 5 attempts.
func several(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + more
}

// and lists words as a sentence does.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// was is the verb of a number.
func was(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func is(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func has(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}
