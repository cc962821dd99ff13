package need

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// Namespaces needs a program to be able to run in network and mount namespaces of
// its own, as root or in a user namespace.
func Namespaces(t testing.TB) {
	t.Helper()
	for _, user := range []bool{false, true} {
		cmd := exec.Command("/bin/true")
		cmd.SysProcAttr = Apart(user)
		if cmd.Run() == nil {
			return
		}
	}
	missing(t, "network and mount namespaces: run as root, or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1)")
}

// Apart are the attributes of a process in network and mount namespaces of its own,
// and where user is true in a user namespace, in which it is root. It ends with the
// thread that starts it.
func Apart(user bool) *syscall.SysProcAttr {
	attributes := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if user {
		attributes.Cloneflags |= syscall.CLONE_NEWUSER
		attributes.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		attributes.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	return attributes
}
