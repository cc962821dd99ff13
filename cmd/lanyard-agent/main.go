// Command lanyard-agent tells what is wrong with a device that signs in with
// smartcards, and what the notices ask of it.
package main

import (
	"os"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// version is set when a release is built.
var version = "development"

func commands() []*command.Command {
	return []*command.Command{checkCommand(), caseCommand(), explainCommand(), watchCommand(), versionCommand()}
}

func main() {
	os.Exit(run(os.Args[1:], command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}

func run(args []string, s command.Streams) int {
	p := command.Program{
		Name:     "lanyard-agent",
		About:    "Lanyard's agent tells what is wrong with this device, how to mend it, and what will happen on which day.",
		Commands: commands(),
	}
	return p.Run(args, s)
}
