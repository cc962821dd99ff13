package image

import (
	"bytes"
	"debug/elf"
	"fmt"
	"io"
)

func readELF(r io.ReaderAt) (File, error) {
	f, err := elf.NewFile(r)
	if err != nil {
		return File{}, wrong(ELF, err)
	}
	defer f.Close()
	if f.Type != elf.ET_DYN {
		return File{}, fmt.Errorf("%w: an ELF file of type %v", ErrNotLibrary, f.Type)
	}
	found := File{Format: ELF, Bits: 32, Machines: []string{elfMachine(f)}}
	if f.Class == elf.ELFCLASS64 {
		found.Bits = 64
	}
	if found.Module, err = defines(f, Entry); err != nil {
		return File{}, wrong(ELF, err)
	}
	needs, err := f.ImportedLibraries()
	if err != nil {
		return File{}, wrong(ELF, err)
	}
	found.Needs = bounded(needs)
	return found, nil
}

// defines tells whether the dynamic symbols have a defined one of a name. Modules have
// thousands of symbols: only the table is looked through, and no text is made of each.
// Source: System V ABI, "Symbol Table"; st_name is at 0, st_shndx at 14 of 16 bytes
// (32 bits) or at 6 of 24 (64 bits).
func defines(f *elf.File, name string) (bool, error) {
	table := f.SectionByType(elf.SHT_DYNSYM)
	if table == nil || int(table.Link) >= len(f.Sections) {
		return false, nil
	}
	symbols, err := table.Data()
	if err != nil {
		return false, err
	}
	texts, err := f.Sections[table.Link].Data()
	if err != nil {
		return false, err
	}
	size, section := 24, 6
	if f.Class == elf.ELFCLASS32 {
		size, section = 16, 14
	}
	wanted := []byte(name + "\x00")
	for ; len(symbols) >= size; symbols = symbols[size:] {
		at := f.ByteOrder.Uint32(symbols)
		if uint64(at) < uint64(len(texts)) && bytes.HasPrefix(texts[at:], wanted) &&
			elf.SectionIndex(f.ByteOrder.Uint16(symbols[section:])) != elf.SHN_UNDEF {
			return true, nil
		}
	}
	return false, nil
}

func elfMachine(f *elf.File) string {
	switch f.Machine {
	case elf.EM_X86_64:
		return "amd64"
	case elf.EM_AARCH64:
		return "arm64"
	case elf.EM_386:
		return "386"
	case elf.EM_ARM:
		return "arm"
	}
	return f.Machine.String()
}

// bounded keeps the first of the names, each cut to what a path may have.
func bounded(names []string) []string {
	const maxName = 260
	var kept []string
	for _, n := range names[:min(len(names), maxNeeds)] {
		kept = append(kept, n[:min(len(n), maxName)])
	}
	return kept
}
