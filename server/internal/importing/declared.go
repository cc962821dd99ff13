package importing

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// whole is what somebody says of the lists of software in a file.
type whole int8

const (
	undeclared whole = iota
	complete
	partial
)

// allFiles stands for every list of Intune, Configuration Manager and osquery.
const allFiles = "all"

// declared returns what somebody says of a table: first by its name, then of
// all. Of devices.csv, whose columns are what somebody chose, only by its name.
func (o *Options) declared(table string, of Kind) whole {
	switch named := func(f string) bool { return names(f, table) }; {
	case slices.ContainsFunc(o.Partial, named):
		return partial
	case slices.ContainsFunc(o.Complete, named):
		return complete
	case of == Devices:
		return undeclared
	case slices.Contains(o.Partial, allFiles):
		return partial
	case slices.Contains(o.Complete, allFiles):
		return complete
	}
	return undeclared
}

// names reports whether a file that somebody names is that of a table: with or
// without its folder, an archive or what is in it.
func names(file, table string) bool {
	file, table = strings.ReplaceAll(file, `\`, "/"), strings.ReplaceAll(table, `\`, "/")
	archive, member, _ := strings.Cut(table, "!")
	return file != "" && slices.Contains([]string{table, path.Base(table), archive, path.Base(archive), member}, file)
}

// undeclaredNames tells which names of files were given in vain.
func (i *Importer) undeclaredNames() []string {
	var notes []string
	for _, list := range []struct {
		flag  string
		files []string
	}{{"--complete", i.options.Complete}, {"--partial", i.options.Partial}} {
		for _, f := range list.files {
			if f != allFiles && !slices.ContainsFunc(i.files, func(a placedFile) bool { return names(f, a.Name) }) {
				notes = append(notes, fmt.Sprintf("%s names %s, and no such file was read", list.flag, shorten(f, 100)))
			}
		}
	}
	return notes
}
