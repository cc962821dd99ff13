package handover

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
)

// Sockets are the listening sockets of this process.
type Sockets struct {
	mu        sync.Mutex
	inherited map[string]*os.File // by name
	listening map[string]net.Listener
	order     []string
}

// The environment of inherited sockets. Source: sd_listen_fds(3); a successor is
// told in the same words, without LISTEN_PID, which it cannot be told.
const (
	envCount = "LISTEN_FDS"
	envPID   = "LISTEN_PID"
	envNames = "LISTEN_FDNAMES"
	envReady = "LANYARD_READY_FD" // where a successor says that it is ready

	firstFD = 3
	maxFDs  = 16
)

// Inherit takes the sockets that this process was given, and clears the
// environment of them.
func Inherit() (*Sockets, error) {
	s := &Sockets{inherited: map[string]*os.File{}, listening: map[string]net.Listener{}}
	count, names, pid := os.Getenv(envCount), os.Getenv(envNames), os.Getenv(envPID)
	for _, name := range []string{envCount, envNames, envPID} {
		if err := os.Unsetenv(name); err != nil {
			return nil, err
		}
	}
	if count == "" || pid != "" && pid != strconv.Itoa(os.Getpid()) {
		return s, nil
	}
	n, err := strconv.Atoi(count)
	if err != nil || n < 0 || n > maxFDs {
		return nil, fmt.Errorf("%s is %.20q; it must be a number up to %d", envCount, count, maxFDs)
	}
	list := strings.Split(names, ":")
	for i := range n {
		name := strconv.Itoa(i)
		if i < len(list) && list[i] != "" {
			name = list[i]
		}
		s.inherited[name] = inheritedFile(firstFD+i, name)
	}
	return s, nil
}

// Listen returns the listener of a name: the one that was inherited under it, or
// else a new one at the address. A socket that was inherited keeps the address
// that it has.
func (s *Sockets) Listen(name, address string) (net.Listener, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := s.listen(name, address)
	if err != nil {
		return nil, fmt.Errorf("listening at %s: %w", address, err)
	}
	s.listening[name] = l
	s.order = append(s.order, name)
	return l, nil
}

func (s *Sockets) listen(name, address string) (net.Listener, error) {
	f := s.inherited[name]
	if f == nil {
		return net.Listen("tcp", address)
	}
	delete(s.inherited, name)
	l, err := net.FileListener(f) // has a copy of its own
	if closing := f.Close(); err == nil {
		err = closing
	}
	return l, err
}

// Done lets go of what was inherited and nobody asked for.
func (s *Sockets) Done() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, f := range s.inherited {
		_ = f.Close()
		delete(s.inherited, name)
	}
}
