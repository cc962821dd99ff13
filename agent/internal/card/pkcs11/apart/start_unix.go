//go:build unix

package apart

import (
	"os"
	"os/exec"
	"syscall"
)

// inherit gives the child its ends of the pipes, and says by which numbers it has them.
// It gets a session of its own: a module that asks at the terminal finds none, and
// what it starts is killed with it.
func inherit(cmd *exec.Cmd, in, out *os.File) []string {
	cmd.ExtraFiles = []*os.File{in, out}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return []string{"3", "4"}
}

// keep keeps a descriptor from what the module may start.
func keep(n uint64) { syscall.CloseOnExec(int(n)) }

// neutralFolder is where the child runs: nothing is found by accident there.
func neutralFolder() string { return "/" }

// held is nothing here: the child sets its own limits, and ends when its pipe does.
type held struct{}

func hold(*os.Process) held { return held{} }
func (*held) release()      {}

// kill ends the child and its group.
func (p *Process) kill() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	_ = p.cmd.Process.Kill()
}
