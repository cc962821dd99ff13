package live

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The names that stand for several. A name of these words is counted with them.
const (
	other   = "other"   // beyond a bound
	unknown = "unknown" // not said
)

// label makes a name that a stranger may have sent fit to be a label and to be
// shown: one line of printable characters, of bounded length, never one of the
// words above in another meaning.
func label(name string) string {
	if len(name) <= mostLabelBytes && printable(name) {
		if name == "" {
			return unknown
		}
		return name
	}
	return clean(name, mostLabelBytes)
}

func printable(name string) bool {
	for i := range len(name) {
		if name[i] <= ' ' && (name[i] < ' ' || i == 0 || i == len(name)-1) || name[i] >= 0x7f {
			return false
		}
	}
	return true
}

// clean makes a text one line of printable characters, of at most so many bytes.
func clean(name string, most int) string {
	if len(name) > 8*most {
		name = name[:8*most]
	}
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(name, "?")))
	if len(name) > most {
		end := most - len("…")
		for !utf8.RuneStart(name[end]) {
			end--
		}
		name = name[:end] + "…"
	}
	if name == "" {
		return unknown
	}
	return name
}
