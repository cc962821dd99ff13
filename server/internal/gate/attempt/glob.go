package attempt

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// glob is a pattern of a path or a host, in which a * stands for anything, slashes
// too. It is ASCII.
type glob struct {
	source string
	parts  []string // what stands between the stars; in lower case unless exact
	exact  bool
}

func newGlob(source string, exact bool) glob {
	text := source
	if !exact {
		text = strings.ToLower(text)
	}
	return glob{source, strings.Split(text, "*"), exact}
}

// fits reports whether the pattern fits all of s. It does not allocate.
func (g *glob) fits(s string) bool {
	rest, ok := g.cut(s, g.parts[0])
	if !ok || len(g.parts) == 1 {
		return ok && rest == ""
	}
	last := len(g.parts) - 1
	for _, part := range g.parts[1:last] {
		if rest, ok = g.find(rest, part); !ok {
			return false
		}
	}
	return g.ends(rest, g.parts[last])
}

// find cuts s behind the first place where part stands.
func (g *glob) find(s, part string) (string, bool) {
	for {
		if rest, ok := g.cut(s, part); ok {
			return rest, true
		}
		if s == "" {
			return "", false
		}
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
}

// ends reports whether s ends in part.
func (g *glob) ends(s, part string) bool {
	if part == "" {
		return true
	}
	// A path may write a letter of the pattern with up to three bytes.
	if most := 3 * len(part); len(s) > most {
		for s = s[len(s)-most:]; s != "" && !utf8.RuneStart(s[0]); {
			s = s[1:]
		}
	}
	for ; len(s) >= len(part); s = s[1:] {
		if rest, ok := g.cut(s, part); ok && rest == "" {
			return true
		}
	}
	return false
}

// cut cuts part from the beginning of s.
func (g *glob) cut(s, part string) (string, bool) {
	if g.exact {
		return strings.CutPrefix(s, part)
	}
	for i := range len(part) {
		if s == "" {
			return "", false
		}
		if s[0] < utf8.RuneSelf {
			if lower(s[0]) != part[i] {
				return "", false
			}
			s = s[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		if foldRune(r) != rune(part[i]) {
			return "", false
		}
		s = s[size:]
	}
	return s, true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}

// foldRune takes a letter for the one that a service may take it for when it
// ignores case: some languages' comparisons make an s of ſ, a k of the Kelvin sign,
// and an i of the Turkish ones.
func foldRune(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }
