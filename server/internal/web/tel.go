package web

import "strings"

// Tel is the URL that dials a number (RFC 3966 §3: separators have no meaning); ""
// of a text that holds no number, or words beside it.
func Tel(phone string) string {
	var digits strings.Builder
	for i, r := range phone {
		switch {
		case r >= '0' && r <= '9', r == '+' && i == 0:
			digits.WriteRune(r)
		case !strings.ContainsRune(" -().", r):
			return ""
		}
	}
	if n := digits.Len(); n < 3 || n > 16 {
		return ""
	}
	return "tel:" + digits.String()
}
