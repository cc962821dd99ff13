package image

import (
	"bytes"
	"encoding/binary"
)

// The files of these tests are put together here, by the specifications, so that
// every platform is tested on every platform.

const sectionAt, sectionBytes = 0x1000, 0x600

// craftPE makes a library of Windows with one section, which exports and imports
// the given names.
func craftPE(machine uint16, bits int, isDLL bool, exports, imports []string) []byte {
	section := make([]byte, sectionBytes)
	next := 0x200 // where the next text goes
	text := func(s string) uint32 {
		at := next
		next += copy(section[next:], s) + 1
		return sectionAt + uint32(at)
	}
	put := func(at int, v uint32) { binary.LittleEndian.PutUint32(section[at:], v) }
	put(24, uint32(len(exports)))
	put(32, sectionAt+0x100)
	for i, name := range exports {
		put(0x100+4*i, text(name))
	}
	for i, name := range imports {
		put(0x40+20*i+12, text(name))
	}

	var f bytes.Buffer
	w := func(v any) { _ = binary.Write(&f, binary.LittleEndian, v) }
	head := make([]byte, 0x80)
	copy(head, "MZ")
	binary.LittleEndian.PutUint32(head[0x3c:], 0x80)
	f.Write(head)
	f.WriteString("PE\x00\x00")
	characteristics, optional := uint16(0x2), uint16(240)
	if isDLL {
		characteristics |= 0x2000
	}
	if bits == 32 {
		optional = 224
	}
	w([]uint16{machine, 1})
	w([]uint32{0, 0, 0})
	w([]uint16{optional, characteristics})
	start := f.Len()
	if bits == 32 {
		w(uint16(0x10b))
		f.Write(make([]byte, 224-2-16*8-4))
	} else {
		w(uint16(0x20b))
		f.Write(make([]byte, 240-2-16*8-4))
	}
	w(uint32(16))
	w([]uint32{sectionAt, 40, sectionAt + 0x40, 20 * uint32(len(imports))})
	f.Write(make([]byte, int(optional)-(f.Len()-start)))
	name := [8]byte{'.', 'd', 'a', 't', 'a'}
	w(name)
	offset := uint32(f.Len() + 32)
	w([]uint32{sectionBytes, sectionAt, sectionBytes, offset, 0, 0})
	w([]uint16{0, 0})
	w(uint32(0x40000040))
	f.Write(section)
	return f.Bytes()
}

// craftMachO makes a library of macOS with 64 bits that defines a symbol and wants a
// library.
func craftMachO(cpu, kind uint32, symbol, library string) []byte {
	var f bytes.Buffer
	w := func(v ...uint32) { _ = binary.Write(&f, binary.LittleEndian, v) }
	named := append([]byte(library), 0)
	for len(named)%8 != 0 {
		named = append(named, 0)
	}
	commands := 24 + 24 + len(named)
	w(0xfeedfacf, cpu, 0, kind, 2, uint32(commands), 0, 0)
	symbols := uint32(32 + commands)
	table := "\x00" + symbol + "\x00"
	w(2, 24, symbols, 1, symbols+16, uint32(len(table))) // LC_SYMTAB
	w(0xc, uint32(24+len(named)), 24, 0, 0, 0)           // LC_LOAD_DYLIB
	f.Write(named)
	w(1)
	f.Write([]byte{0x0f, 1, 0, 0}) // defined in a section, external
	w(0x1000, 0)
	f.WriteString(table)
	return f.Bytes()
}

// craftFat puts libraries for several processors into one file.
func craftFat(cpus []uint32, files ...[]byte) []byte {
	var f bytes.Buffer
	w := func(v ...uint32) { _ = binary.Write(&f, binary.BigEndian, v) }
	w(0xcafebabe, uint32(len(files)))
	at := 4096
	for i, file := range files {
		w(cpus[i], 0, uint32(at), uint32(len(file)), 12)
		at += (len(file) + 4095) / 4096 * 4096
	}
	for _, file := range files {
		f.Write(make([]byte, (4096-f.Len()%4096)%4096))
		f.Write(file)
	}
	return f.Bytes()
}
