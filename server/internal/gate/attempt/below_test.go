package attempt_test

import (
	"slices"
	"testing"

	"github.com/lanyard-id/lanyard/extractors"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
)

func TestBelow(t *testing.T) {
	var all []*attempt.Extractor
	for _, f := range extractors.Shipped() {
		e, problems := attempt.Parse(f.Name, f.Source)
		if e == nil {
			t.Fatal(problems)
		}
		all = append(all, e)
	}
	set, err := attempt.New(all)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string][]string{
		"/login":              {"/login/authactivate", "/login/*"},
		"/LOGIN/":             {"/login/authactivate", "/login/*"},
		"/login/authactivate": {"/login/authactivate"},
		"/log":                nil,
		"/help":               nil,
	} {
		if got := set.Below(path); !slices.Equal(got, want) {
			t.Errorf("below %s begin %q; want %q", path, got, want)
		}
	}
}
