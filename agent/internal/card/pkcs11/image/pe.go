package image

import (
	"debug/pe"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

func readPE(r *io.SectionReader) (File, error) {
	f, err := pe.NewFile(r)
	if err != nil {
		return File{}, wrong(PE, err)
	}
	defer f.Close()
	if f.Characteristics&pe.IMAGE_FILE_DLL == 0 {
		return File{}, fmt.Errorf("%w: a PE file that is a program", ErrNotLibrary)
	}
	found := File{Format: PE, Machines: []string{peMachine(f.Machine)}}
	var directories []pe.DataDirectory
	switch h := f.OptionalHeader.(type) {
	case *pe.OptionalHeader64:
		found.Bits, directories = 64, h.DataDirectory[:min(h.NumberOfRvaAndSizes, 16)]
	case *pe.OptionalHeader32:
		found.Bits, directories = 32, h.DataDirectory[:min(h.NumberOfRvaAndSizes, 16)]
	default:
		return File{}, wrong(PE, errors.New("no optional header"))
	}
	if len(directories) > pe.IMAGE_DIRECTORY_ENTRY_EXPORT {
		found.Module = exports(f, r, directories[pe.IMAGE_DIRECTORY_ENTRY_EXPORT], Entry)
	}
	if len(directories) > pe.IMAGE_DIRECTORY_ENTRY_IMPORT {
		found.Needs = imports(f, r, directories[pe.IMAGE_DIRECTORY_ENTRY_IMPORT])
	}
	return found, nil
}

func peMachine(m uint16) string {
	switch m {
	case pe.IMAGE_FILE_MACHINE_AMD64:
		return "amd64"
	case pe.IMAGE_FILE_MACHINE_ARM64:
		return "arm64"
	case pe.IMAGE_FILE_MACHINE_I386:
		return "386"
	case pe.IMAGE_FILE_MACHINE_ARMNT:
		return "arm"
	}
	return fmt.Sprintf("machine %#x", m)
}

// at reads n bytes that lie at an address of the loaded library. The file is only
// read where its sections say that it has bytes.
func at(f *pe.File, r io.ReaderAt, address uint32, n int) []byte {
	for _, s := range f.Sections {
		if address < s.VirtualAddress || address-s.VirtualAddress >= s.Size {
			continue
		}
		n = min(n, int(s.Size-(address-s.VirtualAddress)))
		b := make([]byte, n)
		read, _ := r.ReadAt(b, int64(s.Offset)+int64(address-s.VirtualAddress))
		return b[:read]
	}
	return nil
}

// name reads a text that ends with a NUL.
func name(f *pe.File, r io.ReaderAt, address uint32) string {
	b := at(f, r, address, 260)
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return ""
}

// maxExports bounds how many names are looked through.
const maxExports = 1 << 16

// exports tells whether the export directory has a name. Its layout: at 24 the
// number of names, at 32 where their addresses lie.
// Source: PE/COFF specification, "Export Directory Table".
func exports(f *pe.File, r io.ReaderAt, d pe.DataDirectory, want string) bool {
	table := at(f, r, d.VirtualAddress, 40)
	if d.VirtualAddress == 0 || len(table) < 40 {
		return false
	}
	count := min(binary.LittleEndian.Uint32(table[24:]), maxExports)
	pointers := at(f, r, binary.LittleEndian.Uint32(table[32:]), int(count)*4)
	for ; len(pointers) >= 4; pointers = pointers[4:] {
		if name(f, r, binary.LittleEndian.Uint32(pointers)) == want {
			return true
		}
	}
	return false
}

// imports lists the names of imported libraries. An entry has 20 bytes, at 12 the
// address of its name; one of zeros ends the table. What is imported late is not
// wanted to load. Source: PE/COFF specification, "Import Directory Table".
func imports(f *pe.File, r io.ReaderAt, d pe.DataDirectory) []string {
	if d.VirtualAddress == 0 {
		return nil
	}
	var names []string
	for table := at(f, r, d.VirtualAddress, (maxNeeds+1)*20); len(table) >= 20; table = table[20:] {
		address := binary.LittleEndian.Uint32(table[12:])
		if address == 0 || len(names) == maxNeeds {
			break
		}
		if n := name(f, r, address); n != "" {
			names = append(names, n)
		}
	}
	return names
}
