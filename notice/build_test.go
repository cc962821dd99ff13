package notice

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// written is a notice with the keys that every notice needs, and the rest.
func written(id string, revision int, published, rest string) string {
	return fmt.Sprintf("language: 1\nnotice: %s\nrevision: %d\npublished: %s\nzone: Europe/London\n%s", id, revision, published, rest)
}

// parsed parses a notice that is to have no errors.
func parsed(t testing.TB, src string) *Notice {
	t.Helper()
	n, problems := Parse("notice.yaml", []byte(src))
	if n == nil {
		t.Fatalf("the notice has errors:\n%s\n%s", lines(problems), src)
	}
	return n
}

// one is a set of one notice, published in June 2025.
func one(t testing.TB, rest string) *Set {
	t.Helper()
	return together(t, Options{}, parsed(t, written("n", 1, "2025-06", rest)))
}

// together is a set that is to have no errors.
func together(t testing.TB, o Options, notices ...*Notice) *Set {
	t.Helper()
	set, problems := NewSet(notices, o)
	if set == nil {
		t.Fatalf("the set has errors:\n%s", lines(problems))
	}
	return set
}

// refused returns what stands against a set.
func refused(t testing.TB, o Options, notices ...*Notice) []string {
	t.Helper()
	set, problems := NewSet(notices, o)
	if (set == nil) != problems.HasErrors() {
		t.Fatalf("a set is %v beside %v", set, problems)
	}
	return stringsOf(problems)
}

func stringsOf(problems Problems) []string {
	var out []string
	for _, p := range problems {
		out = append(out, p.String())
	}
	return out
}

func lines(problems Problems) string { return strings.Join(stringsOf(problems), "\n") }

// asked is one sign-in with its verdict.
type asked struct {
	SignIn
	Verdict
	set *Set
}

// ask judges a sign-in, given without its braces and its instant.
func ask(t testing.TB, set *Set, at, given string) *asked {
	t.Helper()
	a := &asked{set: set}
	line := fmt.Sprintf(`{"at":%q`, at)
	if given != "" {
		line += "," + given
	}
	if err := a.Read([]byte(line+"}"), set.Zone()); err != nil {
		t.Fatalf("reading %s}: %v", line, err)
	}
	if len(a.Rejects) > 0 {
		t.Fatalf("reading %s}: rejects %v", line, a.Rejects)
	}
	set.Judge(&a.Facts, a.Use, a.SignIn.At, &a.Verdict)
	return a
}

// finding is the one of a requirement; nil if it is not judged.
func (a *asked) finding(requirement string) *Finding {
	for i := range a.Findings {
		if a.Findings[i].Requirement.ID == requirement {
			return &a.Findings[i]
		}
	}
	return nil
}

// says is "result action" of each finding, in order.
func (a *asked) says() string {
	var out []string
	for _, f := range a.Findings {
		out = append(out, fmt.Sprintf("%s %s %s", f.Requirement.ID, f.Result, f.Asks))
	}
	return strings.Join(out, ", ")
}

// until is when a finding asks for less, "" if it does not.
func (a *asked) until(f *Finding) string {
	at, ok := a.set.Until(&a.Facts, a.Use, &a.Verdict, f)
	if !ok {
		return ""
	}
	return at.Format(time.RFC3339Nano)
}

func zoneNamed(t testing.TB, name string) *civil.Zone {
	t.Helper()
	z, err := civil.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func exemptionsOf(t testing.TB, entries string) []*Exemption {
	t.Helper()
	list, problems := ParseExemptions("exemptions.yaml", []byte("exemptions:\n"+entries), zoneNamed(t, "Europe/London"))
	if problems.HasErrors() {
		t.Fatal(lines(problems))
	}
	return list
}

func pausesOf(t testing.TB, entries string) []*Pause {
	t.Helper()
	list, problems := ParsePauses("pauses.yaml", []byte("pauses:\n"+entries), zoneNamed(t, "Europe/London"))
	if problems.HasErrors() {
		t.Fatal(lines(problems))
	}
	return list
}
