package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server"
)

func whatIfCommand() *command.Command {
	return &command.Command{
		Name:  "whatif",
		Args:  "FILE… [--from T] [--until T] [--revision FILE…] [--format table|json|csv|xlsx|svg] [--out FILE]",
		Short: "Look ahead: who and what each window and date stops, and what another revision changes",
		Long: `
FILE is an export, as in lanyard check. At each change of the notices it tells the
people, devices, cards and organisations that are stopped, and what would save
most of them. With sign-ins among the files, those of the last whole weeks, four at
the most, stand for those to come: at the same time of the same weekday, by the
clock. All is judged by what is known today; the same sign-in at another date may
meet a card that has been replaced.

--revision compares: another revision takes the place of its notice from the first
instant on, another notice comes beside those that hold. Of each notice the latest
revision counts throughout, unless --as-known says otherwise.

  lanyard whatif exports/ --from 2025-07-01 --until 2025-10-01
  lanyard whatif exports/ --revision draft.yaml --out plans.svg`,
		Run: with(runWhatIf),
	}
}

// ahead is how long one looks ahead where nothing is said.
const ahead = 13 * 7 // days

// theLatest is an instant at which every revision is known: a civil date in the
// last year that notices know.
const theLatest = "2200-12-31"

func runWhatIf(i *invocation) error {
	f := i.estateFlags()
	fromFlag := i.Flags.String("from", "", "begin at `T`; without it at --at")
	untilFlag := i.Flags.String("until", "", "end before `T`; without it 13 weeks later")
	format := i.Flags.String("format", "", "`FORM` of the answer: table, json, csv, xlsx or svg; without it by the name of --out, else table")
	out := i.Flags.String("out", "", "write the answer to `FILE`")
	var revisions list
	i.Flags.Var(&revisions, "revision", "compare with the revision, or other notice, in `FILE`")
	args, err := i.Parse()
	if err != nil {
		return err
	}
	form, err := formOf(*format, *out, server.OutlookForms)
	if err != nil {
		return err
	}
	if err := i.forScreen(form, *out); err != nil {
		return err
	}
	files, err := f.sort(args)
	if err != nil {
		return command.Unanswered{Err: err}
	}
	base, err := i.NoticesOrShipped(f.notices)
	if err != nil {
		return command.Unanswered{Err: err}
	}
	var o server.WhatIfOptions
	if o.From, err = command.Instant("from", *fromFlag, base[0].Zone); err != nil {
		return err
	}
	if o.Until, err = command.Instant("until", *untilFlag, base[0].Zone); err != nil {
		return err
	}
	if !o.Until.IsZero() && !o.From.IsZero() && !o.From.Before(o.Until) {
		return command.UsageError(fmt.Sprintf("the range ends before it begins: --from %s --until %s", *fromFlag, *untilFlag))
	}
	if o.Other, err = i.compared(base, revisions, f); err != nil {
		return command.Unanswered{Err: err}
	}
	if o.Dormant, err = days("dormant", *f.dormant); err != nil {
		return err
	}
	if *f.asKnown == "" {
		*f.asKnown = theLatest
	}
	if *f.at == "" && o.From.Before(time.Now()) {
		*f.at = *fromFlag // a look back is from where it begins: by now its exports are old
	}
	e, at, partly, err := i.readEstate(f, files)
	if err != nil {
		return err
	}
	none := ""
	written := checkFlags{out: out, split: &none, rejects: &none, mailMerge: &none}
	if err := written.spare(slices.Concat(e.Sources(), f.notices, f.exemptions, f.pauses, revisions)); err != nil {
		return err
	}
	o.Known = at
	if o.From.IsZero() {
		o.From = at
	}
	if o.Until.IsZero() {
		o.Until = o.From.AddDate(0, 0, ahead)
	}
	outlook, err := e.WhatIf(o)
	if err != nil {
		return command.Unanswered{Err: err}
	}
	if err := i.writeOutlook(outlook, form, *out); err != nil {
		return err
	}
	if partly {
		return command.ErrShown
	}
	return nil
}

func (i *invocation) writeOutlook(outlook *server.Outlook, form, out string) error {
	if out == "" {
		return outlook.Write(i.Out, form, i.Width())
	}
	return server.WriteFile(out, func(w io.Writer) error { return outlook.Write(w, form, 0) })
}

// compared makes the set to compare with: the notices, but of those that files
// hold revisions of only what came before these; nil without files.
func (i *invocation) compared(base []*notice.Notice, files []string, f *estateFlags) (*notice.Set, error) {
	if len(files) == 0 {
		return nil, nil
	}
	other, err := i.Notices(files)
	if err != nil {
		return nil, err
	}
	var all []*notice.Notice
	for _, n := range base {
		if !slices.ContainsFunc(other, func(o *notice.Notice) bool { return o.ID == n.ID && !isBefore(n, o) }) {
			all = append(all, n)
		}
	}
	o := notice.Options{Age: notice.AnyAge}
	if o.AsKnown, err = command.Instant("as-known", theLatest, base[0].Zone); err != nil {
		return nil, err
	}
	return i.Set(append(all, other...), f.exemptions, f.pauses, o)
}

// isBefore reports whether a revision came before another of the same notice.
func isBefore(a, b *notice.Notice) bool {
	return a.Revision < b.Revision && a.Published.Start(a.Zone).Before(b.Published.Start(b.Zone))
}

// formOf is the form of an answer: what is said, else what the name of the file
// says, else a table.
func formOf(format, out string, forms []string) (string, error) {
	if format == "" {
		switch format = strings.ToLower(strings.TrimPrefix(filepath.Ext(out), ".")); format {
		case "", "txt":
			format = "table"
		default:
			if !slices.Contains(forms, format) {
				return "", command.UsageError(fmt.Sprintf("--out %s: what ends in .%s is none of %s; say which with --format", out, format, strings.Join(forms, ", ")))
			}
		}
	}
	if !slices.Contains(forms, format) {
		return "", command.UsageError(fmt.Sprintf("--format %s is not one of %s", format, strings.Join(forms, ", ")))
	}
	return format, nil
}
