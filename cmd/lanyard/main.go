// Command lanyard checks, explains, compares and tests notices, decides about
// sign-ins by them, and answers for an estate.
package main

import (
	"os"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// version is set when a release is built.
var version = "development"

// invocation is a command with its arguments, and what its verbs do with them.
type invocation struct{ *command.Invocation }

// with makes a verb of this program one of a command line.
func with(run func(*invocation) error) func(*command.Invocation) error {
	return func(i *command.Invocation) error { return run(&invocation{i}) }
}

// list is a flag that may be given more than once.
type list = command.List

func commands() []*command.Command {
	return []*command.Command{
		noticeCheckCommand(), digestCommand(), explainCommand(), calendarCommand(),
		diffCommand(), testCommand(), schemaCommand(), checkCommand(), whatIfCommand(), caseCommand(),
		decideCommand(), replayCommand(), gateReportCommand(), gateHandshakesCommand(), gateCommand(), sampleCommand(), versionCommand(),
	}
}

func main() {
	os.Exit(run(os.Args[1:], command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}

func run(args []string, s command.Streams) int {
	p := command.Program{
		Name:     "lanyard",
		About:    "Lanyard retires old smartcards, agents and TLS versions without surprise.",
		Commands: commands(),
		Instead:  dropped,
	}
	return p.Run(args, s)
}
