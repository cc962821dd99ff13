package notice

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

// set draws two revisions of one notice, another notice that may take over,
// exemptions and pauses.
func (p plan) set() (*Set, string) {
	var notices []*Notice
	all := ""
	read := func(src string) {
		n, problems := Parse("notice.yaml", []byte(src))
		if n == nil {
			p.Fatalf("the notice has errors:\n%s\n%s", lines(problems), src)
		}
		all += src + "\n"
		notices = append(notices, n)
	}
	read(p.notice("a", 1, p.one("first published", "2011-01", "2011-01", p.civil("published")), "x", ""))
	if p.chance("second revision") {
		before := notices[0].publishedAt
		at := p.civil("second published")
		read(p.notice("a", 2, at, p.one("second has", "x", "x", "y"), ""))
		if !notices[1].publishedAt.After(before) {
			notices = notices[:1]
		}
	}
	switch p.one("another", "none", "heir", "replaces") {
	case "heir":
		read(p.notice("b", 1, p.civil("heir published"), "x", "supersedes: [{notice: a, requirements: [x]}]\n"))
	case "replaces":
		read(p.notice("b", 1, p.civil("heir published"), "z", "supersedes: [{notice: a, requirements: [x]}]\n"))
	}
	var o Options
	var problems Problems
	excuses := p.exemptions("x", "z")
	if o.Exemptions, problems = ParseExemptions("exemptions.yaml", []byte(excuses), p.zone); problems.HasErrors() {
		p.Fatalf("%s\n%s", lines(problems), excuses)
	}
	pauses := p.pauses()
	if o.Pauses, problems = ParsePauses("pauses.yaml", []byte(pauses), p.zone); problems.HasErrors() {
		p.Fatalf("%s\n%s", lines(problems), pauses)
	}
	all += excuses + pauses
	if p.one("as known", "no", "no", "yes") == "yes" {
		o.AsKnown = p.instant("known at")
	}
	o.Age = rapid.SampledFrom([]time.Duration{0, AnyAge, 12 * time.Hour}).Draw(p.T, "age")
	all += fmt.Sprintf("# as known %v, age %v\n", o.AsKnown, o.Age)
	set, problems := NewSet(notices, o)
	if set == nil {
		p.Fatalf("the set has errors:\n%s\n%s", lines(problems), all)
	}
	return set, all
}

// TestUntil finds the first instant at which a finding asks for less, exactly
// where asking at each of them does.
func TestUntil(t *testing.T) {
	found, none := 0, 0
	draw.Until(t, func() string {
		if found == 0 || none == 0 {
			return fmt.Sprintf("%d findings asked for less at some time, %d never", found, none)
		}
		return ""
	}, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		for i := range 5 {
			line := p.signIn(p.instant(fmt.Sprint("at ", i)))
			var in SignIn
			if err := in.Read([]byte(line), p.zone); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			f, n := checkUntil(t, set, &in, line+"\n"+src)
			found, none = found+f, none+n
		}
	})
}

// checkUntil asks about each finding of a sign-in, and counts those that ask for
// less at some time of the plan and those that do not.
func checkUntil(t *rapid.T, set *Set, in *SignIn, src string) (found, none int) {
	var v, later Verdict
	set.Judge(&in.Facts, in.Use, in.At, &v)
	for i := range v.Findings {
		finding := &v.Findings[i]
		if finding.Asks == Observe {
			if at, ok := set.Until(&in.Facts, in.Use, &v, finding); ok {
				t.Errorf("what asks for nothing asks for less at %v\n%s", at, src)
			}
			continue
		}
		asksAt := func(at time.Time) Action {
			set.Judge(&in.Facts, in.Use, at, &later)
			for _, f := range later.Findings {
				if f.Requirement.ID == finding.Requirement.ID {
					return f.Asks
				}
			}
			return Observe
		}
		var want time.Time
		end := in.At.Add(2 * days4)
		for at := in.At; at.Before(end) && want.IsZero(); at = at.Add(grid) {
			for _, at := range []time.Time{at, at.Add(1)} {
				if at.After(in.At) && asksAt(at) < finding.Asks {
					want = at
					break
				}
			}
		}
		got, ok := set.Until(&in.Facts, in.Use, &v, finding)
		switch {
		case want.IsZero() && (!ok || !got.Before(end)):
			none++
		case !want.IsZero() && ok && got.Equal(want):
			found++
		default:
			t.Errorf("%s of %s asks to %s at %s: until %v %v, want %v\n%s", finding.Requirement.ID, finding.Notice.ID, finding.Asks, in.At, got, ok, want, src)
		}
	}
	return found, none
}
