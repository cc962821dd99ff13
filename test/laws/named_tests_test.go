package laws

import (
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const namedTestsWhy = "a page that says what holds a promise is believed; a test that was renamed or moved must take the page with it"

var (
	// `folder/a_test.go` (`TestA`, `FuzzB`, perhaps with words between)
	testsOfFile = regexp.MustCompile("`([^`]+_test\\.go)` \\(([^)]*)\\)")
	testName    = regexp.MustCompile("`((?:Test|Fuzz)[A-Z][A-Za-z0-9]*)`")
)

// testsByFile are the tests and fuzz targets of the tree, by the file that holds them.
func testsByFile(t tree) map[string][]string {
	found := make(map[string][]string)
	for _, f := range t.files {
		if !f.isTest() {
			continue
		}
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && testName.MatchString("`"+fn.Name.Name+"`") {
				found[f.path] = append(found[f.path], fn.Name.Name)
			}
		}
	}
	return found
}

// unnamed lists the tests that a page names and that are not there, or not where it
// says.
func unnamed(p page, tests map[string][]string) []string {
	somewhere := make(map[string]bool)
	for _, names := range tests {
		for _, name := range names {
			somewhere[name] = true
		}
	}
	var found []string
	for _, l := range p.prose {
		for _, m := range testsOfFile.FindAllStringSubmatch(l.text, -1) {
			for _, name := range testName.FindAllStringSubmatch(m[2], -1) {
				if !slices.Contains(tests[path.Clean(m[1])], name[1]) {
					found = append(found, m[1]+" has no "+name[1])
				}
			}
		}
		for _, name := range testName.FindAllStringSubmatch(l.text, -1) {
			if !somewhere[name[1]] {
				found = append(found, "there is no "+name[1])
			}
		}
	}
	return found
}

// TestPagesNameTests holds what pages say of tests to the tests.
func TestPagesNameTests(t *testing.T) {
	tests := testsByFile(load(t))
	named := 0
	for _, p := range readPages(t) {
		for _, l := range p.prose {
			named += len(testName.FindAllString(l.text, -1))
		}
		for _, breach := range unnamed(p, tests) {
			t.Errorf("%s: %s\nwhy this is a law: %s", p.path, breach, namedTestsWhy)
		}
	}
	if named < 50 {
		t.Errorf("only %d tests are named on pages: they are not found any more", named)
	}
}

func TestPagesNameTestsCatches(t *testing.T) {
	tests := map[string][]string{"wire/json_test.go": {"TestWithhold", "FuzzReadBundle"}, "mail/mail_test.go": {"TestCompose"}}
	for text, want := range map[string]string{
		"`wire/json_test.go` (`TestWithhold`, `FuzzReadBundle`), `TestCompose`": "",
		"`wire/json_test.go` (`TestWithhold`, words: `TestCompose`)":            "wire/json_test.go has no TestCompose",
		"`wire/json_test.go`: `TestGone`":                                       "there is no TestGone",
		"`mail/mail_test.go` (`FuzzReadBundle`) and `Testing` and `Test`":       "mail/mail_test.go has no FuzzReadBundle",
	} {
		if got := strings.Join(unnamed(parsePage("docs/threats.md", text), tests), "\n"); got != want {
			t.Errorf("%s\ngot %q, want %q", text, got, want)
		}
	}
}
