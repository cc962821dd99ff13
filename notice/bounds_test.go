package notice

import (
	"fmt"
	"strings"
	"testing"
)

// TestBoundsOfTheWhole refuses conditions that walk long lists, each within its
// bound but not all together.
func TestBoundsOfTheWhole(t *testing.T) {
	var walks strings.Builder
	walks.WriteString("requirements:\n")
	for i := range 30 {
		fmt.Fprintf(&walks, "  - {id: r%d, of: device, met: 'device.applications.all(a, a.protocols.exists(p, p == \"x%d\"))'}\n", i, i)
	}
	for _, test := range []struct{ body, want string }{
		{walks.String(), "may take more than 2000000 steps in all"},
	} {
		n, problems := Parse("n.yaml", []byte("language: 1\nnotice: n\nrevision: 1\npublished: 2025-01\nzone: UTC\n"+test.body))
		errors := 0
		for _, p := range problems {
			if p.Severity == Error {
				errors++
				if !strings.Contains(p.What, test.want) || p.Line == 0 {
					t.Errorf("got %s, want %q", p, test.want)
				}
			}
		}
		if n != nil || errors != 1 {
			t.Errorf("%q: %d errors", test.want, errors)
		}
	}
}

// TestAnswerListsAFewRejects keeps an answer short whatever a line is full of.
func TestAnswerListsAFewRejects(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", "requirements:\n  - {id: series, of: card, met: card.series >= 8}\n"))
	set := together(t, Options{}, n)
	var cells []string
	for i := range 500 {
		cells = append(cells, fmt.Sprintf(`"p%d":"no version"`, i))
	}
	var in SignIn
	if err := in.Read([]byte(`{"at":"2025-07-01T00:00:00Z","device":{"software":{`+strings.Join(cells, ",")+`}}}`), set.Zone()); err != nil {
		t.Fatal(err)
	}
	var v Verdict
	set.Judge(&in.Facts, in.Use, in.At, &v)
	rejects := set.Answer(&in, &v).Rejects
	if len(rejects) != maxRejects+1 || rejects[maxRejects].Error != "480 more values could not be read" {
		t.Errorf("%d rejects, the last %+v", len(rejects), rejects[len(rejects)-1])
	}
	if len(in.Rejects) != 500 {
		t.Errorf("the sign-in has %d rejects", len(in.Rejects))
	}
}
