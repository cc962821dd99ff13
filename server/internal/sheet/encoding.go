package sheet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// encoding is how text is written down. What is neither UTF-16 nor valid UTF-8
// is Windows-1252, decided cell by cell: a file may be plain ASCII for a million
// lines before its first name with an accent.
type encoding struct {
	name  string              // for people
	mark  int                 // bytes of the byte order mark
	order *unicode.Endianness // of UTF-16; nil for all else
}

var bigEndian, littleEndian = unicode.BigEndian, unicode.LittleEndian

// encodingOf recognises UTF-16 and byte order marks (Unicode §23.8).
func encodingOf(head []byte) encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return encoding{name: "UTF-8", mark: 3}
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return encoding{name: "UTF-16 LE", mark: 2, order: &littleEndian}
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return encoding{name: "UTF-16 BE", mark: 2, order: &bigEndian}
	}
	// Without a mark: of Latin letters and digits every other byte is zero.
	var zeros [2]int
	sample := head[:min(len(head), 4096)]
	for i, c := range sample {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch pairs := len(sample) / 2; {
	case pairs >= 2 && zeros[0] == 0 && zeros[1]*10 >= pairs*9:
		return encoding{name: "UTF-16 LE", order: &littleEndian}
	case pairs >= 2 && zeros[1] == 0 && zeros[0]*10 >= pairs*9:
		return encoding{name: "UTF-16 BE", order: &bigEndian}
	}
	return encoding{name: "UTF-8"}
}

// isUTF8 is utf8.Valid for text that is ASCII but for a letter here and there:
// that one goes letter by letter from the first of them on.
func isUTF8(text []byte) bool {
	for len(text) > 0 {
		for len(text) >= 8 && binary.NativeEndian.Uint64(text)&0x8080808080808080 == 0 {
			text = text[8:]
		}
		for passed := 0; passed < 8 && len(text) > 0; {
			size := 1
			if text[0] >= utf8.RuneSelf {
				var c rune
				if c, size = utf8.DecodeRune(text); c == utf8.RuneError && size == 1 {
					return false
				}
			}
			passed += size
			text = text[size:]
		}
	}
	return true
}

// lost stands for a character that the file has lost (U+FFFD).
const lost = "\uFFFD"

// windows1252 decodes a cell that is not UTF-8. The five bytes that the code page
// leaves open, such as the ü of DOS, are lost characters.
// Source: https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT
func windows1252(cell string) string {
	var b strings.Builder
	b.Grow(len(cell) + len(cell)/4 + utf8.UTFMax)
	for i := range len(cell) {
		b.WriteRune(ofWindows1252(cell[i]))
	}
	return b.String()
}

func ofWindows1252(c byte) rune {
	switch c {
	case 0x81, 0x8D, 0x8F, 0x90, 0x9D:
		return utf8.RuneError
	}
	return charmap.Windows1252.DecodeByte(c)
}
