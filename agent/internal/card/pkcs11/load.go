package pkcs11

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
)

// Problem is why a module cannot be loaded.
type Problem string

// The problems.
const (
	NotFound          Problem = "not-found"          // there is no such file
	NotAModule        Problem = "not-a-module"       // the file is something else
	WrongArchitecture Problem = "wrong-architecture" // a module, for other programs than this
	MissingDependency Problem = "missing-dependency" // a library that it needs is not there
	Refused           Problem = "refused"            // the system or the module itself says no
	Faulted           Problem = "crashed"            // it crashed while it was loaded, and the system caught that
)

// LoadError says why a module cannot be loaded.
type LoadError struct {
	Path    string
	Problem Problem
	Say     string   // a sentence for whoever mends it
	Missing []string // of MissingDependency: the libraries that were not found, where known
	File    image.File
	Err     error // what the system says; nil where the file itself says enough
}

// Error names the file and says what is wrong with it.
func (e *LoadError) Error() string {
	text := fmt.Sprintf("loading %s: %s", e.Path, e.Say)
	if e.Err != nil {
		text += fmt.Sprintf(" (%v)", e.Err)
	}
	return text
}

// Unwrap is what the system says.
func (e *LoadError) Unwrap() error { return e.Err }

// look tells whether the file is a module that this program could load. Nothing of
// it runs.
func look(path string) (image.File, error) {
	if !filepath.IsAbs(path) {
		return image.File{}, &LoadError{Path: path, Problem: NotFound, Say: "The path of a module must be given in full."}
	}
	file, err := image.Inspect(path)
	fail := func(p Problem, say string) (image.File, error) {
		return file, &LoadError{Path: path, Problem: p, Say: say, File: file, Err: err}
	}
	switch {
	case errors.Is(err, image.ErrNotLibrary):
		return fail(NotAModule, "The file is not a PKCS #11 module.")
	case errors.Is(err, fs.ErrNotExist):
		return fail(NotFound, "There is no such file.")
	case err != nil:
		return fail(Refused, "The file cannot be read.")
	case !file.Module:
		return fail(NotAModule, fmt.Sprintf("The file is a library, but not a PKCS #11 module: it has no %s.", image.Entry))
	}
	if words := file.Misfit(runtime.GOOS, runtime.GOARCH); words != "" {
		return fail(WrongArchitecture, words)
	}
	return file, nil
}
