package main

import (
	"fmt"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
)

func schemaCommand() *command.Command {
	return &command.Command{
		Name:  "notice schema",
		Args:  "[notice|exemptions|pauses|tests]",
		Short: "Print the JSON Schema of a kind of file, for editors",
		Run: with(func(i *invocation) error {
			args, err := i.Parse()
			if err != nil {
				return err
			}
			kind := "notice"
			if len(args) > 0 {
				kind = args[0]
			}
			schema, ok := map[string]func() []byte{
				"notice": notice.Schema, "exemptions": notice.ExemptionsSchema,
				"pauses": notice.PausesSchema, "tests": notice.CasesSchema,
			}[kind]
			if !ok || len(args) > 1 {
				return command.UsageError(fmt.Sprintf("there is no schema of %q", args))
			}
			_, err = i.Out.Write(schema())
			return err
		}),
	}
}

func versionCommand() *command.Command {
	return &command.Command{
		Name:  "version",
		Short: "Print the version of the program, of the language and of its zone data",
		Run: with(func(i *invocation) error {
			if _, err := i.Parse(); err != nil {
				return err
			}
			return printVersion(i)
		}),
	}
}
