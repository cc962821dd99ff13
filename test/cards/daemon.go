package cards

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// daemon is a pcscd that runs.
type daemon struct {
	cmd   *exec.Cmd
	said  tail
	ended chan struct{}
}

// run starts pcscd with the configuration in a folder, and returns when it has
// loaded its drivers. It is given its socket, as systemd gives it, so that who
// connects before it listens is heard later: it says that it is ready too early.
// Source: sd_listen_fds(3): the first is file descriptor 3, and LISTEN_PID is its own.
func run(program, config string) (*daemon, error) {
	socket, err := listen()
	if err != nil {
		return nil, err
	}
	defer socket.Close() // of this process
	d := &daemon{ended: make(chan struct{})}
	d.cmd = exec.Command("/bin/sh", "-c", `LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" --foreground --info --config "$1"`, program, config)
	d.cmd.ExtraFiles = []*os.File{socket}
	out, in := io.Pipe()
	d.cmd.Stdout, d.cmd.Stderr = in, in
	d.cmd.SysProcAttr = withParent()
	started := make(chan error)
	go func() {
		// It is to end with this process, and the kernel ties it to the thread.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := d.cmd.Start()
		started <- err
		if err == nil {
			_ = d.cmd.Wait()
		}
		in.Close()
		close(d.ended)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting pcscd: %w", err)
	}
	ready := make(chan struct{})
	go d.follow(out, ready)
	select {
	case <-ready:
		return d, nil
	case <-d.ended:
		return nil, fmt.Errorf("pcscd ended before it was ready (%v); it said:\n%s", d.cmd.ProcessState, d.said.String())
	}
}

// listen makes the socket at its one place, anew.
func listen() (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(socketPath), 0o755); err != nil {
		return nil, fmt.Errorf("making the folder of pcscd's socket: %w", err)
	}
	if err := os.Remove(socketPath); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("removing the socket of a pcscd that ended: %w", err)
	}
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: socketPath, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("making pcscd's socket: %w", err)
	}
	listener.SetUnlinkOnClose(false)
	defer listener.Close()
	return listener.File()
}

// follow keeps what pcscd says last, and closes ready when it says that it is.
func (d *daemon) follow(out io.Reader, ready chan struct{}) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		d.said.add(lines.Text())
		if ready != nil && strings.Contains(lines.Text(), "daemon ready") {
			close(ready)
			ready = nil
		}
	}
	_, _ = io.Copy(io.Discard, out) // a line longer than a Scanner takes
}

// stop ends it at once and waits for its end. It has nothing to put away: its
// socket is in a /run that goes with the test.
func (d *daemon) stop() {
	_ = d.cmd.Process.Kill()
	<-d.ended
}

// tail keeps the last lines.
type tail struct {
	mu    sync.Mutex
	lines []string
}

const tailLines = 60

func (t *tail) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lines) == tailLines {
		t.lines = t.lines[1:]
	}
	t.lines = append(t.lines, line)
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}
