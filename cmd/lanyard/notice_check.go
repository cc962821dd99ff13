package main

import (
	"fmt"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
)

func noticeCheckCommand() *command.Command {
	return &command.Command{
		Name:  "notice check",
		Args:  "FILE…",
		Short: "Find everything that is wrong with notices, exemptions, pauses and tests",
		Long: `
Each problem is a line "file:line:column: what; how to mend it". Warnings do not
fail the check. Notices are checked alone and then together, as they would be
judged; --alone leaves that out. Exit status 1 if there is an error.`,
		Run: with(runNoticeCheck),
	}
}

func runNoticeCheck(i *invocation) error {
	alone := i.Flags.Bool("alone", false, "do not check the notices together")
	files, err := i.Parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return command.UsageError("no file is given")
	}
	var notices []*notice.Notice
	var excuses []excuse
	errors, warnings := 0, 0
	show := func(problems notice.Problems) {
		for _, p := range problems {
			fmt.Fprintln(i.Out, p)
			if p.Severity == notice.Error {
				errors++
			} else {
				warnings++
			}
		}
	}
	for _, name := range files {
		src, err := command.File(name)
		if err != nil {
			fmt.Fprintln(i.Out, err)
			errors++
			continue
		}
		switch kind := notice.KindOf(src); kind {
		case notice.KindCases:
			_, problems := notice.ParseCases(name, src)
			show(problems)
		case notice.KindExemptions, notice.KindPauses:
			excuses = append(excuses, excuse{name, src, kind})
		default:
			n, problems := notice.Parse(name, src)
			show(problems)
			if n != nil {
				notices = append(notices, n)
			}
		}
	}
	options, problems := parseExcuses(excuses, notices)
	show(problems)
	if !*alone {
		_, problems := notice.NewSet(notices, options)
		show(problems)
	}
	fmt.Fprintf(i.Err, "%s, %s, %s\n", count(len(files), "file"), count(errors, "error"), count(warnings, "warning"))
	if errors > 0 {
		return command.ErrShown
	}
	return nil
}

// excuse is a file of exemptions or pauses, whose dates need a notice's zone.
type excuse struct {
	name string
	src  []byte
	kind notice.Kind
}

func parseExcuses(files []excuse, notices []*notice.Notice) (o notice.Options, all notice.Problems) {
	zone, _ := civil.LoadZone("UTC")
	if len(notices) > 0 {
		zone = notices[0].Zone
	}
	for _, f := range files {
		if f.kind == notice.KindExemptions {
			list, problems := notice.ParseExemptions(f.name, f.src, zone)
			o.Exemptions = append(o.Exemptions, list...)
			all = append(all, problems...)
		} else {
			list, problems := notice.ParsePauses(f.name, f.src, zone)
			o.Pauses = append(o.Pauses, list...)
			all = append(all, problems...)
		}
	}
	return o, all
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func digestCommand() *command.Command {
	return &command.Command{
		Name:  "notice digest",
		Args:  "FILE|FOLDER…",
		Short: "Print what an approval of these notices, exemptions and pauses signs",
		Long: `
The digest covers what the files say and the instants that their windows are.
It does not cover comments, quotes, the order of keys or files, or x- keys.`,
		Run: with(func(i *invocation) error {
			files, err := i.Parse()
			if err != nil {
				return err
			}
			if len(files) == 0 {
				return command.UsageError("no file is given")
			}
			// A folder is what a gate takes it for: the files in it but tests.
			if files, err = command.InFolders(files); err != nil {
				return err
			}
			digest, err := i.digest(files)
			if err != nil {
				return err
			}
			fmt.Fprintln(i.Out, digest)
			return nil
		}),
	}
}

// digest reads files that must be free of errors and returns their digest.
func (i *invocation) digest(files []string) (string, error) {
	var notices []*notice.Notice
	var excuses []excuse
	var digested []*notice.ExcuseFile
	failed := false
	for _, name := range files {
		src, err := command.File(name)
		if err != nil {
			return "", err
		}
		switch kind := notice.KindOf(src); kind {
		case notice.KindCases:
			return "", command.UsageError(name + " holds tests, which decide nothing")
		case notice.KindExemptions, notice.KindPauses:
			excuses = append(excuses, excuse{name, src, kind})
		default:
			n, problems := notice.Parse(name, src)
			i.Errors(problems)
			failed = failed || n == nil
			notices = append(notices, n)
		}
	}
	if failed {
		return "", command.ErrShown
	}
	_, problems := parseExcuses(excuses, notices)
	i.Errors(problems)
	if problems.HasErrors() {
		return "", command.ErrShown
	}
	for _, e := range excuses {
		read, _ := notice.ReadExcuses(e.name, e.src)
		digested = append(digested, read)
	}
	return notice.Digest(notices, digested...), nil
}
