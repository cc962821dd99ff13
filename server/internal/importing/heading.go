package importing

import (
	"strings"
	"unicode"
)

// heading is the first row of a table, or what stands for one.
type heading struct {
	written []string // as the file has it
	folded  []string // as it is compared
}

// fold reduces a heading to what tells it from others: its letters and digits
// in lower case. "Last Seen", "last_seen" and "LastSeen" are one heading.
func fold(text string) string {
	plain := true
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, text)
}

func newHeading(row []string) heading {
	h := heading{written: make([]string, len(row)), folded: make([]string, len(row))}
	for i, text := range row {
		h.written[i] = strings.TrimSpace(strings.Clone(text))
		h.folded[i] = fold(text)
	}
	return h
}

// place returns where the first of these columns stands, -1 if none does.
func (h heading) place(folded ...string) int {
	for _, want := range folded {
		for i, have := range h.folded {
			if have == want {
				return i
			}
		}
	}
	return -1
}

// has reports whether one of these columns is there.
func (h heading) has(folded ...string) bool { return h.place(folded...) >= 0 }

// count returns how many of these columns are there.
func (h heading) count(folded ...string) int {
	n := 0
	for _, want := range folded {
		if h.has(want) {
			n++
		}
	}
	return n
}

// twice returns a column that stands in two places.
func (h heading) twice() (first, second int, found bool) {
	seen := make(map[string]int, len(h.folded))
	for i, name := range h.folded {
		if name == "" {
			continue
		}
		if first, ok := seen[name]; ok {
			return first, i, true
		}
		seen[name] = i
	}
	return 0, 0, false
}

// shown returns the headings for people: the first dozen, each cut.
func (h heading) shown() string {
	const most = 12
	var b strings.Builder
	for i, text := range h.written {
		switch {
		case i == most:
			b.WriteString(", …")
			return b.String()
		case i > 0:
			b.WriteString(", ")
		}
		if text == "" {
			text = "(empty)"
		}
		b.WriteString(shorten(text, 40))
	}
	return b.String()
}
