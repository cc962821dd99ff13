package layout

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text makes a field of a structure fit to be shown. The standard wants UTF-8,
// filled up with blanks; modules also end it with a NUL, leave what was in memory
// behind that, or write a code page of Windows. What commands a terminal or turns
// the direction of writing becomes U+FFFD, and so does what is no UTF-8.
func Text(b []byte) string {
	if end := bytes.IndexByte(b, 0); end >= 0 {
		b = b[:end]
	}
	return strings.TrimSpace(strings.Map(plain, strings.ToValidUTF8(string(b), string(utf8.RuneError))))
}

func plain(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return utf8.RuneError
}
