package main

import (
	"fmt"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server"
)

func decideCommand() *command.Command {
	return &command.Command{
		Name:  "decide",
		Args:  "--notice FILE… [--exemptions FILE] [--pauses FILE] [--as-known T] [--journal DIR] < LINES",
		Short: "Decide about sign-ins: JSON lines in, JSON lines out",
		Long: `
Each line is answered as it comes, in order. A line that cannot be read has an
answer with "error" in its place. Several revisions of one notice may be given:
at each instant the one published last holds. Without --notice the notices that
are part of the program hold.

  echo '{"at":"2025-07-08T10:30:00+01:00","card":{"series":6}}' |
    lanyard decide --notice FILE`,
		Run: with(runDecide),
	}
}

func runDecide(i *invocation) error {
	var files, exemptions, pauses list
	i.Flags.Var(&files, "notice", "`FILE` of a notice; may be given more than once, and arguments are notices too")
	i.Flags.Var(&exemptions, "exemptions", "`FILE` of exemptions; may be given more than once")
	i.Flags.Var(&pauses, "pauses", "`FILE` of pauses; may be given more than once")
	asKnown := i.Flags.String("as-known", "", "decide by the revisions that were known at `T`, at every instant")
	journal := i.Flags.String("journal", "", "keep every decision in `DIR` before it is given")
	rest, err := i.Parse()
	if err != nil {
		return err
	}
	files = append(files, rest...)
	revisions, err := i.NoticesOrShipped(files)
	if err != nil {
		return err
	}
	options := notice.Options{}
	if options.AsKnown, err = command.Instant("as-known", *asKnown, revisions[0].Zone); err != nil {
		return err
	}
	set, err := i.Set(revisions, exemptions, pauses, options)
	if err != nil {
		return err
	}
	digest, err := excused(revisions, append(exemptions, pauses...))
	if err != nil {
		return err
	}
	count, err := server.Decide(set, digest, *journal, i.In, i.Out)
	if count.Errors > 0 {
		fmt.Fprintf(i.Err, "lanyard decide: %d of %d lines could not be read; their answers say why\n", count.Errors, count.Errors+count.Answered)
	}
	return err
}

// excused is the digest of notices with files of exemptions and pauses that
// were read without errors before.
func excused(revisions []*notice.Notice, files []string) (string, error) {
	var excuses []*notice.ExcuseFile
	for _, name := range files {
		src, err := command.File(name)
		if err != nil {
			return "", err
		}
		e, problems := notice.ReadExcuses(name, src)
		if e == nil {
			return "", fmt.Errorf("%s: %s", name, problems[0])
		}
		excuses = append(excuses, e)
	}
	return notice.Digest(revisions, excuses...), nil
}

func replayCommand() *command.Command {
	return &command.Command{
		Name:  "replay",
		Args:  "CODE --journal DIR",
		Short: "Tell a decision again by its code: to the person, the IT team, the national desk",
		Long: `
The code may be written as people say it: in any case, with hyphens, O for 0,
I and L for 1. A mistyped character is found out.`,
		Run: with(func(i *invocation) error {
			journal := i.Flags.String("journal", "", "`DIR` that --journal wrote decisions to")
			args, err := i.Parse()
			if err != nil {
				return err
			}
			if len(args) != 1 || *journal == "" {
				return command.UsageError("one code and --journal are needed")
			}
			damaged, err := server.Replay(i.Out, args[0], *journal)
			for _, d := range damaged {
				fmt.Fprintf(i.Err, "passed over: %s\n", d)
			}
			return err
		}),
	}
}

func printVersion(i *invocation) error {
	_, err := fmt.Fprintf(i.Out, "lanyard %s, notice language %d, zone data %s\n", version, notice.Language, civil.DataVersion())
	return err
}
