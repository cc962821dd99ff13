package main

import (
	"encoding/json"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/revision"
)

func diffCommand() *command.Command {
	return &command.Command{
		Name:  "notice diff",
		Args:  "OLD NEW [MORE…]",
		Short: "Tell what a revision changed, whether it only weakens, and how dates slipped",
		Long: `
The first two files are compared; with more, each with the one before it. The
ledger of slips is over all of them, in the order of publication.`,
		Run: with(func(i *invocation) error {
			asJSON := i.Flags.Bool("json", false, "print JSON")
			files, err := i.Parse()
			if err != nil {
				return err
			}
			if len(files) < 2 {
				return command.UsageError("two revisions are needed")
			}
			revisions, err := i.revisions(files)
			if err != nil {
				return err
			}
			var diffs []revision.Diff
			for n := range revisions[1:] {
				diffs = append(diffs, revision.Compare(revisions[n], revisions[n+1]))
			}
			slips := revision.Ledger(revisions)
			if *asJSON {
				e := json.NewEncoder(i.Out)
				e.SetIndent("", "  ")
				return e.Encode(struct {
					Diffs []revision.Diff `json:"diffs"`
					Slips []revision.Slip `json:"slips"`
				}{diffs, slips})
			}
			return revision.WriteWords(i.Out, diffs, slips)
		}),
	}
}

// revisions reads revisions of one notice, in order of publication.
func (i *invocation) revisions(files []string) ([]*notice.Notice, error) {
	list, err := i.Notices(files)
	if err != nil {
		return nil, err
	}
	set, err := i.Set(list, nil, nil, notice.Options{})
	if err != nil {
		return nil, err
	}
	all := set.Revisions()
	for _, n := range all {
		if n.ID != all[0].ID {
			return nil, command.UsageError("the files are revisions of more than one notice; give those of one")
		}
	}
	return all, nil
}
