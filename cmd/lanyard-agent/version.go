package main

import (
	"fmt"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
)

func versionCommand() *command.Command {
	return &command.Command{
		Name:  "version",
		Short: "Print the version of the program, of the language of notices and of its zone data",
		Run: func(i *command.Invocation) error {
			if rest, err := i.Parse(); err != nil {
				return err
			} else if len(rest) > 0 {
				return command.UsageError("version takes no arguments")
			}
			_, err := fmt.Fprintf(i.Out, "lanyard-agent %s, notice language %d, zone data %s\n", version, notice.Language, civil.DataVersion())
			return err
		},
	}
}
