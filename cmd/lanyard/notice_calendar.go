package main

import (
	"bytes"

	"github.com/lanyard-id/lanyard/notice/calendar"
)

func calendarCommand() *command {
	return &command{
		name:  "notice calendar",
		args:  "FILE…",
		short: "Print the windows and dates of a notice as a calendar (RFC 5545)",
		long: `
Of several revisions the last counts; what it dropped before it came is
cancelled in calendars that have it. A window that moves within its day keeps
its UID, so that subscribers see it move.`,
		run: func(i *invocation) error {
			files, err := i.parse()
			if err != nil {
				return err
			}
			if len(files) == 0 {
				return usageError{"no notice is given"}
			}
			revisions, err := i.revisions(files)
			if err != nil {
				return err
			}
			var out bytes.Buffer
			if err := calendar.Write(&out, revisions); err != nil {
				return err
			}
			_, err = i.out.Write(out.Bytes())
			return err
		},
	}
}
