package registry

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A Type is what a value is said to be. Source: Windows SDK, winnt.h, REG_*.
type Type uint32

// The types that occur.
const (
	None       Type = 0
	Text       Type = 1 // REG_SZ
	ExpandText Type = 2 // REG_EXPAND_SZ
	Binary     Type = 3
	DWord      Type = 4
	DWordBig   Type = 5 // REG_DWORD_BIG_ENDIAN
	Link       Type = 6
	MultiText  Type = 7 // REG_MULTI_SZ
	QWord      Type = 11
)

var typeNames = map[Type]string{None: "REG_NONE", Text: "REG_SZ", ExpandText: "REG_EXPAND_SZ", Binary: "REG_BINARY", DWord: "REG_DWORD",
	DWordBig: "REG_DWORD_BIG_ENDIAN", Link: "REG_LINK", MultiText: "REG_MULTI_SZ", QWord: "REG_QWORD"}

// String gives the type as the registry editor names it.
func (t Type) String() string {
	if name, ok := typeNames[t]; ok {
		return name
	}
	return fmt.Sprintf("type %d", uint32(t))
}

// A Value is one value, as it lies in the registry.
type Value struct {
	Name string
	Type Type
	Data []byte // at most MaxData
	Cut  bool   // there was more
}

// An OddError says what is strange about a value that could be read nevertheless.
type OddError struct{ What string }

func (e *OddError) Error() string { return e.What }

func odd(format string, args ...any) error { return &OddError{fmt.Sprintf(format, args...)} }

// maxListed bounds the texts of one MultiText.
const maxListed = 1024

// Text gives the value as text, as Windows shows it: up to its first NUL. An OddError
// comes with the text where the value is no text but has an obvious one, where
// something stands behind the NUL, where a character is cut in half, or where it is
// too long. Any other error means that there is no text.
func (v Value) Text() (string, error) {
	if v.Cut && len(v.Data) == 0 {
		return "", fmt.Errorf("it is %s of more than %d bytes and was not read", v.Type, MaxData)
	}
	switch v.Type {
	case Text, ExpandText, Link:
		return v.first()
	case MultiText:
		list, _ := v.List()
		return strings.Join(list, "; "), odd("it is %s, not a text", v.Type)
	case DWord, DWordBig, QWord:
		n, err := v.number()
		if err != nil {
			return "", err
		}
		return strconv.FormatUint(n, 10), odd("it is %s, not a text", v.Type)
	}
	return "", fmt.Errorf("it is %s of %d bytes, not a text", v.Type, len(v.Data))
}

// first gives the text before the first NUL.
func (v Value) first() (string, error) {
	units, err := v.units()
	for i, u := range units {
		if u != 0 {
			continue
		}
		if rest := strings.Trim(decode(units[i:]), "\x00"); rest != "" && err == nil {
			err = odd("behind its end stands %q", shortened(rest))
		}
		units = units[:i]
		break
	}
	text := decode(units)
	if strings.ContainsRune(text, '\ufffd') && err == nil {
		err = odd("it holds half of a character")
	}
	return text, err
}

// units gives the data as UTF-16, least byte first.
func (v Value) units() (units []uint16, err error) {
	for i := 0; i+1 < len(v.Data); i += 2 {
		units = append(units, binary.LittleEndian.Uint16(v.Data[i:]))
	}
	switch {
	case v.Cut:
		err = odd("it is longer than %d bytes and was cut", MaxData)
	case len(v.Data)%2 != 0:
		err = odd("it has an odd number of bytes (%d)", len(v.Data))
	}
	return units, err
}

// decode makes text of UTF-16; a lone surrogate becomes U+FFFD.
func decode(units []uint16) string { return string(utf16.Decode(units)) }

func shortened(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// List gives the texts of a MultiText. A lone text is a list of one, with an OddError.
func (v Value) List() ([]string, error) {
	switch v.Type {
	case Text, ExpandText:
		text, _ := v.first()
		if text == "" {
			return nil, odd("it is %s, not a list", v.Type)
		}
		return []string{text}, odd("it is %s, not a list", v.Type)
	case MultiText:
	default:
		return nil, fmt.Errorf("it is %s of %d bytes, not a list", v.Type, len(v.Data))
	}
	units, err := v.units()
	var list []string
	for len(units) > 0 {
		end := 0
		for end < len(units) && units[end] != 0 {
			end++
		}
		if text := decode(units[:end]); text != "" {
			list = append(list, text)
		}
		units = units[min(end+1, len(units)):]
		if len(list) == maxListed && len(units) > 0 {
			return list, odd("it has more than %d texts and was cut", maxListed)
		}
	}
	return list, err
}

// Number gives the value as a number of 32 bits. An OddError comes with it where the
// value is of another type but plainly a number ("1" as text, 4 bytes as binary).
func (v Value) Number() (uint32, error) {
	n, err := v.number()
	if _, ok := err.(*OddError); err != nil && !ok {
		return 0, err
	}
	if n > 1<<32-1 {
		return 0, fmt.Errorf("it is %d, more than a number of 32 bits holds", n)
	}
	return uint32(n), err
}

func (v Value) number() (uint64, error) {
	switch {
	case v.Type == DWord && len(v.Data) == 4:
		return uint64(binary.LittleEndian.Uint32(v.Data)), nil
	case v.Type == DWordBig && len(v.Data) == 4:
		return uint64(binary.BigEndian.Uint32(v.Data)), nil
	case v.Type == QWord && len(v.Data) == 8:
		return binary.LittleEndian.Uint64(v.Data), nil
	case v.Type == Binary && len(v.Data) == 4:
		return uint64(binary.LittleEndian.Uint32(v.Data)), odd("it is %s, not a number", v.Type)
	case v.Type == Text || v.Type == ExpandText:
		text, _ := v.first()
		n, err := strconv.ParseUint(strings.TrimSpace(text), 0, 64)
		if err != nil {
			return 0, fmt.Errorf("it is the text %q, not a number", shortened(text))
		}
		return n, odd("it is the text %q, not a number", shortened(text))
	}
	return 0, fmt.Errorf("it is %s of %d bytes, not a number", v.Type, len(v.Data))
}
