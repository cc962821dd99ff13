package image

import (
	"debug/macho"
	"errors"
	"fmt"
	"io"
	"slices"
)

func readMachO(r io.ReaderAt) (File, error) {
	fat, err := macho.NewFatFile(r)
	if errors.Is(err, macho.ErrNotFat) {
		f, err := macho.NewFile(r)
		if err != nil {
			return File{}, wrong(MachO, err)
		}
		defer f.Close()
		return oneMachO(f)
	}
	if err != nil {
		return File{}, wrong(MachO, err)
	}
	defer fat.Close()
	var all File
	for _, arch := range fat.Arches {
		one, err := oneMachO(arch.File)
		if err != nil {
			return File{}, err
		}
		all.Format = MachO
		all.Bits = max(all.Bits, one.Bits)
		all.Machines = append(all.Machines, one.Machines...)
		all.Module = all.Module || one.Module
		if len(all.Needs) == 0 {
			all.Needs = one.Needs
		}
	}
	return all, nil
}

func oneMachO(f *macho.File) (File, error) {
	if f.Type != macho.TypeDylib && f.Type != macho.TypeBundle {
		return File{}, fmt.Errorf("%w: a Mach-O file of type %v", ErrNotLibrary, f.Type)
	}
	found := File{Format: MachO, Bits: 32, Machines: []string{machoMachine(f.Cpu)}}
	if f.Magic == macho.Magic64 {
		found.Bits = 64
	}
	if f.Symtab != nil {
		const defined = 0x0e // N_TYPE: 0 is undefined, here and elsewhere defined
		found.Module = slices.ContainsFunc(f.Symtab.Syms, func(s macho.Symbol) bool {
			return s.Name == "_"+Entry && s.Type&defined != 0
		})
	}
	needs, err := f.ImportedLibraries()
	if err != nil {
		return File{}, wrong(MachO, err)
	}
	found.Needs = bounded(needs)
	return found, nil
}

func machoMachine(c macho.Cpu) string {
	switch c {
	case macho.CpuAmd64:
		return "amd64"
	case macho.CpuArm64:
		return "arm64"
	case macho.Cpu386:
		return "386"
	case macho.CpuArm:
		return "arm"
	}
	return c.String()
}
