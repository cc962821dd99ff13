package symptom

import (
	"slices"
	"strings"
	"unicode"
)

// maxText is how much of what was pasted is read, in bytes: a dialog is a hundredth.
const maxText = 64 << 10

// Explain returns the symptoms that a text shows: those whose code stands in it
// first, then those of whose words a part does. None is an empty list.
func Explain(text string) []Symptom {
	if len(text) > maxText {
		text = text[:maxText]
	}
	words := tokens(text)
	plain := flat(text)
	var sure, likely []Symptom
	for _, s := range All() {
		switch {
		case slices.ContainsFunc(s.Codes, func(code string) bool { return hasCode(words, code) }):
			sure = append(sure, s)
		case slices.ContainsFunc(s.Phrases, func(p string) bool { return strings.Contains(plain, flat(p)) }):
			likely = append(likely, s)
		}
	}
	if len(sure) == 0 {
		for _, w := range words {
			if s, known := number(w); known && !slices.ContainsFunc(sure, func(o Symptom) bool { return o.Title == s.Title }) {
				sure = append(sure, s)
			}
		}
	}
	return append(sure, likely...)
}

// tokens are the words of a text in capitals, without the punctuation around them.
func tokens(text string) []string {
	return strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// hasCode reports whether the code is one of the words; one that ends in _ and is
// followed by digits is any of its family.
func hasCode(words []string, code string) bool {
	code = strings.ToUpper(code)
	return slices.ContainsFunc(words, func(w string) bool {
		if !strings.HasSuffix(code, "_") {
			return w == code
		}
		rest, ok := strings.CutPrefix(w, code)
		return ok && rest != "" && strings.Trim(rest, "0123456789") == ""
	})
}

// flat makes a text comparable: small letters and digits, one space between words.
func flat(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// Nearest are the codes and titles that come nearest to a text that shows nothing
// known, at most five: those that share most of its words.
func Nearest(text string) []string {
	words := strings.Fields(flat(text[:min(len(text), maxText)]))
	type scored struct {
		title string
		score int
	}
	var all []scored
	for _, s := range All() {
		score := 0
		known := flat(s.Title + " " + strings.Join(s.Phrases, " ") + " " + strings.Join(s.Codes, " "))
		for _, w := range words {
			if len(w) > 3 && strings.Contains(known, w) {
				score++
			}
		}
		if score > 0 {
			all = append(all, scored{s.Title, score})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return b.score - a.score })
	var out []string
	for _, s := range all[:min(len(all), 5)] {
		out = append(out, s.title)
	}
	return out
}
