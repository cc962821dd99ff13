//go:build unix

package memory

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// KeepProcess keeps what the process holds out of core dumps and, on Linux, from other
// processes of the same user. A program calls it before it has a PIN: what was typed
// passes through buffers that are not memory of this package.
func KeepProcess() error {
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("no core dumps: %w", err)
	}
	return unseen()
}
