package laws

import (
	"go/ast"
	"slices"
)

var noSilentSkip = law{
	name: "only test/need skips tests",
	why:  "a skip is green though nothing ran; need.Program, need.Python and need.Root skip on a laptop and fail where CI=true",
	breaches: func(t tree) []string {
		var found []string
		for _, f := range t.files {
			if f.dir() == "test/need" {
				continue
			}
			ast.Inspect(f.syntax, func(n ast.Node) bool {
				var params *ast.FieldList
				var body *ast.BlockStmt
				switch n := n.(type) {
				case *ast.FuncDecl:
					params, body = n.Type.Params, n.Body
				case *ast.FuncLit:
					params, body = n.Type.Params, n.Body
				}
				if body != nil {
					found = append(found, skips(t, body, testersOf(params))...)
				}
				return true
			})
		}
		return found
	},
	broken: []map[string]string{
		{"notice/a_test.go": `package notice; import "testing"; func TestA(t *testing.T) { t.Skip("no") }`},
		{"notice/a_test.go": `package notice; import "testing"; func BenchmarkA(b *testing.B) { if true { b.Skipf("no") } }`},
		{"notice/a_test.go": `package notice; import "testing"; func FuzzA(f *testing.F) { f.Fuzz(func(t *testing.T, in string) { t.SkipNow() }) }`},
		{"server/a.go": `package server; import "testing"; func help(tb testing.TB) { tb.Skip() }`},
	},
	kept: []map[string]string{
		{"test/need/need.go": `package need; import "testing"; func f(t testing.TB) { t.Skip() }`},
		// A property that skips discards one case, and rapid fails when it discards too many.
		{"civil/a_test.go": `package civil; import "pgregory.net/rapid"; func f(t *rapid.T) { t.Skip("not a case") }`},
	},
}

// testersOf gives the names of the parameters by which a test can be skipped.
func testersOf(params *ast.FieldList) []string {
	var names []string
	for _, field := range params.List {
		typ := field.Type
		if star, ok := typ.(*ast.StarExpr); ok {
			typ = star.X
		}
		if s, ok := typ.(*ast.SelectorExpr); ok && isName(s.X, "testing") {
			for _, name := range field.Names {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

// skips finds the calls in body that skip by one of testers. A function inside it
// that shadows one of them is visited by itself.
func skips(t tree, body ast.Node, testers []string) []string {
	var found []string
	ast.Inspect(body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && shadows(lit.Type.Params, testers) {
			return false
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if s, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, s.Sel.Name) {
			if id, ok := s.X.(*ast.Ident); ok && slices.Contains(testers, id.Name) {
				found = append(found, t.breach(n.Pos(), "%s.%s", id.Name, s.Sel.Name))
			}
		}
		return true
	})
	return found
}

// shadows tells whether a function with these parameters gives one of the names
// another meaning.
func shadows(params *ast.FieldList, names []string) bool {
	for _, field := range params.List {
		for _, name := range field.Names {
			if slices.Contains(names, name.Name) {
				return true
			}
		}
	}
	return false
}
