package main

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/timeline"
)

func explainCommand() *command.Command {
	return &command.Command{
		Name:  "notice explain",
		Args:  "FILE [--at T] [--from T --until T] [--svg FILE]",
		Short: "Tell a notice in plain words, or draw it",
		Long: `
T is a day (2025-07-08), a civil time in the notice's zone (2025-07-08T10:30) or
an instant (2025-07-08T10:30:00+01:00). Of several revisions the last published
is told; with --at the one that was in force then.`,
		Run: with(runExplain),
	}
}

// maxTold bounds the windows that are told or drawn, each counted for every
// phase that blocks in it: a million would take seconds, and nobody reads them.
const maxTold = 250_000

func runExplain(i *invocation) error {
	at := i.Flags.String("at", "", "say first what holds at `T`")
	from := i.Flags.String("from", "", "tell only what happens from `T` on")
	until := i.Flags.String("until", "", "tell only what happens before `T`")
	svg := i.Flags.String("svg", "", "draw the timeline into `FILE`; - is standard output")
	files, err := i.Parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return command.UsageError("no notice is given")
	}
	if err := keep(files, *svg); err != nil {
		return err
	}
	revisions, err := i.Notices(files)
	if err != nil {
		return err
	}
	o := timeline.Options{Today: time.Now()}
	zone := revisions[0].Zone
	if o.At, err = command.Instant("at", *at, zone); err != nil {
		return err
	}
	if o.From, err = command.Instant("from", *from, zone); err != nil {
		return err
	}
	if o.Until, err = command.Instant("until", *until, zone); err != nil {
		return err
	}
	if !o.Until.IsZero() && !o.From.Before(o.Until) {
		return command.UsageError("--until is not after --from")
	}
	n, err := inForce(revisions, o.At)
	if err != nil {
		return err
	}
	if b := n.Blocks(); b > maxTold {
		return fmt.Errorf("the phases of %s block in %d windows, and %d is the most that can be told; split the notice, or let fewer phases share long lists", n.ID, b, maxTold)
	}
	if *svg == "" {
		return timeline.Words(i.Out, n, o)
	}
	var picture bytes.Buffer
	if err := timeline.SVG(&picture, n, o); err != nil {
		return err
	}
	if *svg == "-" {
		_, err := i.Out.Write(picture.Bytes())
		return err
	}
	if err := os.WriteFile(*svg, picture.Bytes(), 0o644); err != nil {
		return command.Plainer(err)
	}
	return timeline.Words(i.Out, n, o)
}

// keep refuses to write over one of the files that are read.
func keep(files []string, target string) error {
	to, err := os.Stat(target)
	if err != nil {
		return nil // it is not there yet, or writing it will say what is wrong
	}
	for _, name := range files {
		if from, err := os.Stat(name); err == nil && os.SameFile(from, to) {
			return command.UsageError(fmt.Sprintf("--svg would overwrite the notice %s; name another file", name))
		}
	}
	return nil
}

// inForce picks the revision that holds at an instant, the last for none.
func inForce(revisions []*notice.Notice, at time.Time) (*notice.Notice, error) {
	set, problems := notice.NewSet(revisions, notice.Options{})
	if set == nil {
		return nil, fmt.Errorf("the files do not go together: %s", problems[0])
	}
	if len(set.Notices(at)) > 1 {
		return nil, command.UsageError("the files are revisions of more than one notice; give those of one")
	}
	if at.IsZero() {
		all := set.Revisions()
		return all[len(all)-1], nil
	}
	return set.Notices(at)[0], nil
}
