package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/server"
)

func caseCommand() *command.Command {
	return &command.Command{
		Name:  "case",
		Args:  "DEVICE|CARD… FILE… [--at T] [--out DIR] [--open]",
		Short: "Write to the service desk about devices and cards that fall short",
		Long: `
FILE is an export, as in lanyard check; what is no file is a device, by its id,
its name or any other name that the files know, or a card, by its number. For
each cause there is one message with everything that it holds up: the subject line
that the notice asks for, a description, and the evidence as text and JSON. It is
a draft (.eml) for the mail program; nothing is sent.

  lanyard case PC-000123 exports/ --at 2025-07-08 --open`,
		Run: with(runCase),
	}
}

// isFileName reports whether a word is a file's or folder's name, and so not that of
// a device: it is said to be missing.
func isFileName(word string) bool {
	switch strings.ToLower(filepath.Ext(word)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".zip", ".gz", ".json", ".jsonl", ".ndjson", ".log", ".yaml", ".yml":
		return true
	}
	return strings.ContainsRune(word, filepath.Separator)
}

// mostOpened is how many messages are opened at once.
const mostOpened = 5

func runCase(i *invocation) error {
	f := i.estateFlags()
	out := i.Flags.String("out", ".", "write the messages to `DIR`")
	open := i.Flags.Bool("open", false, "open them in the mail program")
	args, err := i.Parse()
	if err != nil {
		return err
	}
	var names, files []string
	for _, a := range args {
		_, missing := os.Stat(a)
		switch {
		case missing == nil || a == "-":
			files = append(files, a)
		case isFileName(a):
			return command.Unanswered{Err: command.Plainer(missing)}
		default:
			names = append(names, a)
		}
	}
	if len(names) == 0 {
		return command.UsageError("no device or card is named")
	}
	e, at, partly, err := i.readEstate(f, files)
	if err != nil {
		return err
	}
	cases, err := e.Case(at, names, *out, time.Now())
	if err != nil {
		return command.Unanswered{Err: err}
	}
	for _, path := range cases.Files {
		fmt.Fprintln(i.Out, path)
		if slices.Contains(cases.Again, path) {
			fmt.Fprintln(i.Err, "lanyard case: "+path+" was there already: it is the same case. This one, of now, is in its place.")
		}
	}
	for _, l := range cases.Left {
		fmt.Fprintf(i.Out, "not for the service desk: %s, %s: %s\n", l.Subject, l.Requirement, l.Why)
		if l.Do != "" {
			fmt.Fprintf(i.Out, "  %s (%s): %s\n", l.Do, l.Who, l.Say)
		}
	}
	if len(cases.Files)+len(cases.Left) == 0 {
		fmt.Fprintln(i.Out, "nothing falls short of anything")
	}
	if *open {
		for n, path := range cases.Files {
			if n == mostOpened {
				fmt.Fprintf(i.Err, "lanyard case: %d more are not opened\n", len(cases.Files)-n)
				break
			}
			if err := server.Open(path); err != nil {
				fmt.Fprintf(i.Err, "lanyard case: %v\n", err)
				partly = true
			}
		}
	}
	if partly {
		return command.ErrShown
	}
	return nil
}
