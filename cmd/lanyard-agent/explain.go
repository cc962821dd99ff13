package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// maxPasted is how much of standard input is read, in bytes.
const maxPasted = 1 << 20

func explainCommand() *command.Command {
	return &command.Command{
		Name:  "explain",
		Args:  "TEXT… | - | --all",
		Short: "Tell what an error means that somebody sees: causes, remedies, and who mends it",
		Long: `
The text is a code (ERR1002, 400_645, 0x8010001D), a sentence, or a whole dialog;
with - it is read from the input. Nothing is looked at: lanyard-agent check does.`,
		Run: runExplain,
	}
}

func runExplain(i *command.Invocation) error {
	all := i.Flags.Bool("all", false, "tell every error that is known")
	asJSON := i.Flags.Bool("json", false, "write JSON")
	words, err := i.Parse()
	if err != nil {
		return err
	}
	var e agent.Explained
	switch {
	case *all:
		e = agent.AllSymptoms()
	case len(words) == 0:
		return command.UsageError("what does the error say? Give its code or its words, in quotes")
	default:
		text := strings.Join(words, " ")
		if text == "-" {
			pasted, err := io.ReadAll(io.LimitReader(i.In, maxPasted))
			if err != nil {
				return fmt.Errorf("reading the input: %w", err)
			}
			text = string(pasted)
		}
		e = agent.Explain(text)
	}
	write := e.Text
	if *asJSON {
		write = e.JSON
	}
	if err := write(i.Out); err != nil {
		return err
	}
	if len(e.Symptoms) == 0 {
		return errors.New("no error that is known has this text; give it with the output of lanyard-agent check to the service desk")
	}
	return nil
}
