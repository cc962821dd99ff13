package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

func sampleCommand() *command.Command {
	return &command.Command{
		Name:  "sample",
		Args:  "--out DIR",
		Short: "Write recordings of invented devices, one that is well and some that are sick",
		Long: `
Look at one with: lanyard-agent check --recording DIR/well.json --html well.html`,
		Run: func(i *command.Invocation) error {
			out := i.Flags.String("out", "", "write them to `DIR`")
			rest, err := i.Parse()
			switch {
			case err != nil:
				return err
			case len(rest) > 0:
				return command.UsageError("sample takes no arguments")
			case *out == "":
				return command.UsageError("--out names the folder that they are written to")
			}
			if err := os.MkdirAll(*out, 0o755); err != nil {
				return command.Plainer(err)
			}
			for _, s := range agent.Samples() {
				path := filepath.Join(*out, s.Name+".json")
				if err := toFile(path, s.Record); err != nil {
					return err
				}
				fmt.Fprintf(i.Out, "%s: %s. %s\n", path, s.Title, s.About)
			}
			return nil
		},
	}
}
