package server

import (
	"path/filepath"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/readiness"
)

// leaveFolder names files without the folder that they share: an answer is passed
// on, and where its files lay, such as below somebody's name, is nobody's business.
func (e *Estate) leaveFolder() {
	var names []string
	for _, f := range e.account.Files {
		if f.Name != "-" {
			names = append(names, f.Name)
		}
	}
	folder := sharedFolder(names)
	strip := func(name *string) { *name = strings.TrimPrefix(*name, folder) }
	each(e.account.Files, func(f *readiness.File) { strip(&f.Name) })
	each(e.account.Joins, func(j *readiness.Join) { strip(&j.Source) })
	each(e.account.Rejects, func(r *readiness.Reject) { strip(&r.File) })
	each(e.account.Ambiguous, func(a *readiness.Ambiguous) { strip(&a.Source) })
	each(e.estate.Sources, func(s *estate.Source) { strip(&s.Name) })
}

func each[T any](list []T, change func(*T)) {
	for i := range list {
		change(&list[i])
	}
}

// sharedFolder is the longest folder, with its separator, that all files are in;
// "" = there is none.
func sharedFolder(names []string) string {
	if len(names) == 0 {
		return ""
	}
	folder := names[0]
	for _, name := range names {
		// What is behind ! is the name of a member of an archive.
		name, _, _ = strings.Cut(name, "!")
		for !strings.HasPrefix(name, folder) || !strings.HasSuffix(folder, string(filepath.Separator)) {
			cut := strings.LastIndexByte(strings.TrimSuffix(folder, string(filepath.Separator)), filepath.Separator)
			if folder = folder[:cut+1]; folder == "" {
				return ""
			}
		}
	}
	return folder
}
