package main

import (
	"fmt"

	"github.com/lanyard-id/lanyard/notice"
)

func schemaCommand() *command {
	return &command{
		name:  "notice schema",
		args:  "[notice|exemptions|pauses|tests]",
		short: "Print the JSON Schema of a kind of file, for editors",
		run: func(i *invocation) error {
			args, err := i.parse()
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
				return usageError{fmt.Sprintf("there is no schema of %q", args)}
			}
			_, err = i.out.Write(schema())
			return err
		},
	}
}

func versionCommand() *command {
	return &command{
		name:  "version",
		short: "Print the version of the program, of the language and of its zone data",
		run: func(i *invocation) error {
			if _, err := i.parse(); err != nil {
				return err
			}
			return printVersion(i)
		},
	}
}
