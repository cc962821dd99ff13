package notices_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notices"
)

// The folder and what is embedded of it are the same, and each notice has its
// test beside it.
func TestFolder(t *testing.T) {
	onDisk, err := filepath.Glob("*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, name := range notices.Names() {
		want = append(want, name, strings.TrimSuffix(name, ".yaml")+"_test.yaml")
	}
	slices.Sort(want)
	slices.Sort(onDisk)
	if diff := cmp.Diff(want, onDisk); diff != "" {
		t.Errorf("a notice and its test each (-embedded +folder):\n%s", diff)
	}
}

// The README's table lists every shipped file.
func TestReadmeListsEveryNotice(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range notices.Names() {
		if !strings.Contains(string(readme), name) {
			t.Errorf("README.md does not mention %s", name)
		}
	}
}
