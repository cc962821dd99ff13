package notice

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// blocking is a notice whose one requirement asks for an action from a day on.
func blocking(t *testing.T, id string, revision int, published, requirement, action, rest string) *Notice {
	return parsed(t, written(id, revision, published, fmt.Sprintf(
		"requirements:\n  - {id: %s, of: card, met: card.series >= 8, phases: [{action: %s}]}\n%s", requirement, action, rest)))
}

// TestRevisions judges each instant by the revision in force then, or all of them
// by the one that was known.
func TestRevisions(t *testing.T) {
	revisions := []*Notice{
		blocking(t, "n", 3, "2025-09", "series", "block", ""),
		blocking(t, "n", 1, "2025-06", "series", "observe", ""),
		blocking(t, "n", 2, "2025-07-15T12:00", "series", "warn", ""),
	}
	for _, test := range []struct{ asKnown, at, want string }{
		{"", "2025-05-31T23:59:59+01:00", "r1 unmet observe"},
		{"", "2025-06-01T00:00:00+01:00", "r1 unmet observe"},
		{"", "2025-07-15T11:59:59+01:00", "r1 unmet observe"},
		{"", "2025-07-15T12:00:00+01:00", "r2 unmet warn"},
		{"", "2025-08-31T23:59:59+01:00", "r2 unmet warn"},
		{"", "2025-09-01T00:00:00+01:00", "r3 unmet block"},
		{"2025-08-01", "2025-07-01T00:00:00+01:00", "r2 unmet warn"},
		{"2025-08-01", "2026-01-01T00:00:00Z", "r2 unmet warn"},
		{"2025-08-01", "2025-05-01T00:00:00+01:00", "r2 unmet observe"},
		{"2025-10-01", "2025-07-01T00:00:00+01:00", "r3 unmet block"},
		{"2025-01-01", "2025-12-01T00:00:00Z", "r1 unmet observe"}, // nothing was published
	} {
		var o Options
		if test.asKnown != "" {
			o.AsKnown, _ = time.Parse(time.DateOnly, test.asKnown)
		}
		set := together(t, o, revisions...)
		a := ask(t, set, test.at, `"card":{"series":6}`)
		got := fmt.Sprintf("r%d %s", set.Editions(a.Verdict.At)[0].Revision, strings.TrimPrefix(a.says(), "series "))
		if got != test.want {
			t.Errorf("at %s as known %q: %s, want %s", test.at, test.asKnown, got, test.want)
		}
	}
}

// TestRevisionOrder refuses what does not follow.
func TestRevisionOrder(t *testing.T) {
	notices := func(revisions ...string) []*Notice {
		var out []*Notice
		for _, r := range revisions {
			var number int
			var published string
			fmt.Sscanf(r, "%d %s", &number, &published)
			n := blocking(t, "n", number, published, "series", "warn", "")
			n.File = fmt.Sprintf("r%d-%s.yaml", number, published)
			out = append(out, n)
		}
		return out
	}
	for _, test := range []struct {
		revisions []string
		want      []string
	}{
		{[]string{"1 2025-06", "2 2025-07", "9 2025-08"}, nil},
		{[]string{"2 2025-06", "1 2025-07"}, []string{"notice.yaml:3:11: revision 1 replaces revision 2, which was published earlier; a later revision has a greater number"}},
		{[]string{"1 2025-06", "1 2025-07"}, []string{"notice.yaml:3:11: revision 1 of n stands in r1-2025-06.yaml too; give each revision a file and a number of its own"}},
		{[]string{"1 2025-06", "2 2025-06-01"}, []string{"notice.yaml:4:12: warning: revisions 1 and 2 are published at one instant, so the earlier is never in force; write the day or the time of day of each"}},
		{[]string{"1 2025-06", "1 2025-06-01"}, []string{"notice.yaml:3:11: revision 1 of n stands in r1-2025-06.yaml too; give each revision a file and a number of its own"}},
		{[]string{"1 2025-06", "3 2025-07", "2 2025-08"}, []string{"notice.yaml:3:11: revision 2 replaces revision 3, which was published earlier; a later revision has a greater number"}},
	} {
		got := refused(t, Options{}, notices(test.revisions...)...)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v: -want +got:\n%s", test.revisions, diff)
		}
		if diff := cmp.Diff(test.want, stringsOf(CheckTogether(notices(test.revisions...)))); diff != "" {
			t.Errorf("%v checked: -want +got:\n%s", test.revisions, diff)
		}
	}
	if set := together(t, Options{}); set.Zone() != nil || len(set.Notices(time.Now())) != 0 {
		t.Error("a set of nothing is something")
	}
}

// TestSupersedes walks what one notice takes out of another.
func TestSupersedes(t *testing.T) {
	a := func(revision int, published string) *Notice {
		return parsed(t, written("a", revision, published, `
requirements:
  - {id: x, of: card, met: card.series >= 8, phases: [{action: block}]}
  - {id: y, of: card, met: card.series >= 8, phases: [{action: warn}]}
`))
	}
	old := a(1, "2025-06")
	heir := blocking(t, "b", 1, "2025-08", "x", "warn", "supersedes: [{notice: a, requirements: [x]}]\n")
	other := blocking(t, "b", 1, "2025-08", "z", "warn", "supersedes: [{notice: a, requirements: [x, y]}]\n")
	gone := blocking(t, "b", 2, "2025-10", "z", "warn", "")
	elsewhere := blocking(t, "b", 1, "2025-08", "z", "warn", "supersedes: [{notice: unknown, requirements: [q]}]\n")
	for _, test := range []struct {
		name, asKnown string
		notices       []*Notice
		at, want      string
	}{
		{"before it is published the other stands", "", []*Notice{old, heir}, "2025-07-31T23:59:59", "x unmet block, y unmet warn"},
		{"from its own publication", "", []*Notice{old, heir}, "2025-08-01T00:00:00", "y unmet warn, x unmet warn"},
		{"in any order of files", "", []*Notice{heir, old}, "2025-08-01T00:00:00", "x unmet warn, y unmet warn"},
		{"under other ids", "", []*Notice{old, other}, "2025-08-01T00:00:00", "z unmet warn"},
		{"before both", "", []*Notice{old, other}, "2025-05-01T00:00:00", "x unmet observe, y unmet observe, z unmet observe"},
		{"every revision of the other", "", []*Notice{old, a(2, "2025-09"), heir}, "2025-09-15T00:00:00", "y unmet warn, x unmet warn"},
		{"while a revision says so", "", []*Notice{old, other, gone}, "2025-09-30T23:59:59", "z unmet warn"},
		{"and not by one that no longer does", "", []*Notice{old, other, gone}, "2025-10-01T00:00:00", "x unmet block, y unmet warn, z unmet warn"},
		{"what was not known takes nothing out", "2025-07-01", []*Notice{old, other}, "2025-12-01T00:00:00", "x unmet block, y unmet warn, z unmet observe"},
		{"and stands in for nothing", "2025-07-01", []*Notice{old, heir}, "2025-12-01T00:00:00", "x unmet block, y unmet warn"},
		{"what was known does", "2025-08-15", []*Notice{old, other, gone}, "2025-12-01T00:00:00", "z unmet warn"},
		{"from its publication, also then", "2025-08-15", []*Notice{old, other, gone}, "2025-07-01T00:00:00", "x unmet block, y unmet warn, z unmet observe"},
		{"a notice that is not judged here", "", []*Notice{old, elsewhere}, "2025-09-01T00:00:00", "x unmet block, y unmet warn, z unmet warn"},
	} {
		var o Options
		if test.asKnown != "" {
			o.AsKnown, _ = time.Parse(time.DateOnly, test.asKnown)
		}
		set := together(t, o, test.notices...)
		if got := ask(t, set, test.at, `"card":{"series":6}`).says(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestSupersedesErrors refuses circles, what is not there, and ids that two
// notices have at one time.
func TestSupersedesErrors(t *testing.T) {
	named := func(id, requirement, published, rest string) *Notice {
		n := blocking(t, id, 1, published, requirement, "warn", rest)
		return n
	}
	for _, test := range []struct {
		name    string
		notices []*Notice
		want    []string
	}{
		{"itself", []*Notice{named("a", "x", "2025-06", "supersedes: [{notice: a, requirements: [x]}]\n")},
			[]string{"notice.yaml:8:23: the notice supersedes itself; name the notice that is replaced"}},
		{"a circle of two", []*Notice{
			named("a", "x", "2025-06", "supersedes: [{notice: b, requirements: [y]}]\n"),
			named("b", "y", "2025-06", "supersedes: [{notice: a, requirements: [x]}]\n"),
		}, []string{"notice.yaml:8:13: notices supersede each other in a circle: a → b → a; remove one of them"}},
		{"a circle of three, said by a second revision", []*Notice{
			named("a", "x", "2025-06", ""),
			blocking(t, "a", 2, "2025-07", "x", "warn", "title: t\nsupersedes: [{notice: b, requirements: [y]}]\n"),
			named("b", "y", "2025-06", "supersedes: [{notice: c, requirements: [z]}]\n"),
			named("c", "z", "2025-06", "supersedes: [{notice: a, requirements: [x]}]\n"),
		}, []string{"notice.yaml:9:13: notices supersede each other in a circle: a → b → c → a; remove one of them"}},
		{"a requirement that is not there", []*Notice{
			named("a", "x", "2025-06", ""),
			named("b", "y", "2025-07", "supersedes: [{notice: a, requirements: [x, q]}]\n"),
		}, []string{"notice.yaml:8:44: notice a has no requirement q; name one of its requirements"}},
		{"the same id twice", []*Notice{named("a", "x", "2025-06", ""), named("b", "x", "2025-07", "")},
			[]string{"notice.yaml:7:10: notice a has a requirement x too; choose another id, or say with supersedes which of the two replaces the other"}},
		{"the same id three times, one of them replaced", []*Notice{
			named("a", "x", "2025-06", ""), named("b", "x", "2025-07", "supersedes: [{notice: a, requirements: [x]}]\n"), named("c", "x", "2025-07", ""),
		}, []string{"notice.yaml:7:10: notice a has a requirement x too; choose another id, or say with supersedes which of the two replaces the other",
			"notice.yaml:7:10: notice b has a requirement x too; choose another id, or say with supersedes which of the two replaces the other"}},
		{"replaced too late", []*Notice{
			named("a", "x", "2025-06", ""), named("b", "x", "2025-07", ""),
			blocking(t, "b", 2, "2025-09", "x", "warn", "supersedes: [{notice: a, requirements: [x]}]\n"),
		}, []string{"notice.yaml:7:10: notice a has a requirement x too; choose another id, or say with supersedes which of the two replaces the other"}},
		{"a chain is none", []*Notice{
			named("a", "x", "2025-06", ""),
			named("b", "x", "2025-07", "supersedes: [{notice: a, requirements: [x]}]\n"),
			named("c", "x", "2025-08", "supersedes: [{notice: b, requirements: [x]}, {notice: a, requirements: [x]}]\n"),
		}, nil},
	} {
		got := refused(t, Options{}, test.notices...)
		slices.Sort(got)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
	}
}

// TestSupersedesChain hands a requirement from notice to notice under one id.
func TestSupersedesChain(t *testing.T) {
	set := together(t, Options{},
		blocking(t, "a", 1, "2025-06", "x", "block", ""),
		blocking(t, "b", 1, "2025-07", "x", "warn", "supersedes: [{notice: a, requirements: [x]}]\n"),
		blocking(t, "c", 1, "2025-08", "x", "observe", "supersedes: [{notice: b, requirements: [x]}]\n"),
	)
	// c took x out of b, and b still takes it out of a.
	for at, want := range map[string]string{"2025-06-15T12:00": "block", "2025-07-15T12:00": "warn", "2025-08-15T12:00": "observe"} {
		a := ask(t, set, at, `"card":{"series":6}`)
		if len(a.Findings) != 1 || a.Findings[0].Asks.String() != want {
			t.Errorf("at %s: %s, want %s", at, a.says(), want)
		}
	}
}
