//go:build unix

package pkcs11

import (
	"strings"

	"github.com/ebitengine/purego"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
)

// library is a loaded library. It is never unloaded: modules leave threads and
// handlers behind, which would run in memory that is gone.
type library uintptr

func loadLibrary(path string, file image.File) (library, error) {
	h, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err == nil {
		return library(h), nil
	}
	e := &LoadError{Path: path, Problem: Refused, Say: "The system does not load it.", File: file, Err: err}
	// dlopen has no code, only this text: of glibc, musl and dyld.
	for _, words := range []string{"cannot open shared object file", "Error loading shared library", "Library not loaded"} {
		if strings.Contains(err.Error(), words) {
			e.Problem, e.Say = MissingDependency, "A library that it needs is not there. Reinstall the software that it belongs to."
			if name, _, ok := strings.Cut(err.Error(), ":"); ok && words == "cannot open shared object file" {
				e.Missing = []string{name}
			}
		}
	}
	return 0, e
}

func (l library) symbol(name string) (uintptr, error) { return purego.Dlsym(uintptr(l), name) }

func invoke(fn uintptr, args ...uintptr) uintptr {
	r, _, _ := purego.SyscallN(fn, args...)
	return r
}
