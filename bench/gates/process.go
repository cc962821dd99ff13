package gates

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// process is a side of a comparison, or the load.
type process struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines chan string // of its output, or of what it logs
	ended chan struct{}
	took  time.Duration // of a gate: from its start until it listened

	mu   sync.Mutex
	said []string // the last lines, for errors
}

const (
	startWait = time.Minute
	stopWait  = 10 * time.Second
	// keptLines bounds what is kept of a log, and of what nobody has read.
	keptLines = 1000
)

// start starts a program. Its log is read from its error output where logs is set,
// and from its output else.
func start(logs bool, env []string, path string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(path, args...), lines: make(chan string, keptLines), ended: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), env...)
	var err, errOut error
	var out io.ReadCloser
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if logs {
		out, errOut = p.cmd.StderrPipe()
	} else {
		p.cmd.Stderr = os.Stderr
		out, errOut = p.cmd.StdoutPipe()
	}
	if err := errors.Join(errOut, p.cmd.Start()); err != nil {
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	go p.read(out)
	return p, nil
}

func (p *process) read(out io.Reader) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		p.mu.Lock()
		p.said = append(p.said[max(0, len(p.said)-20):], line)
		p.mu.Unlock()
		select {
		case p.lines <- line:
		default: // nobody reads them
		}
	}
	_ = p.cmd.Wait()
	close(p.ended)
}

// await returns the first line for which found says so.
func (p *process) await(what string, found func(line string) bool) (string, error) {
	timeout := time.NewTimer(startWait)
	defer timeout.Stop()
	for {
		select {
		case line := <-p.lines:
			if found(line) {
				return line, nil
			}
		case <-p.ended:
			return "", p.failure("it ended before " + what)
		case <-timeout.C:
			return "", p.failure("it took too long until " + what)
		}
	}
}

func (p *process) failure(what string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return fmt.Errorf("%s: %s; it said:\n%s", filepath.Base(p.cmd.Path), what, strings.Join(p.said, "\n"))
}

// tell sends a command to the load and returns what came of it.
func (p *process) tell(c command) (turn, error) {
	if err := json.NewEncoder(p.in).Encode(c); err != nil {
		return turn{}, p.failure(err.Error())
	}
	select {
	case line := <-p.lines:
		var t turn
		if err := json.Unmarshal([]byte(line), &t); err != nil {
			return t, err
		}
		if t.Err != "" {
			return t, errors.New(t.Err)
		}
		return t, nil
	case <-p.ended:
		return turn{}, p.failure("the load ended")
	}
}

// stop ends the process: it is asked, and then made to.
func (p *process) stop() {
	_ = p.in.Close()
	_ = p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.ended:
	case <-time.After(stopWait):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
}

// cpu is the processor time that the process and its children (nginx) took so far;
// 0 where the system does not tell. Source: Linux, Documentation/scheduler/sched-stats.rst.
func (p *process) cpu() time.Duration {
	var total time.Duration
	for _, pid := range family(p.cmd.Process.Pid) {
		tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
		if err != nil {
			return 0
		}
		for _, task := range tasks {
			text, err := os.ReadFile(task)
			if err != nil {
				continue // it has ended
			}
			first, _, _ := strings.Cut(string(text), " ")
			n, _ := strconv.ParseInt(first, 10, 64)
			total += time.Duration(n)
		}
	}
	return total
}

// family is a process and its children.
func family(pid int) []int {
	out := []int{pid}
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for _, child := range strings.Fields(string(text)) {
		if n, err := strconv.Atoi(child); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// memory is what the process has in memory, in bytes; 0 where the system does not
// tell. Source: proc_pid_statm(5).
func (p *process) memory() int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
