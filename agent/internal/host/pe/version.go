package pe

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
)

// Bounds of a version resource.
const (
	maxStrings = 64
	maxDepth   = 4 // VS_VERSIONINFO, StringFileInfo, StringTable, String
)

// A node is one block of VS_VERSIONINFO: a key, a value, and blocks in it.
type node struct {
	key      string
	value    []byte // of a text: without its unit of length being believed
	children []byte
	text     bool
}

// take reads a version resource into the info.
func (info *Info) take(data []byte) error {
	root, _, err := readNode(data)
	if err != nil {
		return err
	}
	if root.key != "VS_VERSION_INFO" {
		return fmt.Errorf("it begins with %q", shortened(root.key))
	}
	if err := info.fixed(root.value); err != nil {
		return err
	}
	return info.strings(root.children, 1)
}

// fixed reads VS_FIXEDFILEINFO.
func (info *Info) fixed(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if len(b) < 52 || binary.LittleEndian.Uint32(b) != 0xfeef04bd {
		return errors.New("its fixed part is not one")
	}
	number := func(at int) string {
		high, low := binary.LittleEndian.Uint32(b[at:]), binary.LittleEndian.Uint32(b[at+4:])
		return fmt.Sprintf("%d.%d.%d.%d", high>>16, high&0xffff, low>>16, low&0xffff)
	}
	info.Version, info.ProductVersion = number(8), number(16)
	return nil
}

// strings reads the blocks below VS_VERSIONINFO down to the texts, of the first table.
func (info *Info) strings(b []byte, depth int) error {
	for len(b) > 0 {
		n, rest, err := readNode(b)
		if err != nil {
			return err
		}
		switch {
		case depth == 1 && n.key != "StringFileInfo":
		case depth < maxDepth-1:
			if err := info.strings(n.children, depth+1); err != nil {
				return err
			}
			if depth == maxDepth-2 {
				return nil // the first table
			}
		default:
			if info.Strings == nil {
				info.Strings = make(map[string]string)
			}
			if _, ok := info.Strings[n.key]; !ok && len(info.Strings) < maxStrings {
				info.Strings[n.key] = decode(n.value)
			}
		}
		b = rest
	}
	return nil
}

// readNode reads one block at the beginning of b, and gives what follows it.
func readNode(b []byte) (n node, rest []byte, err error) {
	if len(b) < 6 {
		return n, nil, fmt.Errorf("a block has %d bytes", len(b))
	}
	length, valueLength := int(binary.LittleEndian.Uint16(b)), int(binary.LittleEndian.Uint16(b[2:]))
	n.text = binary.LittleEndian.Uint16(b[4:]) == 1
	if length < 6 || length > len(b) {
		return n, nil, fmt.Errorf("a block of %d bytes where %d are left", length, len(b))
	}
	body := b[:length]
	at := 6
	for {
		if at+2 > len(body) {
			return n, nil, errors.New("a name without an end")
		}
		at += 2
		if body[at-2] == 0 && body[at-1] == 0 {
			break
		}
	}
	n.key = decode(body[6:at])
	at = align(at, len(body))
	if n.text {
		// Some compilers count bytes, most characters: it ends at its NUL or with the block.
		valueLength = min(2*valueLength, len(body)-at)
	}
	if valueLength > len(body)-at {
		return n, nil, fmt.Errorf("a value of %d bytes where %d are left", valueLength, len(body)-at)
	}
	n.value = body[at : at+valueLength]
	n.children = body[align(at+valueLength, len(body)):]
	return n, b[align(length, len(b)):], nil
}

// align rounds up to the next multiple of four, but not beyond the end.
func align(at, end int) int { return min((at+3)&^3, end) }

// decode makes text of UTF-16 up to its NUL.
func decode(b []byte) string {
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		u := binary.LittleEndian.Uint16(b[i:])
		if u == 0 {
			break
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
