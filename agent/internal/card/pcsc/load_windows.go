package pcsc

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// winscard is looked for in the system's folder only, so that no file beside the
// program is taken for it.
var winscard = windows.NewLazySystemDLL("winscard.dll")

type library struct{ addresses [functions]uintptr }

func load() (native, error) {
	if err := winscard.Load(); err != nil {
		return nil, &LibraryError{"winscard.dll", err}
	}
	l := new(library)
	for f := range functions {
		p := winscard.NewProc(f.symbol("windows"))
		if err := p.Find(); err != nil {
			return nil, &LibraryError{"winscard.dll", err}
		}
		l.addresses[f] = p.Addr()
	}
	return l, nil
}

func (l *library) layout() layout {
	if unsafe.Sizeof(uintptr(0)) == 4 {
		return windows32
	}
	return windows64
}

func (l *library) call(f function, arguments ...uintptr) Code {
	code, _, _ := syscall.SyscallN(l.addresses[f], arguments...)
	return Code(code)
}
