package text

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const byteOrderMark = '\uFEFF'

// decode gives the text of a file, without its byte order mark, or what makes
// it unreadable.
func decode(file string, src []byte) (*source, *Problem) {
	if len(src) > maxBytes {
		return nil, &Problem{
			File: file,
			What: fmt.Sprintf("the file has %d bytes, at most %d are read", len(src), maxBytes),
			Mend: "split it into several files",
		}
	}
	if encoding := wideEncoding(src); encoding != "" {
		return nil, &Problem{
			File: file, Pos: Pos{1, 1},
			What: "the file is written in " + encoding,
			Mend: "save it as UTF-8",
		}
	}
	s := newSource(file, strings.TrimPrefix(string(src), string(byteOrderMark)))
	for i := 0; i < len(s.text); {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		what, mend := "", "take it out"
		switch {
		case r == utf8.RuneError && size == 1:
			what = fmt.Sprintf("the byte %#02x is not UTF-8", s.text[i])
			mend = "save the file as UTF-8"
		case r == '\r' && !strings.HasPrefix(s.text[i:], "\r\n"):
			what = "a carriage return stands without its line feed"
			mend = "end lines with LF or CR LF"
		case r == '\u0085' || r == '\u2028' || r == '\u2029':
			// Line breaks to YAML 1.1 and text to YAML 1.2: lines would be
			// counted differently by different readers.
			what = fmt.Sprintf("the line separator %U is not allowed", r)
			mend = "end lines with LF or CR LF"
		case r == byteOrderMark:
			what = "a byte order mark stands inside the file"
		case r != '\t' && r != '\n' && r != '\r' && !isText(r):
			what = fmt.Sprintf("the control character %U is not allowed", r)
		}
		if what != "" {
			p := s.error(s.position(i), what, mend)
			return nil, &p
		}
		i += size
	}
	return s, nil
}

// wideEncoding recognises UTF-16 and UTF-32 by their byte order marks, or by
// the zero half of an ASCII character at the start.
func wideEncoding(src []byte) string {
	for _, form := range []struct{ mark, name string }{
		{"\xff\xfe\x00\x00", "UTF-32"}, {"\x00\x00\xfe\xff", "UTF-32"},
		{"\xff\xfe", "UTF-16"}, {"\xfe\xff", "UTF-16"},
	} {
		if bytes.HasPrefix(src, []byte(form.mark)) {
			return form.name
		}
	}
	if len(src) >= 4 && (src[0] == 0) != (src[1] == 0) && (src[0] == 0) == (src[2] == 0) && (src[1] == 0) == (src[3] == 0) {
		return "UTF-16"
	}
	return ""
}

// isText reports whether a character may stand in a text: no control character
// and none that Unicode says is never one.
func isText(r rune) bool {
	return !unicode.IsControl(r) && r&0xFFFE != 0xFFFE
}
