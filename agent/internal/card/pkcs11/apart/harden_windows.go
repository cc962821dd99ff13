package apart

import (
	"golang.org/x/sys/windows"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/memory"
)

// harden is what the child does to itself before it loads anything: no dialog about a
// missing disk or library or a crash, which nobody would see and which would wait for
// ever, no heap in a report of a crash, and no library out of the current folder.
func harden() error {
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX | windows.SEM_NOOPENFILEERRORBOX)
	if err := memory.KeepProcess(); err != nil {
		return err
	}
	return windows.SetDllDirectory("")
}
