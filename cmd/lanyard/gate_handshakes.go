package main

import (
	"fmt"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/server"
)

func gateHandshakesCommand() *command.Command {
	return &command.Command{
		Name:  "gate handshakes",
		Args:  "--journal DIR [--from T] [--until T]",
		Short: "Tell which handshakes a gate refused, by the kind of client, with their codes",
		Long: `
Nobody reads a code off a TLS alert. This finds the codes, and the addresses from
which such clients came; lanyard replay CODE then tells what a client offered.

  lanyard gate handshakes --journal journal --from 2025-07-08`,
		Run: with(runGateHandshakes),
	}
}

func runGateHandshakes(i *invocation) error {
	journal := i.Flags.String("journal", "", "`DIR` of the gate's decisions")
	from := i.Flags.String("from", "", "from `T`")
	until := i.Flags.String("until", "", "until `T`")
	rest, err := i.Parse()
	if err != nil {
		return err
	}
	if len(rest) > 0 || *journal == "" {
		return command.UsageError("--journal is needed, and nothing but flags")
	}
	revisions, err := i.NoticesOrShipped(nil) // for their zone
	if err != nil {
		return err
	}
	begin, err := command.Instant("from", *from, revisions[0].Zone)
	if err != nil {
		return err
	}
	end, err := command.Instant("until", *until, revisions[0].Zone)
	if err != nil {
		return err
	}
	damaged, err := server.GateHandshakes(i.Out, *journal, begin, end)
	for _, d := range damaged {
		fmt.Fprintf(i.Err, "passed over: %s\n", d)
	}
	return err
}
