package proven

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// Source: Windows SDK, minwinbase.h and winerror.h.
const (
	lockfileFailImmediately = 0x1
	lockfileExclusiveLock   = 0x2
	errorLockViolation      = syscall.Errno(33)
)

func lockFile(f *os.File) error {
	var place syscall.Overlapped
	ok, _, err := lockFileEx.Call(f.Fd(), lockfileExclusiveLock|lockfileFailImmediately, 0, 1, 0, uintptr(unsafe.Pointer(&place)))
	switch {
	case ok != 0:
		return nil
	case errors.Is(err, errorLockViolation):
		return errInUse
	}
	return err
}

// syncDir does nothing: the file system keeps its list of files in a log of its
// own, and a folder cannot be flushed.
func syncDir(string) error { return nil }
