package laws

import (
	"path"
	"strings"
)

var packageComments = law{
	name: "every package says what it is",
	why:  "a stranger opens the folder first; its comment says what the package decides, its units, errors and sources",
	breaches: func(t tree) []string {
		documented := make(map[string]bool)
		first := make(map[string]file)
		for _, f := range t.files {
			key := f.dir() + " " + strings.TrimSuffix(f.syntax.Name.Name, "_test")
			if _, ok := first[key]; !ok || first[key].path > f.path {
				first[key] = f
			}
			want := "Package " + f.syntax.Name.Name + " "
			if f.syntax.Name.Name == "main" {
				want = "Command " + path.Base(f.dir()) + " "
			}
			if strings.HasPrefix(f.syntax.Doc.Text(), want) && !f.isTest() {
				documented[key] = true
			}
		}
		var found []string
		for key, f := range first {
			if !documented[key] {
				found = append(found, t.breach(f.syntax.Package, "no file of the package begins with its comment: Package NAME …, or Command NAME … for a program"))
			}
		}
		return found
	},
	broken: []map[string]string{
		{"fact/a.go": `package fact`},
		{"fact/a.go": "// Package facts is misnamed.\npackage fact"},
		{"cmd/lanyard/main.go": "// Main runs.\npackage main"},
		{"test/laws/a_test.go": "// Package laws is told only to tests.\npackage laws"},
	},
	kept: []map[string]string{
		{"fact/a.go": "package fact", "fact/doc.go": "// Package fact holds facts.\npackage fact", "fact/a_test.go": "package fact_test"},
		{"cmd/lanyard/main.go": "// Command lanyard checks.\npackage main"},
	},
}
