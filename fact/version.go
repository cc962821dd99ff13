package fact

import (
	"cmp"
	"strconv"
	"strings"
)

// maxVersionParts is how many numbers of a version count; what follows them is
// suffix.
const maxVersionParts = 8

// Version is a version of software as vendors, Windows resources and
// User-Agent headers write it: up to eight numbers and a suffix without effect.
// Missing numbers are 0, so 2.4.5 and 2.4.5.0 are equal. The zero value is
// version 0.
//
// Compare with Compare or Equal: == also compares how the versions were
// written. Parts is a key for maps.
type Version struct {
	parts  [maxVersionParts]uint64
	text   string
	suffix int // where in text the suffix begins
}

// ParseVersion reads an optional v or V, then runs of digits separated by "."
// or ","; spaces may follow each of these ("10. 0. 0. 1"). The rest, from
// the ninth number at the latest, is a suffix: "2.4.5.0-1" equals "2.4.5.0". A
// text without a leading digit and a number above 18446744073709551615 (64
// bits: builds named by a date and time of day fit) are errors. Spaces around
// the text are dropped.
func ParseVersion(text string) (Version, error) {
	v := Version{text: strings.TrimSpace(text)}
	rest := v.text
	if rest != "" && (rest[0] == 'v' || rest[0] == 'V') {
		rest = rest[1:]
	}
	if !startsWithDigit(rest) {
		return Version{}, &ParseError{text, "not a version: it does not begin with a digit; write it like 2.4.5.0"}
	}
	for i := range v.parts {
		end := digits(rest)
		part, err := strconv.ParseUint(rest[:end], 10, 64)
		if err != nil {
			return Version{}, &ParseError{text, "not a version: the number in place " + strconv.Itoa(i+1) +
				" is too large; at most 18446744073709551615"}
		}
		v.parts[i] = part
		rest = rest[end:]
		next, ok := cutSeparator(rest)
		if !ok || i == maxVersionParts-1 {
			break
		}
		rest = next
	}
	v.suffix = len(v.text) - len(rest)
	return v, nil
}

// cutSeparator removes a separator and the spaces after it, if a number follows.
func cutSeparator(s string) (string, bool) {
	if s == "" || s[0] != '.' && s[0] != ',' {
		return s, false
	}
	next := strings.TrimLeft(s[1:], " ")
	return next, startsWithDigit(next)
}

func startsWithDigit(s string) bool {
	return s != "" && '0' <= s[0] && s[0] <= '9'
}

// digits returns how many of the first bytes of s are digits.
func digits(s string) int {
	n := 0
	for startsWithDigit(s[n:]) {
		n++
	}
	return n
}

// Compare returns -1, 0 or +1 as v is older than, equal to or newer than w. It
// does not allocate.
func (v Version) Compare(w Version) int {
	for i, part := range v.parts {
		if c := cmp.Compare(part, w.parts[i]); c != 0 {
			return c
		}
	}
	return 0
}

// Equal reports whether v and w are the same version, however written.
func (v Version) Equal(w Version) bool { return v.parts == w.parts }

// Parts returns the numbers, missing ones as 0. Equal versions have equal
// parts.
func (v Version) Parts() [maxVersionParts]uint64 { return v.parts }

// String returns the version as it was written, with its suffix and without
// the spaces around it.
func (v Version) String() string {
	if v.text == "" {
		return v.Canonical()
	}
	return v.text
}

// Suffix returns what follows the numbers and has no effect: "-1" of
// "2.4.5.0-1". It is empty for most versions.
func (v Version) Suffix() string { return strings.TrimSpace(v.text[v.suffix:]) }

// Canonical returns the shortest way to write the version, without suffix and
// without trailing zeros: "2.4.5" for "v2.4.5.0-1". Equal versions have the
// same canonical text.
func (v Version) Canonical() string {
	last := len(v.parts) - 1
	for last > 0 && v.parts[last] == 0 {
		last--
	}
	var b []byte
	for i, part := range v.parts[:last+1] {
		if i > 0 {
			b = append(b, '.')
		}
		b = strconv.AppendUint(b, part, 10)
	}
	return string(b)
}

// next returns the least version above v; false if there is none.
func (v Version) next() (Version, bool) {
	n := Version{parts: v.parts}
	for i := len(n.parts) - 1; i >= 0; i-- {
		n.parts[i]++
		if n.parts[i] != 0 {
			return n, true
		}
	}
	return Version{}, false
}

// previous returns the greatest version below v; false if there is none.
func (v Version) previous() (Version, bool) {
	p := Version{parts: v.parts}
	for i := len(p.parts) - 1; i >= 0; i-- {
		p.parts[i]--
		if p.parts[i] != ^uint64(0) {
			return p, true
		}
	}
	return Version{}, false
}
