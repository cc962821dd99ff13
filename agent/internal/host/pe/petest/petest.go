// Package petest makes small Windows programs for tests: headers, one section with a
// version resource, and nothing that could run.
package petest

import (
	"encoding/binary"
	"unicode/utf16"
)

// block makes a block of a version resource: a key, a value and blocks in it.
func block(key string, text bool, value []byte, inside ...[]byte) []byte {
	length := len(value)
	kind := uint16(0)
	if text {
		kind, length = 1, len(value)/2
	}
	b := binary.LittleEndian.AppendUint16(nil, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(length))
	b = binary.LittleEndian.AppendUint16(b, kind)
	b = pad(append(b, Wide(key+"\x00")...))
	b = append(b, value...)
	for _, in := range inside {
		b = append(pad(b), in...)
	}
	binary.LittleEndian.PutUint16(b, uint16(len(b)))
	return b
}

func pad(b []byte) []byte { return append(b, make([]byte, -len(b)&3)...) }

// Wide gives text as UTF-16.
func Wide(s string) (b []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func fixed(version [4]uint16) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 0xfeef04bd)
	b = binary.LittleEndian.AppendUint32(b, 0x10000)
	for range 2 {
		b = binary.LittleEndian.AppendUint32(b, uint32(version[0])<<16|uint32(version[1]))
		b = binary.LittleEndian.AppendUint32(b, uint32(version[2])<<16|uint32(version[3]))
	}
	return append(b, make([]byte, 52-len(b))...)
}

// Version makes a version resource: a number, and texts by name, in turn.
func Version(v [4]uint16, texts ...string) []byte {
	var list [][]byte
	for i := 0; i < len(texts); i += 2 {
		list = append(list, block(texts[i], true, Wide(texts[i+1]+"\x00")))
	}
	return block("VS_VERSION_INFO", false, fixed(v),
		block("StringFileInfo", true, nil, block("080904b0", true, nil, list...), block("040904b0", true, nil, block("FileVersion", true, Wide("second language\x00")))),
		block("VarFileInfo", true, nil, block("Translation", false, []byte{9, 8, 0xb0, 4})))
}

// ResourceOffset is where the resources begin in what Bytes makes.
const ResourceOffset = 0x400

const resourceAddress = 0x1000

// Bytes makes a program with one section, that of the resources.
func Bytes(machine uint16, wide bool, resource []byte) []byte {
	optionalSize, at := 224, 92
	if wide {
		optionalSize, at = 240, 108
	}
	b := make([]byte, ResourceOffset)
	copy(b, "MZ")
	b[0x3c] = 0x40
	copy(b[0x40:], "PE\x00\x00")
	binary.LittleEndian.PutUint16(b[0x44:], machine)
	b[0x46] = 1
	binary.LittleEndian.PutUint16(b[0x54:], uint16(optionalSize))
	binary.LittleEndian.PutUint16(b[0x56:], 0x2002)
	optional := b[0x58:]
	binary.LittleEndian.PutUint16(optional, 0x10b)
	if wide {
		binary.LittleEndian.PutUint16(optional, 0x20b)
	}
	optional[at] = 16
	binary.LittleEndian.PutUint32(optional[at+4+8*2:], resourceAddress)
	section := b[0x58+optionalSize:]
	copy(section, ".rsrc")
	tree := resources(resource)
	for i, n := range []uint32{uint32(len(tree)), resourceAddress, uint32(len(tree)), ResourceOffset} {
		binary.LittleEndian.PutUint32(section[8+4*i:], n)
	}
	return append(b, tree...)
}

// resources makes a tree with an icon and a version.
func resources(version []byte) []byte {
	level := func(b []byte, entries ...[2]uint32) []byte {
		b = append(b, make([]byte, 12)...)
		b = binary.LittleEndian.AppendUint16(b, 0)
		b = binary.LittleEndian.AppendUint16(b, uint16(len(entries)))
		for _, e := range entries {
			b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, e[0]), e[1])
		}
		return b
	}
	const down = 1 << 31
	b := level(nil, [2]uint32{3, down | 32}, [2]uint32{16, down | 32})
	b = level(b, [2]uint32{1, down | 56})
	b = level(b, [2]uint32{0x809, 80})
	for _, n := range []uint32{resourceAddress + 96, uint32(len(version)), 0, 0} {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return append(b, version...)
}
