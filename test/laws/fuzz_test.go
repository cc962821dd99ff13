package laws

import (
	"go/ast"
	"slices"
	"strings"
)

var decodersAreFuzzed = law{
	name: "what decodes outside bytes is fuzzed",
	why:  "a notice, an export or a card that we did not write must give an error, never a panic; only a fuzz target keeps that true",
	breaches: func(t tree) []string {
		fuzzed := make(map[string]bool)
		for _, f := range t.files {
			for _, d := range f.syntax.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && f.isTest() && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Fuzz") {
					fuzzed[f.dir()] = true
				}
			}
		}
		var found []string
		for _, f := range t.files {
			if f.isTest() || fuzzed[f.dir()] {
				continue
			}
			for _, d := range f.syntax.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && decodes(fn) {
					found = append(found, t.breach(fn.Pos(), "%s reads outside bytes and package %s has no fuzz target", fn.Name.Name, f.dir()))
				}
			}
		}
		return found
	},
	broken: []map[string]string{
		{"wire/a.go": `package wire; func ParseFrame(b []byte) error { return nil }`},
		{"fact/a.go": `package fact; func ParseVersion(s string) (int, error) { return 0, nil }`},
		{"server/internal/importing/a.go": `package importing; import "io"; func Read(name string, r io.Reader) error { return nil }`},
		{"fact/a.go": `package fact; type V int; func (v *V) UnmarshalText(b []byte) error { return nil }`},
	},
	kept: []map[string]string{
		{
			"wire/a.go":      `package wire; func Parse(b []byte) error { return nil }`,
			"wire/a_test.go": `package wire; import "testing"; func FuzzParse(f *testing.F) {}`,
		},
		{"wire/a.go": `package wire; type R int; func (R) Read(b []byte) (int, error) { return 0, nil }`},
		{"wire/a.go": `package wire; func Ready(n int) bool { return true }`},
	},
}

// decodes tells by name and parameters whether fn takes outside text or bytes.
func decodes(fn *ast.FuncDecl) bool {
	if fn.Recv != nil {
		return fn.Name.Name == "UnmarshalText" || fn.Name.Name == "UnmarshalJSON" || fn.Name.Name == "UnmarshalBinary"
	}
	named := slices.ContainsFunc([]string{"Parse", "Decode", "Read", "Unmarshal", "Compile"}, func(verb string) bool {
		rest, ok := strings.CutPrefix(fn.Name.Name, verb)
		return ok && (rest == "" || rest[0] >= 'A' && rest[0] <= 'Z')
	})
	return named && slices.ContainsFunc(fn.Type.Params.List, func(field *ast.Field) bool {
		switch typ := field.Type.(type) {
		case *ast.Ident:
			return typ.Name == "string"
		case *ast.ArrayType:
			return typ.Len == nil && isName(typ.Elt, "byte")
		case *ast.SelectorExpr:
			return isName(typ.X, "io") && strings.HasPrefix(typ.Sel.Name, "Reader")
		}
		return false
	})
}
