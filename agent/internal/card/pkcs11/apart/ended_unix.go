//go:build unix

package apart

import (
	"fmt"
	"os"
	"syscall"
)

// byFault words the signal that ended the process; "" if none did.
func byFault(state *os.ProcessState) string {
	status, ok := state.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() {
		return ""
	}
	if status.Signal() == syscall.SIGKILL {
		return "the system killed it, perhaps for the memory that it used"
	}
	return fmt.Sprintf("it ended by the signal %v", status.Signal())
}
