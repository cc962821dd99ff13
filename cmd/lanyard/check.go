package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/server"
)

func checkCommand() *command.Command {
	return &command.Command{
		Name:  "check",
		Args:  "FILE… [--at T] [--format table|json|csv|html|xlsx] [--out FILE]",
		Short: "Answer over exported files: who falls short, whose job it is, who is stopped when",
		Long: `
FILE is an export, or a folder of exports: Lanyard's own CSV files, lists of what
is installed from Intune, Configuration Manager or osquery, the smartcards report
of Care Identity Management, files of the Organisation Data Service; as CSV, XLSX,
JSON, in ZIP or gzip; - is standard input. What a file is is seen by what is in
it. Files of exemptions, pauses and notices (.yaml) may stand among them.

Without --notice the notices that are part of the program hold. The files are
only read, and nothing leaves this computer.

  lanyard check exports/ --at 2025-07-08T10:00 --out answer.html --open
  lanyard check devices.csv cards.csv --split organisation --out pages/

Exit status 0: it is answered, whatever the answer; rows and cells that are wrong
are listed in it. 1: it is, but a file could not be read, or something not be
written. 2: nothing could be answered.`,
		Run: with(runCheck),
	}
}

// checkFlags are the flags of the check alone.
type checkFlags struct {
	format, out, split, collections, baseline, rejects, signers, images, mailMerge *string
	perDay                                                                         *int
	open                                                                           *bool
}

func runCheck(i *invocation) error {
	f := i.estateFlags()
	c := checkFlags{
		format:      i.Flags.String("format", "", "`FORM` of the answer: table, json, csv, html or xlsx; without it by the name of --out, else table"),
		out:         i.Flags.String("out", "", "write the answer to `FILE`; with --split the folder for the pages"),
		split:       i.Flags.String("split", "", "one page of paper for each `organisation`"),
		collections: i.Flags.String("collections", "", "write the lists of devices for each action, in order, to `DIR`"),
		baseline:    i.Flags.String("baseline", "", "tell what changed since the JSON answer in `FILE`"),
		rejects:     i.Flags.String("rejects", "", "write the rows and cells that could not be read to `FILE`, as CSV"),
		mailMerge:   i.Flags.String("mail-merge", "", "write the holders of cards to replace, in order of need, to `FILE`, as CSV"),
		perDay:      i.Flags.Int("per-day", 0, "the Registration Authority replaces `N` cards a working day"),
		signers:     i.Flags.String("signers", "prescriber", "people in this `GROUP` sign prescriptions"),
		images:      i.Flags.String("images", "vdi-image", "devices in this `GROUP` are images, which are mended first"),
		open:        i.Flags.Bool("open", false, "open the answer when it is written"),
	}
	files, err := i.Parse()
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	if err := i.forScreen(form, *c.out); err != nil {
		return err
	}
	e, at, partly, err := i.readEstate(f, files)
	if err != nil {
		return err
	}
	if err := c.spare(slices.Concat(e.Sources(), f.notices, f.exemptions, f.pauses)); err != nil {
		return err
	}
	dormant, err := days("dormant", *f.dormant)
	if err != nil {
		return err
	}
	answer, err := e.Check(at, server.CheckOptions{
		Dormant: dormant, PerDay: *c.perDay, Signers: *c.signers, Images: *c.images, Baseline: *c.baseline, Made: time.Now(),
	})
	if err != nil {
		return command.Unanswered{Err: err}
	}
	if failed := i.writeAnswer(answer, &c, form); failed || partly {
		return command.ErrShown
	}
	return nil
}

// writeAnswer writes all that was asked for, each whatever became of the others.
func (i *invocation) writeAnswer(answer *server.Answer, c *checkFlags, form string) (failed bool) {
	say := func(err error) {
		if i.Lost() != nil {
			failed = true // which is said at the end
		} else if err != nil {
			fmt.Fprintf(i.Err, "lanyard check: %v\n", err)
			failed = true
		}
	}
	file := func(path *string, write func(io.Writer) error) {
		if *path != "" {
			say(server.WriteFile(*path, write))
		}
	}
	switch {
	case *c.split != "":
		pages, err := answer.Split(*c.out)
		say(err)
		if pages == 1 {
			fmt.Fprintf(i.Err, "1 page is in %s\n", *c.out)
		} else if pages > 0 || err == nil {
			fmt.Fprintf(i.Err, "%d pages are in %s\n", pages, *c.out)
		}
	case *c.out == "":
		say(answer.Write(i.Out, form, i.Width()))
	default:
		file(c.out, func(w io.Writer) error { return answer.Write(w, form, 0) })
	}
	file(c.rejects, answer.WriteRejects)
	file(c.mailMerge, answer.WriteMailMerge)
	if *c.collections != "" {
		say(answer.Collections(*c.collections))
	}
	if *c.open && !failed {
		say(server.Open(*c.out))
	}
	return failed
}

// form is the form of the answer.
func (c *checkFlags) form() (string, error) {
	form := *c.format
	if form == "" {
		switch form = strings.ToLower(strings.TrimPrefix(filepath.Ext(*c.out), ".")); {
		case form == "htm":
			form = "html"
		case form == "", form == "txt", *c.split != "":
			form = "table"
		case !slices.Contains(server.Forms, form):
			return "", command.UsageError(fmt.Sprintf("--out %s: what ends in .%s is none of %s; say which with --format", *c.out, form, strings.Join(server.Forms, ", ")))
		}
	}
	switch {
	case !slices.Contains(server.Forms, form):
		return "", command.UsageError(fmt.Sprintf("--format %s is not one of %s", form, strings.Join(server.Forms, ", ")))
	case *c.split != "" && *c.split != "organisation":
		return "", command.UsageError("--split is by organisation only")
	case *c.split != "" && *c.out == "":
		return "", command.UsageError("--split needs --out, the folder for the pages")
	case *c.split != "" && *c.format != "":
		return "", command.UsageError("--split writes pages for printing, and has no --format")
	case *c.split != "" && *c.open:
		return "", command.UsageError("--open opens one file, and --split writes many")
	case *c.open && *c.out == "":
		return "", command.UsageError("--open needs --out, the file to open")
	case *c.perDay < 0:
		return "", command.UsageError(fmt.Sprintf("--per-day %d is not a number of cards, such as 40", *c.perDay))
	}
	return form, nil
}

// spare refuses to write over what was read, and two files into one. The
// baseline may be replaced: it was read, and the answer goes on from it.
func (c *checkFlags) spare(sources []string) error {
	targets := map[string]*string{"--out": c.out, "--rejects": c.rejects, "--mail-merge": c.mailMerge}
	if *c.split != "" {
		delete(targets, "--out") // a folder
	}
	named := map[string]string{}
	for _, flagName := range slices.Sorted(maps.Keys(targets)) {
		target := *targets[flagName]
		if target == "" {
			continue
		}
		if other := named[filepath.Clean(target)]; other != "" {
			return command.UsageError(fmt.Sprintf("%s and %s are one file, %s; name two", other, flagName, target))
		}
		named[filepath.Clean(target)] = flagName
		to, err := os.Stat(target)
		if err != nil || !to.Mode().IsRegular() {
			continue // it is not there yet, or nothing that is replaced
		}
		for _, source := range sources {
			if from, err := os.Stat(source); err == nil && os.SameFile(from, to) {
				return command.UsageError(fmt.Sprintf("%s would replace %s, which was read; name another file", flagName, target))
			}
		}
	}
	return nil
}
