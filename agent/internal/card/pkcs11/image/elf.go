package image

import (
	"debug/elf"
	"errors"
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
	symbols, err := f.DynamicSymbols()
	if err != nil && !errors.Is(err, elf.ErrNoSymbols) {
		return File{}, wrong(ELF, err)
	}
	for _, s := range symbols {
		if s.Name == Entry && s.Section != elf.SHN_UNDEF {
			found.Module = true
		}
	}
	needs, err := f.ImportedLibraries()
	if err != nil {
		return File{}, wrong(ELF, err)
	}
	found.Needs = bounded(needs)
	return found, nil
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
