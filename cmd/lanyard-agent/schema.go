package main

import (
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/wire"
)

func schemaCommand() *command.Command {
	return &command.Command{
		Name:  "schema",
		Short: "Print the JSON Schema of the bundle that check writes",
		Run: func(i *command.Invocation) error {
			if rest, err := i.Parse(); err != nil {
				return err
			} else if len(rest) > 0 {
				return command.UsageError("schema takes no arguments")
			}
			_, err := i.Out.Write(wire.Schema())
			return err
		},
	}
}
