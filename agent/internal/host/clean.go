package host

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the longest text from the machine that is kept, in bytes. Paths may
// have 32,767 characters on Windows; those that do are not worth keeping whole.
const maxText = 2048

// Clean makes text that came from a machine safe to show: characters that steer a
// terminal, turn the direction of writing or cannot be seen become their number,
// <U+202E>, so that a name that tries to hide can still be recognised. What is no
// character becomes U+FFFD, and what is longer than 2,048 bytes is cut, with its
// length. Clean of clean text is the same text.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
		case hides(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
		if b.Len() > maxText {
			break
		}
	}
	clean := b.String()
	if len(clean) <= maxText {
		return clean
	}
	end := fmt.Sprintf("… (cut; %d bytes)", len(s))
	at := maxText - len(end)
	for !utf8.RuneStart(clean[at]) {
		at--
	}
	return clean[:at] + end
}

func isClean(s string) bool {
	return len(s) <= maxText && utf8.ValidString(s) && !strings.ContainsFunc(s, hides)
}

// hides tells whether r steers or cannot be seen: control and format characters
// (directions, joiners, tags), separators of lines, private and unassigned ones.
func hides(r rune) bool {
	if r < unicode.MaxLatin1 && r >= ' ' && r < 0x7f {
		return false
	}
	return r != utf8.RuneError && !unicode.IsGraphic(r) || r == '\u2028' || r == '\u2029'
}
