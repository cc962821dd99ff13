package notices_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// parse reads every shipped notice, in the order of Names.
func parse(t *testing.T) []*notice.Notice {
	t.Helper()
	var all []*notice.Notice
	for _, name := range notices.Names() {
		source, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		n, problems := notice.Parse(name, source)
		for _, p := range problems {
			if p.Severity == notice.Error {
				t.Errorf("%v", p)
			}
		}
		if n != nil {
			all = append(all, n)
		}
	}
	return all
}

func TestAllAreJudgedTogether(t *testing.T) {
	_, problems := notice.NewSet(parse(t), notice.Options{})
	for _, p := range problems {
		t.Errorf("%v", p)
	}
}

func TestFilesAreNamedAfterNoticeAndRevision(t *testing.T) {
	revisions := map[string][]int{}
	for _, n := range parse(t) {
		if want := fmt.Sprintf("%s-r%d.yaml", n.ID, n.Revision); n.File != want {
			t.Errorf("%s holds what belongs in %s", n.File, want)
		}
		revisions[n.ID] = append(revisions[n.ID], n.Revision)
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
	type names struct {
		Kind         string
		Names, Maybe []string
	}
	all := parse(t)
	products, from := map[string]names{}, map[string]string{}
	for _, n := range all {
		for _, p := range n.Catalogue.Products {
			have := names{p.Kind, p.Names, p.Maybe}
			first, ok := products[p.ID]
			if !ok {
				products[p.ID], from[p.ID] = have, n.File
				continue
			}
			if diff := cmp.Diff(first, have); diff != "" {
				t.Errorf("%s in %s and %s (-first +second):\n%s", p.ID, from[p.ID], n.File, diff)
			}
		}
		if len(n.CardTypes) > 0 {
			if diff := cmp.Diff(all[0].CardTypes, n.CardTypes); diff != "" {
				t.Errorf("card-types in %s and %s (-first +second):\n%s", all[0].File, n.File, diff)
			}
		}
	}
}

// Every requirement says what mends it, and tells the person at the screen so
// in one sentence.
func TestRemedies(t *testing.T) {
	for _, n := range parse(t) {
		for _, q := range n.Requirements {
			r := q.Remedy
			if r == nil || r.Do == "" || r.Who == "" || r.Say == "" || r.Tell == "" {
				t.Errorf("%s: %s: the remedy is %+v, and do, who, say and tell are wanted", n.File, q.ID, r)
				continue
			}
			if strings.Count(r.Tell, ".") != 1 || !strings.HasSuffix(r.Tell, ".") {
				t.Errorf("%s: %s: tell is not one sentence: %q", n.File, q.ID, r.Tell)
			}
		}
	}
}

// The service desk sorts by subject, so the subject of a case is the
// publisher's to the letter: the dash is U+2013.
func TestEscalationSubject(t *testing.T) {
	found := 0
	for _, n := range parse(t) {
		for _, q := range n.Requirements {
			if q.ID != "oberthur-middleware" {
				continue
			}
			found++
			if want := "OT Middleware Deployment \u2013 Prescription Signing"; q.Escalate == nil || q.Escalate.Subject != want {
				t.Errorf("%s: escalation %+v, want the subject %q", n.File, q.Escalate, want)
			}
		}
	}
	if found == 0 {
		t.Error("no notice asks for the middleware")
	}
}

// The tests beside the notices hold, and enter every window and every phase
// that can be entered.
func TestCases(t *testing.T) {
	byFile := map[string]*notice.Notice{}
	for _, n := range parse(t) {
		byFile[n.File] = n
	}
	for _, name := range notices.Names() {
		t.Run(name, func(t *testing.T) {
			file := strings.TrimSuffix(name, ".yaml") + "_test.yaml"
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			cases, problems := notice.ParseCases(file, source)
			for _, p := range problems {
				t.Errorf("%v", p)
			}
			if cases == nil {
				return
			}
			judged := []*notice.Notice{byFile[name]}
			for _, other := range cases.Notices {
				judged = append(judged, byFile[other])
			}
			set, problems := notice.NewSet(judged, notice.Options{})
			for _, p := range problems {
				t.Errorf("%v", p)
			}
			report := cases.Run(set, byFile[name])
			for _, p := range report.Failures {
				t.Errorf("%v", p)
			}
			for _, p := range report.Uncovered {
				t.Errorf("%v", p)
			}
		})
	}
}
