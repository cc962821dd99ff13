package laws

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// module is the path by which the tree's packages are imported.
const module = "github.com/lanyard-id/lanyard"

// top is the top of the tree, seen from this package's folder.
const top = "../.."

// file is one parsed Go file. Its path is relative to the top, with slashes.
type file struct {
	path   string
	syntax *ast.File
}

func (f file) dir() string  { return path.Dir(f.path) }
func (f file) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// imports gives the imported paths with their places.
func (f file) imports() map[string]token.Pos {
	found := make(map[string]token.Pos)
	for _, spec := range f.syntax.Imports {
		if name, err := strconv.Unquote(spec.Path.Value); err == nil {
			found[name] = spec.Pos()
		}
	}
	return found
}

// nameOf is the name by which the file calls the imported package whose last
// element is its name; "" if it does not import it.
func (f file) nameOf(imported string) string {
	for _, spec := range f.syntax.Imports {
		if spec.Path.Value != strconv.Quote(imported) {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(imported)
	}
	return ""
}

// tree is every Go file, those of modules of their own (bench) too.
type tree struct {
	fset  *token.FileSet
	files []file
}

// breach words what stands at pos against a law.
func (t tree) breach(pos token.Pos, format string, args ...any) string {
	p := t.fset.Position(pos)
	return fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, fmt.Sprintf(format, args...))
}

// add parses source as the file name. A file that no build includes, such as a
// generator marked ignore, belongs to no package and is left out.
func (t *tree) add(name string, source []byte) error {
	syntax, err := parser.ParseFile(t.fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, group := range syntax.Comments {
		if group.Pos() > syntax.Package {
			break
		}
		for _, c := range group.List {
			if expr, err := constraint.Parse(c.Text); err == nil && !expr.Eval(func(tag string) bool { return tag != "ignore" }) {
				return nil
			}
		}
	}
	t.files = append(t.files, file{name, syntax})
	return nil
}

// load reads the tree that the tests run in.
func load(t *testing.T) tree {
	t.Helper()
	if _, err := os.Stat(filepath.Join(top, "go.mod")); err != nil {
		t.Fatalf("the top of the tree is not where this test expects it: %v", err)
	}
	loaded := tree{fset: token.NewFileSet()}
	for name := range walk(t, ".go") {
		source, err := os.ReadFile(filepath.Join(top, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := loaded.add(name, source); err != nil {
			t.Fatal(err)
		}
	}
	if len(loaded.files) == 0 {
		t.Fatal("no Go file found")
	}
	return loaded
}

// walk yields the paths of the tree's files with the given ending. What is built
// (out), what tests read (testdata) and what is hidden is none of the sources.
func walk(t *testing.T, ending string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		stop := fmt.Errorf("enough")
		err := filepath.WalkDir(top, func(full string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name, err := filepath.Rel(top, full)
			if err != nil {
				return err
			}
			name = filepath.ToSlash(name)
			base := d.Name()
			if d.IsDir() && name != "." && (base == "testdata" || base == "node_modules" || strings.HasPrefix(base, ".") || name == "out") {
				return fs.SkipDir
			}
			if !d.IsDir() && strings.HasSuffix(name, ending) && !yield(name) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			t.Fatal(err)
		}
	}
}

// planted makes a tree of the given sources by path.
func planted(t *testing.T, sources map[string]string) tree {
	t.Helper()
	made := tree{fset: token.NewFileSet()}
	for name, source := range sources {
		if err := made.add(name, []byte(source)); err != nil {
			t.Fatal(err)
		}
	}
	return made
}

// under tells whether an import path or folder is folder or lies below it.
func under(name, folder string) bool {
	return name == folder || strings.HasPrefix(name, folder+"/")
}
