package report

import (
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// or returns the first text that is not empty.
func or(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// several is a number with its noun: 1 attempt, 5 attempts.
func several(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return web.Thousands(n) + " " + more
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
