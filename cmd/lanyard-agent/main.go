// Command lanyard-agent tells what is wrong with a device that signs in with
// smartcards, and what the notices ask of it.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// version is set when a release is built.
var version = "development"

func commands() []*command.Command {
	return []*command.Command{checkCommand(), caseCommand(), explainCommand(), watchCommand(), sampleCommand(), cardVirtualCommand(), schemaCommand(), versionCommand()}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == agent.ModuleVerb {
		// A child of this program, which holds somebody else's library: nothing else is
		// to run in it.
		if err := agent.ServeModule(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, "lanyard-agent:", err)
			os.Exit(command.Failed)
		}
		os.Exit(command.OK)
	}
	// It runs for a moment beside people's work: little memory counts for more than
	// the few milliseconds that collecting it sooner takes.
	debug.SetGCPercent(25)
	os.Exit(run(os.Args[1:], command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}

func run(args []string, s command.Streams) int {
	p := command.Program{
		Name:     "lanyard-agent",
		About:    "Lanyard's agent tells what is wrong with this device, how to mend it, and what will happen on which day.",
		Commands: commands(),
		Instead:  clicked,

		Meanwhile: "Looking at this computer. The page with what was found opens by itself, and this window closes.",
	}
	return p.Run(args, s)
}

// clicked are the arguments that are meant where there are none, because somebody
// clicked on the program: the page, which is opened. On a terminal of other systems
// none is a question for help.
func clicked(args []string) []string {
	if len(args) > 0 || runtime.GOOS != "windows" {
		return nil
	}
	return []string{"check", "--quiet", "--open"}
}
