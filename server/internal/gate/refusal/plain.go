package refusal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain makes a text of others fit to be told: in one line, valid UTF-8 that XML
// can carry, without characters that steer a terminal or turn the direction of
// writing, and no longer than most, as HTML writes it.
func plain(text string, most int) string {
	if isPlain(text, most) {
		return text
	}
	if len(text) > 8*most { // nobody waits for the fields of a text of megabytes
		text = text[:8*most] + "…"
	}
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	var b strings.Builder
	size, fits := 0, 0 // fits is where it can be cut so that an ellipsis fits too
	for _, r := range text {
		if steers(r) {
			r = unicode.ReplacementChar
		}
		if size += weight(r); size > most {
			return strings.TrimRight(b.String()[:fits], " …") + "…"
		}
		b.WriteRune(r)
		if size <= most-utf8.RuneLen('…') {
			fits = b.Len()
		}
	}
	return b.String()
}

// isPlain reports, without looking long, whether a text is fit already: most are.
func isPlain(text string, most int) bool {
	if len(text) > most {
		return false
	}
	size := 0
	before := byte(' ') // no text begins with a space, ends with one or has two in a row
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c > '~' || c == ' ' && before == ' ' {
			return false
		}
		size += weight(rune(c))
		before = c
	}
	return size <= most && (before != ' ' || text == "")
}

// steers reports whether a character does something to how others are shown, or
// is none that XML 1.0 can carry (its §2.2).
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0xFFFE || r == 0xFFFF
}

// weight is how many bytes a character has in HTML.
func weight(r rune) int {
	switch r {
	case '&', '"', '\'', '+': // &amp; &#34; &#39; &#43;
		return 5
	case '<', '>':
		return 4
	}
	return utf8.RuneLen(r)
}

// sentence begins words with a capital letter and ends them with a full stop, if
// they have no end yet.
func sentence(words string) string {
	r, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return ""
	}
	words = string(unicode.ToUpper(r)) + words[size:]
	if last, _ := utf8.DecodeLastRuneInString(words); strings.ContainsRune(".!?…", last) {
		return words
	}
	return words + "."
}

// and lists names as a sentence does.
func and(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
