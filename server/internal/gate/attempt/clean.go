package attempt

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean is a value without the spaces around it, in memory of its own, or why it
// cannot be read. Nothing is repaired: a value that was changed would be another's.
func clean(text string, most int) (value, why string) {
	text = trimSpace(text)
	switch {
	case text == "":
		return "", ""
	case len(text) > most:
		return "", "too long"
	case isPlain(text):
		return strings.Clone(text), ""
	case !utf8.ValidString(text):
		return "", "not UTF-8"
	}
	for _, r := range text {
		switch {
		case unicode.IsControl(r), r == utf8.RuneError:
			return "", "it holds a control character, or one that was lost on the way"
		case turnsWriting(r):
			return "", "it holds a character that turns the direction of writing"
		}
	}
	// Values outlive their request: a device is remembered for a week. They must
	// not keep a whole query or body alive.
	return strings.Clone(text), ""
}

// isPlain reports whether a text is of visible ASCII and spaces, as nearly all are.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// trimSpace drops what XML (§2.3) and HTTP (RFC 9110 §5.6.3) take for white space.
func trimSpace(text string) string {
	for text != "" && isSpace(text[0]) {
		text = text[1:]
	}
	for text != "" && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// turnsWriting reports the characters with which one text is made to look like
// another (UAX #9 §2).
func turnsWriting(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == 0x061C
}

// shown is the beginning of a value that could not be read, as evidence may hold
// it.
func shown(text string) string {
	short := text
	if len(short) > shownBytes {
		short = short[:shownBytes]
	}
	short = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || turnsWriting(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(short, string(utf8.RuneError)))
	if len(text) > shownBytes {
		short += "…"
	}
	return strings.Clone(short)
}
