package main

import (
	"bytes"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice/calendar"
)

func calendarCommand() *command.Command {
	return &command.Command{
		Name:  "notice calendar",
		Args:  "FILE…",
		Short: "Print the windows and dates of a notice as a calendar (RFC 5545)",
		Long: `
Of several revisions the last counts; what it dropped before it came is
cancelled in calendars that have it. A window that moves within its day keeps
its UID, so that subscribers see it move.`,
		Run: with(func(i *invocation) error {
			files, err := i.Parse()
			if err != nil {
				return err
			}
			if len(files) == 0 {
				return command.UsageError("no notice is given")
			}
			revisions, err := i.revisions(files)
			if err != nil {
				return err
			}
			var out bytes.Buffer
			if err := calendar.Write(&out, revisions); err != nil {
				return err
			}
			_, err = i.Out.Write(out.Bytes())
			return err
		}),
	}
}
