package main

import (
	"encoding/json"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/revision"
)

func diffCommand() *command {
	return &command{
		name:  "notice diff",
		args:  "OLD NEW [MORE…]",
		short: "Tell what a revision changed, whether it only weakens, and how dates slipped",
		long: `
The first two files are compared; with more, each with the one before it. The
ledger of slips is over all of them, in the order of publication.`,
		run: func(i *invocation) error {
			asJSON := i.flags.Bool("json", false, "print JSON")
			files, err := i.parse()
			if err != nil {
				return err
			}
			if len(files) < 2 {
				return usageError{"two revisions are needed"}
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
				e := json.NewEncoder(i.out)
				e.SetIndent("", "  ")
				return e.Encode(struct {
					Diffs []revision.Diff `json:"diffs"`
					Slips []revision.Slip `json:"slips"`
				}{diffs, slips})
			}
			return revision.WriteWords(i.out, diffs, slips)
		},
	}
}

// revisions reads revisions of one notice, in order of publication.
func (i *invocation) revisions(files []string) ([]*notice.Notice, error) {
	list, err := i.notices(files)
	if err != nil {
		return nil, err
	}
	set, err := i.set(list, nil, nil, notice.Options{})
	if err != nil {
		return nil, err
	}
	all := set.Revisions()
	for _, n := range all {
		if n.ID != all[0].ID {
			return nil, usageError{"the files are revisions of more than one notice; give those of one"}
		}
	}
	return all, nil
}
