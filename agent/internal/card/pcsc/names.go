package pcsc

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// parseNames reads a multi-string: names that end with a NUL each, and a NUL after the last.
// What follows that is no name. Bytes that are not UTF-8 stay as they are, since
// the name has to be given back to the library.
func (l layout) parseNames(b []byte) []string {
	var names []string
	for len(names) < maxReaders {
		var name string
		var rest []byte
		if l.wide {
			name, rest = cutWide(b)
		} else {
			s, after, _ := strings.Cut(string(b), "\x00")
			name, rest = s, []byte(after)
		}
		if name == "" {
			break
		}
		names = append(names, name)
		b = rest
	}
	return names
}

// cutWide cuts UTF-16 at its first NUL.
func cutWide(b []byte) (string, []byte) {
	var units []uint16
	for len(b) >= 2 {
		unit := binary.LittleEndian.Uint16(b)
		b = b[2:]
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units)), b
}

// name makes the memory of a name, which ends with a NUL. A NUL in it would cut it:
// such a name is no reader's.
func (l layout) name(s string) []byte {
	if !l.wide {
		return append([]byte(s), 0)
	}
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return append(b, 0, 0)
}

// character is the size of one in a name; lengths of names are counted in them.
func (l layout) character() int {
	if l.wide {
		return 2
	}
	return 1
}
