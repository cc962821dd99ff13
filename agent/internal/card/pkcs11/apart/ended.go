package apart

import (
	"fmt"
	"os"
	"strings"
)

// whyEnded says how a child ended that nobody had told to. Go's runtime ends a
// process whose C code faults with status 2 and says so.
func whyEnded(state *os.ProcessState, said string) *Failure {
	if state == nil {
		return &Failure{Outcome: Exited, Say: "The module's process ended, and the system does not say how."}
	}
	if words := byFault(state); words != "" {
		return crashed(words)
	}
	if state.ExitCode() == goCrash {
		for _, m := range marks {
			if strings.Contains(said, m.text) {
				return crashed(m.words)
			}
		}
	}
	return &Failure{
		Outcome: Exited,
		Say:     fmt.Sprintf("The module ended its program by itself (status %d). Programs that use it would vanish in the same way. Reinstall or update the software that it belongs to.", state.ExitCode()),
	}
}

// goCrash is the status with which Go's runtime ends a process after a fault.
const goCrash = 2

// marks are what Go's runtime prints of a fault, the most telling first.
var marks = []struct{ text, words string }{
	{"SIGABRT", "it ended itself after an error of its own"},
	{"SIGSEGV", "it reached for memory that is not its own"},
	{"SIGBUS", "it reached for memory that is not there"},
	{"SIGILL", "it ran into code that this processor does not know"},
	{"SIGFPE", "it divided by zero"},
	{"SIGTRAP", "it stopped itself"},
	{"SIGSYS", "it asked the system for what is not allowed"},
	{"Exception 0xc0000005", "it reached for memory that is not its own"},
	{"Exception 0x", "it failed inside"},
	{"out of memory", "it used more memory than a module may"},
	{"fatal error", "it left memory damaged"},
	{"panic:", "what it said was more than this program could take"},
}

func crashed(words string) *Failure {
	return &Failure{
		Outcome: Crashed,
		Say:     "The module crashed: " + words + ". Programs that use it would crash in the same way. Reinstall or update the software that it belongs to.",
	}
}

// withoutTrace cuts off what Go's runtime prints of a fault: it helps nobody who mends
// a device, and the registers are nobody's business.
func withoutTrace(said string) string {
	for _, begin := range []string{"SIG", "fatal error:", "Exception 0x", "unexpected fault address", "panic:", "runtime:"} {
		if strings.HasPrefix(said, begin) {
			return ""
		}
		if at := strings.Index(said, "\n"+begin); at >= 0 {
			said = said[:at]
		}
	}
	return said
}
