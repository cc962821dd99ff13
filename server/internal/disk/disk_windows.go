package disk

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

// Lock takes the lock of a file without waiting; ErrLocked if another open file
// has it. It ends with the handle, and so with
// the process. The byte that is locked lies far behind the file's end: locks
// are mandatory here, and the file is read and written.
func Lock(f *os.File) error {
	place := syscall.Overlapped{OffsetHigh: 0x7fffffff}
	ok, _, err := lockFileEx.Call(f.Fd(), lockfileExclusiveLock|lockfileFailImmediately, 0, 1, 0, uintptr(unsafe.Pointer(&place)))
	switch {
	case ok != 0:
		return nil
	case errors.Is(err, errorLockViolation):
		return ErrLocked
	}
	return err
}

// SyncDir does nothing: the file system keeps its list of files in a log of its
// own, and a folder cannot be flushed.
func SyncDir(string) error { return nil }
