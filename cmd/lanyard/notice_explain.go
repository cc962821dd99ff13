package main

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/timeline"
)

func explainCommand() *command {
	return &command{
		name:  "notice explain",
		args:  "FILE [--at T] [--from T --until T] [--svg FILE]",
		short: "Tell a notice in plain words, or draw it",
		long: `
T is a day (2025-07-08), a civil time in the notice's zone (2025-07-08T10:30) or
an instant (2025-07-08T10:30:00+01:00). Of several revisions the last published
is told; with --at the one that was in force then.`,
		run: runExplain,
	}
}

func runExplain(i *invocation) error {
	at := i.flags.String("at", "", "say first what holds at `T`")
	from := i.flags.String("from", "", "tell only what happens from `T` on")
	until := i.flags.String("until", "", "tell only what happens before `T`")
	svg := i.flags.String("svg", "", "draw the timeline into `FILE`; - is standard output")
	files, err := i.parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usageError{"no notice is given"}
	}
	revisions, err := i.notices(files)
	if err != nil {
		return err
	}
	o := timeline.Options{Today: time.Now()}
	zone := revisions[0].Zone
	if o.At, err = instant("at", *at, zone); err != nil {
		return err
	}
	if o.From, err = instant("from", *from, zone); err != nil {
		return err
	}
	if o.Until, err = instant("until", *until, zone); err != nil {
		return err
	}
	if !o.Until.IsZero() && !o.From.Before(o.Until) {
		return usageError{"--until is not after --from"}
	}
	n, err := inForce(revisions, o.At)
	if err != nil {
		return err
	}
	if *svg == "" {
		return timeline.Words(i.out, n, o)
	}
	var picture bytes.Buffer
	if err := timeline.SVG(&picture, n, o); err != nil {
		return err
	}
	if *svg == "-" {
		_, err := i.out.Write(picture.Bytes())
		return err
	}
	if err := timeline.Words(i.out, n, o); err != nil {
		return err
	}
	return os.WriteFile(*svg, picture.Bytes(), 0o644)
}

// inForce picks the revision that holds at an instant, the last for none.
func inForce(revisions []*notice.Notice, at time.Time) (*notice.Notice, error) {
	set, problems := notice.NewSet(revisions, notice.Options{})
	if set == nil {
		return nil, fmt.Errorf("the files do not go together: %s", problems[0])
	}
	if len(set.Notices(at)) > 1 {
		return nil, usageError{"the files are revisions of more than one notice; give those of one"}
	}
	if at.IsZero() {
		all := set.Revisions()
		return all[len(all)-1], nil
	}
	return set.Notices(at)[0], nil
}
