package peers

import (
	"fmt"
	"io/fs"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// Lanyard judges by the notice itself, phases, windows and all, in a phase in
// which unmet requirements ask for a warning or a block.
func Lanyard() (Peer, error) {
	const file = "care-identity-2025-r1.yaml"
	source, err := fs.ReadFile(notices.Files(), file)
	if err != nil {
		return Peer{}, fmt.Errorf("reading the notice: %w", err)
	}
	n, problems := notice.Parse(file, source)
	if n == nil {
		return Peer{}, fmt.Errorf("reading the notice: %v", problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		return Peer{}, fmt.Errorf("reading the notice: %v", problems)
	}
	read := func(line []byte, in *notice.SignIn) {
		if err := in.Read(line, set.Zone()); err != nil {
			panic(err)
		}
	}
	judge := func(in *notice.SignIn, v *notice.Verdict) []string {
		set.Judge(&in.Facts, in.Use, in.At, v)
		var unmet []string
		for i := range v.Findings {
			if f := &v.Findings[i]; f.Result == notice.Unmet {
				unmet = append(unmet, f.Requirement.ID)
			}
		}
		return unmet
	}
	var one notice.SignIn
	var verdict notice.Verdict
	return Peer{
		Name: "Lanyard",
		Prepare: func(line []byte) func() []string {
			var in notice.SignIn
			var v notice.Verdict
			read(line, &in)
			return func() []string { return judge(&in, &v) }
		},
		Answer: func(line []byte) []string {
			read(line, &one)
			return judge(&one, &verdict)
		},
	}, nil
}
