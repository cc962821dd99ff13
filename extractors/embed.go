// Package extractors holds the extractors that Lanyard ships, as data: which requests begin a sign-in, and where what
// they claim of people, cards and devices stands.
//
// The files are written in the extractor language (docs/extractors.md) and read by the gate; this package does not
// parse them. README.md beside it says what each of them knows, and where that comes from.
package extractors

import "embed"

//go:embed *.yaml
var files embed.FS

// File is one shipped extractor.
type File struct {
	Name   string // such as openid.yaml
	Source []byte // in the extractor language
}

// Shipped returns the shipped extractors in the order in which they count: of two that know a request the first does.
// The order is that of their names.
func Shipped() []File {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic("extractors: the embedded folder cannot be read: " + err.Error()) // the root of an embed.FS always can
	}
	all := make([]File, len(entries))
	for i, e := range entries {
		source, err := files.ReadFile(e.Name())
		if err != nil {
			panic("extractors: " + err.Error()) // ReadDir has just named it
		}
		all[i] = File{e.Name(), source}
	}
	return all
}
