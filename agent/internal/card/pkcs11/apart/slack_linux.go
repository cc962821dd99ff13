package apart

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// Go's runtime looks every 20 µs at each thread that waits in the system or in a
// module, and takes its place away, and wakes another thread when it is given back:
// while a module signs for half a millisecond that costs a twentieth of it. The slack
// of timers, which a program inherits from the thread that starts it, makes these
// looks rarer. The module gets its own back. Source: prctl(2), PR_SET_TIMERSLACK.
const (
	childSlack = 2_000_000 // ns; of the child's own timers none has to be so exact
	usualSlack = 50_000    // ns; what Linux gives every program
	ownSlack   = 0         // back to what the thread began with
)

// relaxed starts the child with slack timers.
func relaxed(start func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	// Where the system refuses, it is slower.
	if unix.Prctl(unix.PR_SET_TIMERSLACK, childSlack, 0, 0, 0) == nil {
		defer unix.Prctl(unix.PR_SET_TIMERSLACK, ownSlack, 0, 0, 0)
	}
	return start()
}

// exact gives the calling thread, and what the module starts in it, usual timers.
func exact() { _ = unix.Prctl(unix.PR_SET_TIMERSLACK, usualSlack, 0, 0, 0) }
