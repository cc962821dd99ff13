package extractors_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/extractors"
)

// The folder and what is embedded of it are the same, and each file is named after
// its id.
func TestShipped(t *testing.T) {
	onDisk, err := filepath.Glob("*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range extractors.Shipped() {
		names = append(names, f.Name)
		source, err := os.ReadFile(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(source), string(f.Source)); diff != "" {
			t.Errorf("%s is embedded as something else:\n%s", f.Name, diff)
		}
		if want := "\nextractor: " + strings.TrimSuffix(f.Name, ".yaml") + "\n"; !strings.Contains(string(f.Source), want) {
			t.Errorf("%s has no line %q", f.Name, strings.TrimSpace(want))
		}
	}
	if diff := cmp.Diff(onDisk, names); diff != "" {
		t.Errorf("-folder +embedded:\n%s", diff)
	}
}

// The README's table lists every shipped file.
func TestReadmeListsEveryExtractor(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range extractors.Shipped() {
		if !strings.Contains(string(readme), "| `"+f.Name+"` |") {
			t.Errorf("README.md does not list %s", f.Name)
		}
	}
}
