package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

func caseCommand() *command.Command {
	return &command.Command{
		Name:  "case",
		Args:  "[--describe TEXT] [--out DIR] [--open] [--identify] [the flags of check]",
		Short: "Write what is wrong with this device as a mail to the service desk, with the bundle attached",
		Long: `
One mail for each subject under which a notice wants cases, to the address that it
names, and one for everything else that somebody has to mend. They are drafts:
nothing is sent. Made again while the same is wrong a case has the same id, so that a
desk sees one; the newer draft then takes the place of the older. Names, serial
numbers and card numbers are in them only with --identify.

A Lanyard server has no service desk yet; when it has one, this will send to it.`,
		Run: runCase,
	}
}

func runCase(i *command.Invocation) error {
	var f lookFlags
	f.define(i)
	describe := i.Flags.String("describe", "", "what the person sees, in their `WORDS`")
	out := i.Flags.String("out", ".", "write the mails to `DIR`")
	open := i.Flags.Bool("open", false, "open them in the mail program")
	rest, err := i.Parse()
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return command.UsageError(fmt.Sprintf("%q is no flag; what the person sees goes behind --describe, in quotes", rest[0]))
	}
	s, err := readSettings(i, *f.settings)
	if err != nil {
		return err
	}
	report, err := f.look(i, s)
	if err != nil {
		return err
	}
	drafts, err := report.Cases(*describe, time.Now(), f.identify...)
	if err != nil {
		return err
	}
	if len(drafts) == 0 {
		fmt.Fprintln(i.Out, "Nothing needs anybody, so there is no case to write.")
		return nil
	}
	if err := os.MkdirAll(*out, 0o700); err != nil {
		return command.Plainer(err)
	}
	for _, d := range drafts {
		path := filepath.Join(*out, "case-"+d.ID+".eml")
		_, missing := os.Lstat(path)
		if err := toFile(path, d.Write); err != nil {
			return err
		}
		fmt.Fprintf(i.Out, "%s\n  Subject: %s\n", path, d.Subject)
		if missing == nil {
			fmt.Fprintln(i.Out, "  It was there already: what is wrong is the same. This one, of now, is in its place.")
		}
		switch {
		case d.To != "":
			fmt.Fprintf(i.Out, "  To: %s\n", d.To)
		case d.By != "":
			fmt.Fprintf(i.Out, "  To: the desk that the notice %s means; it gives no address\n", d.By)
		default:
			fmt.Fprintln(i.Out, "  To: your own service desk")
		}
		if *open {
			if err := agent.OpenDraft(path); err != nil {
				return err
			}
		}
	}
	if held := report.Sent(f.identify...).Withheld; len(held) > 0 {
		var kinds []string
		for _, k := range held {
			kinds = append(kinds, string(k))
		}
		fmt.Fprintf(i.Out, "Left out: what tells the %s. --identify puts it in.\n", strings.Join(kinds, ", "))
	}
	return nil
}
