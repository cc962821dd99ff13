package image

import (
	"fmt"
	"slices"
	"strings"
)

// Misfit says why a program of goos and goarch cannot load the file, in a sentence
// for whoever mends it; "" if it can. Source: no system loads a library of another
// processor or word length into a process.
//
// On Windows for ARM a library may be for arm64 and amd64 at once (ARM64X) and names
// only the first: a program for amd64 is then told that it does not fit.
func (f File) Misfit(goos, goarch string) string {
	native := map[string]string{"windows": PE, "darwin": MachO, "ios": MachO}[goos]
	if native == "" {
		native = ELF
	}
	systems := map[string]string{ELF: "Linux", PE: "Windows", MachO: "macOS"}
	if f.Format != native {
		return fmt.Sprintf("It is a library for %s, and this is %s.", systems[f.Format], systems[native])
	}
	if slices.Contains(f.Machines, goarch) {
		return ""
	}
	own := 64
	if goarch == "386" || goarch == "arm" {
		own = 32
	}
	switch {
	case f.Bits == 32 && own == 64:
		return "It is a 32-bit module; only 32-bit programs can use it."
	case f.Bits == 64 && own == 32:
		return "It is a 64-bit module; only 64-bit programs can use it."
	}
	return fmt.Sprintf("It is for %s processors; this program is for %s.", strings.Join(f.Machines, " and "), goarch)
}
