package apart

import (
	"fmt"
	"os"
)

// byFault words the exception that ended the process; "" if none did. Source: [MS-ERREF]
// §2.3.1, NTSTATUS values: those of severity error are 0xC0000000 and above.
func byFault(state *os.ProcessState) string {
	code := uint32(state.ExitCode())
	switch code {
	case 0xc0000005:
		return "it reached for memory that is not its own"
	case 0xc00000fd:
		return "it called itself without end"
	case 0xc0000374, 0xc0000409:
		return "it left memory damaged"
	case 0xc0000017:
		return "it used more memory than a module may"
	case 0x40000015: // STATUS_FATAL_APP_EXIT: abort
		return "it ended itself after an error of its own"
	}
	if code >= 0xc0000000 {
		return fmt.Sprintf("exception %#x", code)
	}
	return ""
}
