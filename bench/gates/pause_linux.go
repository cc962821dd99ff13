package gates

import (
	"runtime"
	"syscall"
	"time"
)

// pauseUntil waits for an instant with the kernel's own timer: that of the Go
// runtime waits whole milliseconds while nothing else runs, which is as long as
// what is measured.
func pauseUntil(due time.Time) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for left := time.Until(due); left > 0; left = time.Until(due) {
		pause := syscall.NsecToTimespec(int64(left))
		_ = syscall.Nanosleep(&pause, nil) // a signal may end it early
	}
}
