package pkcs11

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
	"golang.org/x/sys/windows"
)

// library is a loaded library. It is never unloaded: modules leave threads and
// handlers behind, which would run in memory that is gone.
type library windows.Handle

// loadLibrary looks for what the module needs in the module's own folder and the
// system's, and nowhere else: not in the current folder, where a share or a download
// may have a library of the same name.
func loadLibrary(path string, file image.File) (library, error) {
	h, err := windows.LoadLibraryEx(path, 0, windows.LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR|windows.LOAD_LIBRARY_SEARCH_SYSTEM32)
	if err == nil {
		return library(h), nil
	}
	e := &LoadError{Path: path, Problem: Refused, Say: "Windows does not load it.", File: file, Err: err}
	switch {
	case errors.Is(err, windows.ERROR_MOD_NOT_FOUND):
		e.Problem, e.Say = MissingDependency, "A library that it needs is neither beside it nor in the system's folder. Reinstall the software that it belongs to."
		e.Missing = missing(path, file.Needs)
	case errors.Is(err, windows.ERROR_PROC_NOT_FOUND):
		e.Problem, e.Say = MissingDependency, "A library that it needs is there in another version. Reinstall the software that it belongs to."
	case errors.Is(err, windows.ERROR_BAD_EXE_FORMAT):
		e.Problem, e.Say = MissingDependency, "A library that it needs is there, but for other programs (32-bit and 64-bit are mixed). Reinstall the software that it belongs to."
	case errors.Is(err, windows.ERROR_NOACCESS): // Windows catches what fails in DllMain
		e.Problem, e.Say = Faulted, "The module crashes while it is loaded. Programs that use it cannot, either. Reinstall or update the software that it belongs to."
	case errors.Is(err, windows.ERROR_DLL_INIT_FAILED):
		e.Say = "The module itself says, while it is loaded, that it cannot run here."
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		e.Say = "Windows does not let this user load it. Look at the rights of the file, and at what the antivirus says."
	case errors.Is(err, windows.ERROR_ACCESS_DISABLED_BY_POLICY), errors.Is(err, windows.ERROR_INVALID_IMAGE_HASH):
		e.Say = "A policy of this computer (AppLocker, Windows Defender Application Control) does not let it be loaded."
	}
	return 0, e
}

// missing are those of the needed libraries that lie neither beside the module nor in
// the system's folder. The sets of the system's interfaces (api-ms-…) are no files.
func missing(path string, needs []string) []string {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return nil
	}
	var names []string
	for _, n := range needs {
		lower := strings.ToLower(n)
		if n != filepath.Base(n) || strings.HasPrefix(lower, "api-ms-") || strings.HasPrefix(lower, "ext-ms-") {
			continue
		}
		_, beside := os.Stat(filepath.Join(filepath.Dir(path), n))
		_, inSystem := os.Stat(filepath.Join(system, n))
		if beside != nil && inSystem != nil {
			names = append(names, n)
		}
	}
	return names
}

func (l library) symbol(name string) (uintptr, error) {
	return windows.GetProcAddress(windows.Handle(l), name)
}

func invoke(fn uintptr, args ...uintptr) uintptr {
	r, _, _ := syscall.SyscallN(fn, args...)
	return r
}
