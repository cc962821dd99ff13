package notices_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/lanyard-id/lanyard/notices"
)

// shipped is as much of a notice as these tests compare; whether a notice is
// one is for the notice language's own checker.
type shipped struct {
	Notice       string
	Revision     int
	Requirements []struct {
		ID     string
		Remedy struct{ Do, Who, Say, Tell string }
		// Escalate is only in the notice of June 2025.
		Escalate struct{ Subject string }
	}
	Catalogue map[string]struct {
		Kind  string
		Names []string
		Maybe []string
	}
	CardTypes map[string][]int `yaml:"card-types"`
}

func read(t *testing.T) map[string]shipped {
	t.Helper()
	all := map[string]shipped{}
	for _, name := range notices.Names() {
		data, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		var n shipped
		if err := yaml.Unmarshal(data, &n); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = n
	}
	return all
}

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

func TestFilesAreNamedAfterNoticeAndRevision(t *testing.T) {
	revisions := map[string][]int{}
	for name, n := range read(t) {
		if want := fmt.Sprintf("%s-r%d.yaml", n.Notice, n.Revision); name != want {
			t.Errorf("%s holds what belongs in %s", name, want)
		}
		revisions[n.Notice] = append(revisions[n.Notice], n.Revision)
	}
	for id, have := range revisions {
		slices.Sort(have)
		for i, r := range have {
			if r != i+1 {
				t.Errorf("%s has revisions %v: one is missing", id, have)
			}
		}
	}
}

// A product is found under the same names whichever notice asks, and a type of
// card is of the same series; otherwise two notices would see two estates.
func TestNoticesAgreeOnProductsAndCards(t *testing.T) {
	all := read(t)
	for _, name := range notices.Names() {
		for _, other := range notices.Names() {
			if other <= name {
				continue
			}
			a, b := all[name], all[other]
			for id, product := range a.Catalogue {
				if same, ok := b.Catalogue[id]; ok {
					if diff := cmp.Diff(product, same); diff != "" {
						t.Errorf("%s in %s and %s (-first +second):\n%s", id, name, other, diff)
					}
				}
			}
			if a.CardTypes != nil && b.CardTypes != nil {
				if diff := cmp.Diff(a.CardTypes, b.CardTypes); diff != "" {
					t.Errorf("card-types in %s and %s (-first +second):\n%s", name, other, diff)
				}
			}
		}
	}
}

// Every requirement says what mends it, and tells the person at the screen so
// in one sentence.
func TestRemedies(t *testing.T) {
	for name, n := range read(t) {
		for _, r := range n.Requirements {
			if r.Remedy.Do == "" || r.Remedy.Who == "" || r.Remedy.Say == "" || r.Remedy.Tell == "" {
				t.Errorf("%s: %s: the remedy is %+v, and do, who, say and tell are wanted", name, r.ID, r.Remedy)
			}
			if tell := r.Remedy.Tell; strings.Count(tell, ".") != 1 || !strings.HasSuffix(tell, ".") {
				t.Errorf("%s: %s: tell is not one sentence: %q", name, r.ID, tell)
			}
		}
	}
}

// The service desk sorts by subject, so the subject of a case is the
// publisher's to the letter: the dash is U+2013.
func TestEscalationSubject(t *testing.T) {
	found := 0
	for name, n := range read(t) {
		for _, r := range n.Requirements {
			if r.ID != "oberthur-middleware" {
				continue
			}
			found++
			if want := "OT Middleware Deployment \u2013 Prescription Signing"; r.Escalate.Subject != want {
				t.Errorf("%s: subject %q, want %q", name, r.Escalate.Subject, want)
			}
		}
	}
	if found == 0 {
		t.Error("no notice asks for the middleware")
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
