//go:build linux || darwin

package pcsc

import (
	"runtime"
	"sync"

	"github.com/ebitengine/purego"
)

// library is a library that the system's loader has loaded. It stays loaded: no
// call can be running in it when the process ends otherwise than by ending.
type library struct {
	addresses [functions]uintptr
	memory    layout
}

var loaded struct {
	sync.Mutex
	library *library
}

// load loads the library, once. A library that is missing is looked for again at the
// next call: it may have been installed meanwhile.
func load() (native, error) {
	loaded.Lock()
	defer loaded.Unlock()
	if loaded.library == nil {
		l, err := loadFile(libraryFile)
		if err != nil {
			return nil, err
		}
		loaded.library = l
	}
	return loaded.library, nil
}

func loadFile(file string) (*library, error) {
	handle, err := purego.Dlopen(file, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, &LibraryError{file, err}
	}
	l := &library{memory: systemLayout}
	for f := range functions {
		if l.addresses[f], err = purego.Dlsym(handle, f.symbol(runtime.GOOS)); err != nil {
			return nil, &LibraryError{file, err}
		}
	}
	return l, nil
}

func (l *library) layout() layout { return l.memory }

func (l *library) call(f function, arguments ...uintptr) Code {
	code, _, _ := purego.SyscallN(l.addresses[f], arguments...)
	return Code(code) // LONG has 8 bytes on Linux; the codes have 4
}
