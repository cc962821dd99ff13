package laws

import (
	"go/ast"
	"slices"
)

var onlyProgramsExit = law{
	name: "only programs exit",
	why:  "a library that ends the process takes everything that was still to be written with it; return the error",
	breaches: func(t tree) []string {
		var found []string
		for _, f := range t.files {
			if f.syntax.Name.Name == "main" {
				continue
			}
			for imported, names := range map[string][]string{"os": {"Exit"}, "syscall": {"Exit"}, "log": {"Fatal", "Fatalf", "Fatalln"}} {
				name := f.nameOf(imported)
				ast.Inspect(f.syntax, func(n ast.Node) bool {
					if fn, ok := n.(*ast.FuncDecl); ok && f.isTest() && fn.Name.Name == "TestMain" {
						return false // the main of a test binary, which may play the child that is killed
					}
					if s, ok := n.(*ast.SelectorExpr); ok && name != "" && isName(s.X, name) && slices.Contains(names, s.Sel.Name) {
						found = append(found, t.breach(n.Pos(), "%s.%s outside a program", imported, s.Sel.Name))
					}
					return true
				})
			}
		}
		return found
	},
	broken: []map[string]string{
		{"notice/a.go": `package notice; import "os"; func TestMain() { os.Exit(1) }`},
		{"notice/a.go": `package notice; import "os"; func f() { os.Exit(1) }`},
		{"fact/a_test.go": `package fact; import "log"; func f() { log.Fatalf("no") }`},
	},
	kept: []map[string]string{
		{"cmd/lanyard/main.go": `package main; import "os"; func main() { os.Exit(1) }`},
		{"server/a_test.go": `package server; import ("os"; "testing"); func TestMain(m *testing.M) { os.Exit(1) }`},
		{"server/a.go": `package server; import "log"; func f() { log.Print("no") }`},
	},
}
