package notice

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const tested = `requirements:
  - id: x
    of: card
    met: card.series >= 8
    phases:
      - {id: past, from: 2025-01, until: 2025-06, action: warn}
      - {id: covered, from: 2025-06, until: 2025-08, action: warn}
      - {id: asked, from: 2025-06, action: warn}
      - {id: ends, from: 2025-09, action: block, during: w}
      - {id: some, from: 2025-12, action: block, where: organisation.kind == "gp"}
  - {id: y, of: card, use: [sign], met: card.series >= 8}
windows:
  w:
    - {id: early, date: 2025-08-01, from: "10:00", until: "11:00"}
    - {id: one, date: 2025-09-02, from: "10:00", until: "11:00"}
    - {id: two, date: 2025-09-03, from: "10:00", until: "11:00"}
    - {id: hidden, date: 2025-09-03, from: "10:15", until: "10:30"}
  unused:
    - {date: 2025-09-02, from: "10:00", until: "11:00"}
`

// TestCases runs what a file of cases wants, and says what they do not reach: of
// what can be reached at all.
func TestCases(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", tested))
	set := together(t, Options{}, n)
	for _, test := range []struct {
		name, src           string
		failures, uncovered []string
	}{
		{"a list", `
- {at: 2025-06-15T10:00, given: {card: {series: 6}}, want: {decision: warn, findings: {x: unmet}}}
- {at: 2025-09-02T10:30:00+01:00, given: {card: {series: 6}}, want: {decision: block}}
- {at: 2025-09-03T10:30, given: {card: {}}, want: {decision: warn, findings: {x: unknown}}}
- {at: 2025-12-01T10:00, given: {card: {series: 6}, organisation: {kind: gp}}, want: {decision: block}}
`, nil, nil},
		{"a map, and what is met or not applicable", `
cases:
  - {at: 2025-09-02T10:30, given: {card: {series: 8}}, want: {decision: allow, findings: {x: met, y: not-applicable}}}
  - {at: 2025-09-02T10:30, use: sign, given: {card: {series: 8}}, want: {findings: {y: met}}}
  - {at: 2025-09-02T10:30, given: {use: sign, card: {series: 6}}, want: {findings: {y: unmet}}}
`, nil, []string{
			"f:13:9: warning: no case enters phase asked of x; add one that falls short then",
			"f:15:9: warning: no case enters phase some of x; add one that falls short then",
			"f:21:7: warning: no case enters window two of w; add one that falls short while it is open",
		}},
		{"what is wanted in vain", `
- at: 2025-06-15T10:00
  given: {card: {series: 6}}
  want:
    decision: allow
    findings:
      x: met
      q: unmet
- at: 2025-06-15T10:00
  given: {card: {series: 8}}
  want: {decision: block, findings: {x: unmet}}
- at: 2025-06-15T10:00
  want: {decision: allow, findings: {x: unknown}}
`, []string{
			"t:5:15: the decision is warn, allow was wanted; because of x is unmet and asks to warn (…)",
			"t:7:10: x is unmet, met was wanted; …",
			"t:8:7: no requirement q is in force then; name one that is",
			"t:11:20: the decision is allow, block was wanted; because of nothing: every requirement is met, exempt or not-applicable",
			"t:11:41: x is met, unmet was wanted; correct the notice or the case",
		}, []string{
			"f:14:9: warning: no case enters phase ends of x; add one that falls short then",
			"f:15:9: warning: no case enters phase some of x; add one that falls short then",
			"f:20:7: warning: no case enters window one of w; add one that falls short while it is open",
			"f:21:7: warning: no case enters window two of w; add one that falls short while it is open",
		}},
		{"what cannot be read", `
- {at: 2025-06-15T10:00, given: {card: {series: eight, expires: soon}}, want: {decision: warn}}
- {at: 2025-06-15T10:00, use: sign, given: {use: sign}, want: {decision: allow}}
`, []string{
			`t:2:3: card.series is "eight": …; correct the case`,
			`t:2:3: card.expires is "soon": …; correct the case`,
			"t:3:3: the key use stands twice; correct the case",
		}, nil},
	} {
		f, problems := ParseCases("t", []byte(test.src))
		if f == nil {
			t.Errorf("%s: %v", test.name, problems)
			continue
		}
		report := f.Run(set, n)
		if diff := cmp.Diff(test.failures, shortened(report.Failures, test.failures)); diff != "" {
			t.Errorf("%s: failures -want +got:\n%s", test.name, diff)
		}
		if test.uncovered != nil || test.name == "a list" {
			for i := range report.Uncovered {
				report.Uncovered[i].File = "f"
			}
			if diff := cmp.Diff(test.uncovered, stringsOf(report.Uncovered)); diff != "" {
				t.Errorf("%s: not entered -want +got:\n%s", test.name, diff)
			}
		}
		if report.Cases != len(f.Cases) {
			t.Errorf("%s: %d of %d cases", test.name, report.Cases, len(f.Cases))
		}
	}
}

// shortened leaves out of a listing what another has as …
func shortened(problems Problems, like []string) []string {
	var out []string
	for i, got := range stringsOf(problems) {
		if i < len(like) {
			if before, after, ok := strings.Cut(like[i], "…"); ok && strings.HasPrefix(got, before) && strings.HasSuffix(got, after) && len(got) > len(like[i])-len("…") {
				got = like[i]
			}
		}
		out = append(out, got)
	}
	return out
}

// TestCaseEntersEveryOpenWindow credits a case with all windows of the list that
// are open at its instant, not only with the one that opened first.
func TestCaseEntersEveryOpenWindow(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `requirements:
  - {id: x, of: card, met: card.series >= 8, phases: [{id: ends, from: 2025-07, action: block, during: w}]}
windows:
  w:
    - {id: one, date: 2025-07-02, from: "10:00", until: "11:00"}
    - {id: two, date: 2025-07-02, from: "10:30", until: "12:00"}
    - {id: three, date: 2025-07-02, from: "10:45", until: "13:00"}
`))
	set := together(t, Options{}, n)
	for _, test := range []struct{ at, want string }{
		{"10:00", "two three"},
		{"10:30", "three"},
		{"10:50", ""},
		{"11:00", "one"}, // half-open
		{"12:30", "one two"},
		{"13:00", "one two three"},
	} {
		f, problems := ParseCases("t", []byte("- {at: 2025-07-02T"+test.at+", given: {card: {series: 6}}, want: {findings: {x: unmet}}}\n"))
		if f == nil {
			t.Fatal(problems)
		}
		var left []string
		for _, p := range f.Run(set, n).Uncovered {
			if id, ok := strings.CutPrefix(p.What, "no case enters window "); ok {
				left = append(left, strings.TrimSuffix(id, " of w"))
			}
		}
		if got := strings.Join(left, " "); got != test.want {
			t.Errorf("at %s: not entered %q, want %q", test.at, got, test.want)
		}
	}
}

// TestCasesOfRevisions asks only for what the revision decides.
func TestCasesOfRevisions(t *testing.T) {
	first := parsed(t, written("n", 1, "2025-06", "requirements:\n  - {id: x, of: card, met: card.series >= 8, phases: [{id: a, action: warn}, {id: b, from: 2025-08, action: block}]}\n"))
	second := parsed(t, written("n", 2, "2025-07", "requirements:\n  - {id: x, of: card, met: card.series >= 8, phases: [{id: a, until: 2025-07, action: warn}, {id: b, from: 2025-07, action: block}, {id: c, from: 2025-10, action: warn}]}\n"))
	other := parsed(t, written("m", 1, "2025-09", "requirements: []\nsupersedes: [{notice: n, requirements: [x]}]\n"))
	f, problems := ParseCases("t", []byte("[]"))
	if f == nil {
		t.Fatal(problems)
	}
	asks := func(set *Set, n *Notice) string {
		var ids []string
		for _, p := range f.Run(set, n).Uncovered {
			ids = append(ids, strings.Fields(p.What)[4])
		}
		return strings.Join(ids, " ")
	}
	for _, test := range []struct {
		name string
		set  *Set
		n    *Notice
		want string
	}{
		{"one revision", together(t, Options{}, first), first, "a b"},
		{"the first of two", together(t, Options{}, first, second), first, "a"},
		{"the second of two", together(t, Options{}, first, second), second, "b c"},
		{"taken out", together(t, Options{}, second, other), second, "b"},
		{"as known later", together(t, Options{AsKnown: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, first, second), second, "a b c"},
		{"as known before", together(t, Options{AsKnown: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}, first, second), first, ""},
		{"not judged", together(t, Options{}, first), second, ""},
	} {
		if got := asks(test.set, test.n); got != test.want {
			t.Errorf("%s: it asks for %q, want %q", test.name, got, test.want)
		}
	}
}

// TestParseCases lists what is wrong with a file.
func TestParseCases(t *testing.T) {
	for _, test := range []struct {
		src  string
		want []string
	}{
		{"[]\n", nil},
		{"cases: []\nnotices: [a.yaml]\nexemptions: [b]\npauses: [c]\nx-a: b\n", nil},
		{"- {at: 2025-06-15T10:00, want: {decision: deny, findings: {x: bad, y: met}}}\n", []string{
			`t:1:43: "deny" is not a decision; write allow, warn or block`,
			`t:1:63: "bad" is not a result; write met, unmet, unknown, exempt or not-applicable`,
		}},
		{"- {want: {}}\n", []string{"t:1:3: a case needs the key at; add `at:` with an instant"}},
		{"- {at: 2025-06-15, want: {}}\n", []string{`t:1:8: "2025-06-15" is not an instant; write a day and a time, such as 2025-07-08T10:30:00+01:00`}},
		{"- {at: 2025-06-15T10:00}\n", []string{"t:1:3: a case needs the key want; add `want:` with an outcome"}},
		{"- {at: 2025-06-15T10:00, want: {}, given: {crad: {}}}\n", []string{`t:1:44: "crad" is not a key of a sign-in; did you mean card? Keys of your own begin with x-`}},
	} {
		f, problems := ParseCases("t", []byte(test.src))
		if diff := cmp.Diff(test.want, stringsOf(problems)); diff != "" || (f == nil) != (test.want != nil) {
			t.Errorf("%s: -want +got:\n%s", test.src, diff)
		}
	}
	f, _ := ParseCases("t", []byte("cases: []\nnotices: [a.yaml, b.yaml]\nexemptions: [c]\npauses: [d]\n"))
	if diff := cmp.Diff([][]string{{"a.yaml", "b.yaml"}, {"c"}, {"d"}}, [][]string{f.Notices, f.Exemptions, f.Pauses}); diff != "" {
		t.Errorf("further files -want +got:\n%s", diff)
	}
}

// TestKeysOfOnesOwnInCases are left out of what is given.
func TestKeysOfOnesOwnInCases(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", tested))
	f, problems := ParseCases("t", []byte(`
- at: 2025-06-15T10:00
  x-why: to see
  given: {x-a: b, card: {x-b: [c], series: [4, "5"], groups: []}, device: {software: {x-p: d}, applications: [{id: p, x-c: d}]}}
  want: {x-d: e, decision: warn, findings: {x: unmet}}
`))
	if f == nil {
		t.Fatal(problems)
	}
	if failures := f.Run(together(t, Options{}, n), n).Failures; len(failures) > 0 {
		t.Error(lines(failures))
	}
}

func TestKindOf(t *testing.T) {
	for src, want := range map[string]Kind{
		"": KindNotice, "[]": KindCases, "- at: x": KindCases, "cases: []": KindCases, "exemptions: []\ncases: []": KindCases,
		"exemptions: []": KindExemptions, "pauses: []": KindPauses, "notice: n\npauses: {budget: 10d}": KindNotice,
		"language: 1\npauses: {budget: 10d}": KindNotice, "other: 1": KindNotice, "just text": KindNotice, "\xff": KindNotice,
		"exemptions: []\nbroken: [": KindExemptions, strings.Repeat("[", 100): KindNotice,
	} {
		if got := KindOf([]byte(src)); got != want {
			t.Errorf("%.30q is of kind %d, want %d", src, got, want)
		}
	}
}
