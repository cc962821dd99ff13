package gates

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestOneOPA holds the server that is asked to the version of the library that is
// compared elsewhere.
func TestOneOPA(t *testing.T) {
	version := regexp.MustCompile(`github\.com/open-policy-agent/opa (v\S+)`)
	var found []string
	for _, name := range []string{"../go.mod", "opa/go.mod"} {
		src, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		m := version.FindSubmatch(src)
		if m == nil {
			t.Fatalf("%s names no version of OPA", name)
		}
		found = append(found, string(m[1]))
	}
	if found[0] != found[1] {
		t.Errorf("the library is %s, the server %s", found[0], found[1])
	}
}
