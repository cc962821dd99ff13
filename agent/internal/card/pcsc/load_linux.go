package pcsc

import "unsafe"

// libraryFile is pcsc-lite's library by its soname, which has not changed since 2003.
const libraryFile = "libpcsclite.so.1"

var systemLayout = func() layout {
	if unsafe.Sizeof(uintptr(0)) == 4 {
		return linux32
	}
	return linux64
}()
