//go:build unix

package handover

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Succeed starts this program anew, with the same arguments and the sockets that
// are listened at, and returns when the new process has said that it is ready. On
// an error there is no new process.
//
// Where a process manager watches this one by its id, it is told by the file or
// the notification that the program writes when it is ready.
func (s *Sockets) Succeed(ctx context.Context) error {
	path, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program's file: %w", err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	names, copies, err := s.copies()
	defer closeAll(copies)
	if err != nil {
		return errors.Join(err, write.Close())
	}
	// Not os.StartProcess: it takes files, and to ask a file for its number makes
	// the socket block (os.File.Fd), here as well, in the middle of an Accept.
	files := append([]uintptr{0, 1, 2}, copies...)
	ready := len(files)
	files = append(files, write.Fd())
	env := append(os.Environ(),
		envCount+"="+strconv.Itoa(len(copies)),
		envNames+"="+strings.Join(names, ":"),
		envReady+"="+strconv.Itoa(ready))
	pid, _, err := syscall.StartProcess(path, os.Args, &syscall.ProcAttr{Env: env, Files: files})
	if closing := write.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("starting %s: %w", path, err)
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return wait(ctx, p, read)
}

// copies returns copies of the sockets that a process can be given.
func (s *Sockets) copies() (names []string, copies []uintptr, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range s.order {
		l, ok := s.listening[name].(syscall.Conn)
		if !ok {
			continue
		}
		raw, err := l.SyscallConn()
		if err != nil {
			return names, copies, fmt.Errorf("copying the socket of %s: %w", name, err)
		}
		copied, failed := 0, error(nil)
		if err := raw.Control(func(fd uintptr) { copied, failed = duplicate(int(fd)) }); err != nil || failed != nil {
			return names, copies, fmt.Errorf("copying the socket of %s: %w", name, errors.Join(err, failed))
		}
		names, copies = append(names, name), append(copies, uintptr(copied))
	}
	return names, copies, nil
}

// duplicate copies a descriptor, for none but the process that is given it.
func duplicate(fd int) (int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	copied, err := syscall.Dup(fd)
	if err == nil {
		syscall.CloseOnExec(copied)
	}
	return copied, err
}

func closeAll(copies []uintptr) {
	for _, fd := range copies {
		_ = syscall.Close(int(fd))
	}
}

// wait waits until the new process is ready. The pipe ends without a word when it
// ends.
func wait(ctx context.Context, p *os.Process, ready *os.File) error {
	said := make(chan bool, 1)
	go func() {
		var word [1]byte
		_, err := io.ReadFull(ready, word[:])
		said <- err == nil
	}()
	select {
	case ok := <-said:
		if ok {
			return p.Release()
		}
		state, err := p.Wait()
		if err != nil {
			return fmt.Errorf("the new process ended before it was ready: %w", err)
		}
		return fmt.Errorf("the new process ended before it was ready: %v; what it said stands above", state)
	case <-ctx.Done():
		_ = p.Signal(syscall.SIGKILL)
		_, _ = p.Wait()
		return fmt.Errorf("the new process was not ready in time and was ended: %w", context.Cause(ctx))
	}
}

// Ready tells the process before that this one can take over; it reports whether
// there was one.
func Ready() bool {
	fd, err := strconv.Atoi(os.Getenv(envReady))
	if os.Unsetenv(envReady) != nil || err != nil || fd < firstFD {
		return false
	}
	f := os.NewFile(uintptr(fd), "ready")
	_, err = f.Write([]byte{1})
	return errors.Join(err, f.Close()) == nil
}

// IsSuccessor reports whether a process before this one waits for Ready.
func IsSuccessor() bool { return os.Getenv(envReady) != "" }

func inheritedFile(fd int, name string) *os.File {
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), name)
}
