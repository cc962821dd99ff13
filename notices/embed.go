// Package notices holds the notices that Lanyard ships, as data: what NHS England has asked of smartcards,
// middleware, Identity Agents and connections since 2021, one revision a file.
//
// The files are written in the notice language and read by whoever embeds them; this package neither parses nor
// judges. README.md beside it says what each notice holds, where it comes from and what in it is this project's own
// invention. The tests of the notices (NAME_test.yaml) are not part of the program.
package notices

import (
	"embed"
	"io/fs"
)

// The pattern is the law for names: ID-rN.yaml, so that ID-rN_test.yaml stays outside.
//
//go:embed *-r[0-9].yaml
var files embed.FS

// Files is the folder of shipped notices, read-only and flat: every revision of every notice, each a file named
// ID-rN.yaml after its id and revision.
func Files() fs.FS { return files }

// Names lists the files in Files in lexical order, so that the revisions of one notice stand together, oldest first.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("notices: the embedded folder cannot be read: " + err.Error()) // the root of an embed.FS always can
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}
