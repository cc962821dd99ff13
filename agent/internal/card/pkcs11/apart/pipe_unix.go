//go:build unix

package apart

import (
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// pipe is a pipe whose readers and writers wait in the system. Of a pipe of [os.Pipe]
// Go's poller is told whenever something came or went, whoever waits for it, and a
// thread wakes each time: three for one signature.
func pipe() (r, w *os.File, err error) {
	var ends [2]int
	syscall.ForkLock.RLock() // nobody starts a program between the two
	defer syscall.ForkLock.RUnlock()
	if err := syscall.Pipe(ends[:]); err != nil {
		return nil, nil, os.NewSyscallError("pipe", err)
	}
	for _, end := range ends {
		syscall.CloseOnExec(end)
	}
	return os.NewFile(uintptr(ends[0]), "|0"), os.NewFile(uintptr(ends[1]), "|1"), nil
}

// filler writes what may be more than a pipe takes at once. Closing the pipe ends it:
// it never waits inside a write, of which closing would know nothing, since it writes
// only where there is room for so much (pipe(7): PIPE_BUF).
type filler struct{ pipe *os.File }

func (f filler) Write(b []byte) (n int, err error) {
	const (
		atomic = 512 // the least that PIPE_BUF is, by POSIX
		pause  = 50 * time.Millisecond
	)
	conn, err := f.pipe.SyscallConn()
	if err != nil {
		return 0, err
	}
	for n < len(b) {
		room := []unix.PollFd{{Events: unix.POLLOUT}}
		err := conn.Control(func(fd uintptr) {
			room[0].Fd = int32(fd)
			_, _ = unix.Poll(room, int(pause.Milliseconds()))
		})
		if err != nil {
			return n, os.ErrClosed // nothing else is in the way of looking
		}
		if room[0].Revents == 0 {
			continue // nothing yet, or a signal
		}
		some, err := f.pipe.Write(b[n:min(n+atomic, len(b))])
		n += some
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
