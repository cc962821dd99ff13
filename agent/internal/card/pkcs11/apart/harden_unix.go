//go:build unix

package apart

import (
	"golang.org/x/sys/unix"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
)

// harden is what the child does to itself before it loads anything: no core dump, in
// which a PIN would be, and a limit on memory where the system has one.
func harden() error {
	if err := memory.KeepProcess(); err != nil {
		return err
	}
	// Of a limit that is lower already nothing is changed.
	var now unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_DATA, &now); err == nil && now.Max > maxMemoryBytes {
		_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: maxMemoryBytes, Max: maxMemoryBytes})
	}
	return nil
}
