//go:build linux

package pkcs11

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/lanyard-id/lanyard/test/p11mock"
)

func TestWhatCannotBeLoaded(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.so")
	if err := os.WriteFile(text, []byte("no library at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	// A module whose library is not there: linked against one that is then removed.
	gone := p11mock.Other(t, "libgone.so", "int gone(void) { return 1; }", "-Wl,-soname,libgone.so.7")
	wants := p11mock.Other(t, "wants.so", "extern int gone(void); int C_GetFunctionList(void *p) { return p != 0 && gone(); }", gone)
	undefined := p11mock.Other(t, "undefined.so", "extern int nowhere(void); int C_GetFunctionList(void *p) { return p != 0 && nowhere(); }")
	for _, c := range []struct {
		path    string
		want    Problem
		missing []string
		say     string
	}{
		{filepath.Join(dir, "absent.so"), NotFound, nil, "There is no such file."},
		{"relative.so", NotFound, nil, "The path of a module must be given in full."},
		{dir, NotAModule, nil, "The file is not a PKCS #11 module."},
		{text, NotAModule, nil, "The file is not a PKCS #11 module."},
		{p11mock.Other(t, "other.so", "int other(void) { return 1; }"), NotAModule, nil, "The file is a library, but not a PKCS #11 module: it has no C_GetFunctionList."},
		{p11mock.Narrow(t), WrongArchitecture, nil, "It is a 32-bit module; only 32-bit programs can use it."},
		{p11mock.Windows(t), WrongArchitecture, nil, "It is a library for Windows, and this is Linux."},
		{wants, MissingDependency, []string{"libgone.so.7"}, "A library that it needs is not there. Reinstall the software that it belongs to."},
		{undefined, Refused, nil, "The system does not load it."},
	} {
		_, err := Open(c.path, nil)
		var e *LoadError
		if !errors.As(err, &e) || e.Problem != c.want || !slices.Equal(e.Missing, c.missing) || e.Say != c.say {
			t.Errorf("%s: %v\nwant %s %q: %s", filepath.Base(c.path), err, c.want, c.missing, c.say)
		}
	}
}

// Nothing of a file runs before it is known to be a module for this program.
func TestNothingRunsOfWhatIsNoModule(t *testing.T) {
	path := p11mock.Other(t, "other.so", "#include <stdlib.h>\n__attribute__((constructor)) static void ran(void) { exit(9); }\nint other(void) { return 1; }")
	var e *LoadError
	if _, err := Open(path, nil); !errors.As(err, &e) || e.Problem != NotAModule {
		t.Errorf("%v", err)
	}
}
