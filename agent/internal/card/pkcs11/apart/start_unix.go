//go:build unix

package apart

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// inherit gives the child its ends of the pipes, and says by which numbers it has them.
// It gets a session of its own: a module that asks at the terminal finds none, and
// what it starts is killed with it.
func inherit(cmd *exec.Cmd, files []*os.File) []string {
	cmd.ExtraFiles = files
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	var names []string
	for i := range files {
		names = append(names, strconv.Itoa(3+i))
	}
	return names
}

// keep keeps a descriptor from what the module may start. Reading it waits in the
// thread that reads, but that of the end of the parent, in Go's poller: where nobody
// waits in that, Go wakes a thread to do so whenever another waits in the module.
func keep(n uint64, polled bool) {
	syscall.CloseOnExec(int(n))
	_ = syscall.SetNonblock(int(n), polled)
}

// neutralFolder is where the child runs: nothing is found by accident there.
func neutralFolder() string { return "/" }

// held is nothing here: the child sets its own limits, and ends when its pipe does.
type held struct{}

func hold(*os.Process) held { return held{} }
func (*held) release()      {}

// end kills the child and its group.
func (p *Process) end() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	_ = p.cmd.Process.Kill()
}
