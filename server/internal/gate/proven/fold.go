package proven

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// fold appends a name in the form in which names are compared: without regard to
// case, compatibility forms, marks that do not show and spaces that mean nothing,
// as a directory compares them. Somebody who may sign in under many spellings of
// one name must not prove many people.
//
// A name that is empty, is not text or is longer than maxNameBytes gives nothing.
// Source: RFC 4518 §2 (the steps of preparation), RFC 4517 §4.2.11 (caseIgnoreMatch).
func fold(dst []byte, name string) []byte {
	if len(name) > maxNameBytes {
		return dst
	}
	plain := true
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if !plain {
		if !utf8.ValidString(name) {
			return dst
		}
		// Folding may break the normal form, and the other way round.
		name = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(name)))
	}
	start := len(dst)
	space := false
	for _, r := range name {
		switch {
		case r == ' ' || r >= '\t' && r <= '\r' || r == 0x85 || r > unicode.MaxASCII && unicode.Is(unicode.Z, r):
			space = true
			continue
		case r < ' ' || r == 0x7f || r > unicode.MaxASCII && unicode.In(r, unicode.C, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
			continue
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		}
		if space && len(dst) > start {
			dst = append(dst, ' ')
		}
		space = false
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}
