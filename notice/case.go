package notice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/text"
)

// CaseFile is the tests of a notice: sign-ins and what must come of them.
type CaseFile struct {
	File       string
	Notices    []string // further files, relative to this one
	Exemptions []string
	Pauses     []string
	Cases      []*Case
}

// Case is one sign-in and what must come of it.
type Case struct {
	node     *text.Node
	at       *text.Node
	use      *text.Node
	given    []byte // JSON
	decision *text.Node
	findings []expected
}

type expected struct{ id, result *text.Node }

// ParseCases reads the tests of a notice.
func ParseCases(file string, src []byte) (*CaseFile, Problems) {
	root, problems := text.Parse(file, src)
	if root == nil {
		return nil, problems
	}
	r := &reader{list: &text.Listing{}}
	for _, p := range append(problems, text.Check(root, testsShape)...) {
		r.add(p)
	}
	f := &CaseFile{File: file}
	list := root
	if root.Kind == text.Map {
		f.Notices, f.Exemptions, f.Pauses = texts(root.Get("notices")), texts(root.Get("exemptions")), texts(root.Get("pauses"))
		list = root.Get("cases")
	}
	for _, n := range items(list) {
		f.Cases = append(f.Cases, r.testCase(n))
	}
	if problems = r.list.Problems(); problems.HasErrors() {
		return nil, problems
	}
	return f, problems
}

func (r *reader) testCase(n *text.Node) *Case {
	c := &Case{node: n, at: n.Get("at"), use: n.Get("use"), decision: n.Get("want").Get("decision")}
	if d := c.decision; d != nil && !slices.Contains([]string{"allow", "warn", "block"}, d.Text) {
		r.error(d, "write allow, warn or block", "%s is not a decision", text.Show(d.Text))
	}
	keys, values := entries(n.Get("want").Get("findings"))
	for i, k := range keys {
		if _, ok := parseResult(values[i].Text); !ok {
			r.error(values[i], "write met, unmet, unknown, exempt or not-applicable", "%s is not a result", text.Show(values[i].Text))
		}
		c.findings = append(c.findings, expected{k, values[i]})
	}
	c.given = []byte("{")
	add := func(key string, value *text.Node) {
		if len(c.given) > 1 {
			c.given = append(c.given, ',')
		}
		c.given = append(quote(c.given, key), ':')
		c.given = appendNode(c.given, value)
	}
	for _, key := range []*text.Node{c.at, c.use} {
		if key != nil {
			add(map[*text.Node]string{c.at: "at", c.use: "use"}[key], key)
		}
	}
	keys, values = entries(n.Get("given"))
	for i, k := range keys {
		add(k.Text, values[i])
	}
	c.given = append(c.given, '}')
	return c
}

// appendNode writes a node as JSON; every scalar is its text.
func appendNode(to []byte, n *text.Node) []byte {
	switch n.Kind {
	case text.List:
		to = append(to, '[')
		for i, x := range n.Items {
			to = appendNode(comma(to, i), x)
		}
		return append(to, ']')
	case text.Map:
		keys, values := entries(n)
		to = append(to, '{')
		for i, k := range keys {
			to = append(quote(comma(to, i), k.Text), ':')
			to = appendNode(to, values[i])
		}
		return append(to, '}')
	}
	return quote(to, n.Text)
}

// Report is how the cases of a file went.
type Report struct {
	Cases     int
	Failures  Problems
	Uncovered Problems // phases and windows that no case enters, as warnings
}

// Run judges the cases in a set. Coverage is of main, the notice that the cases
// are about: its phases, and the windows of its blocks, that some case enters
// with an unmet or unknown requirement. What can never be entered in this set is
// not asked for; the checker warns of what never comes into force.
func (f *CaseFile) Run(set *Set, main *Notice) Report {
	report := Report{Cases: len(f.Cases)}
	phases := map[*Phase]bool{}
	windows := map[*Window]bool{}
	for _, c := range f.Cases {
		report.Failures = append(report.Failures, c.run(set, func(finding *Finding, at time.Time) {
			phases[finding.Phase] = true
			for _, w := range finding.openWindows(at) {
				windows[w] = true
			}
		})...)
	}
	possible, open := set.reachable(main)
	for _, q := range main.Requirements {
		for _, p := range q.Phases {
			if possible[p] && !phases[p] {
				report.Uncovered = append(report.Uncovered, p.node.Warning(
					fmt.Sprintf("no case enters phase %s of %s", p.ID, q.ID), "add one that falls short then"))
			}
		}
	}
	for _, l := range main.Windows {
		for _, w := range l.Windows {
			if open[w] && !windows[w] {
				report.Uncovered = append(report.Uncovered, w.node.Warning(
					fmt.Sprintf("no case enters window %s of %s", w.ID, l.Name), "add one that falls short while it is open"))
			}
		}
	}
	report.Uncovered.Sort()
	return report
}

// openWindows returns every window that is open for a finding, where an answer
// names only the one that opened first.
func (f *Finding) openWindows(at time.Time) []*Window {
	if f.Window == nil {
		return nil
	}
	var out []*Window
	t := at.UnixNano()
	for i := range f.Phase.list.Spans {
		s := &f.Phase.list.Spans[i]
		if s.start > t {
			break // they are in order
		}
		if t < s.end {
			out = append(out, s.Window)
		}
	}
	return out
}

func (c *Case) run(set *Set, entered func(*Finding, time.Time)) Problems {
	var in SignIn
	zone := set.Zone()
	if zone == nil {
		zone, _ = civil.LoadZone("UTC")
	}
	if err := in.Read(c.given, zone); err != nil {
		return Problems{c.node.Error(err.Error(), "correct the case")}
	}
	var failures Problems
	for _, reject := range in.Rejects {
		failures = append(failures, c.node.Error(fmt.Sprintf("%s is %q: %s", reject.Key, reject.Value, reject.Error), "correct the case"))
	}
	var v Verdict
	set.Judge(&in.Facts, in.Use, in.At, &v)
	results := map[string]*Finding{}
	for i := range v.Findings {
		finding := &v.Findings[i]
		results[finding.Requirement.ID] = finding
		if finding.Phase != nil && (finding.Result == Unmet || finding.Result == Unknown) {
			entered(finding, v.At)
		}
	}
	if d := c.decision; d != nil && d.Text != v.Decision.Decision() {
		failures = append(failures, d.Error(fmt.Sprintf("the decision is %s, %s was wanted", v.Decision.Decision(), d.Text), "because of "+set.because(&in.Facts, &v)))
	}
	for _, want := range c.findings {
		finding, ok := results[want.id.Text]
		switch {
		case !ok:
			failures = append(failures, want.id.Error(fmt.Sprintf("no requirement %s is in force then", want.id.Text), "name one that is"))
		case finding.Result.String() != want.result.Text:
			mend := "correct the notice or the case"
			if finding.Result != Met {
				mend = set.Why(&in.Facts, &v, finding)
			}
			failures = append(failures, want.result.Error(fmt.Sprintf("%s is %s, %s was wanted", want.id.Text, finding.Result, want.result.Text), mend))
		}
	}
	return failures
}

// because names what a verdict rests on, for somebody who expected another.
func (s *Set) because(f *Facts, v *Verdict) string {
	var out []string
	for i := range v.Findings {
		if finding := &v.Findings[i]; finding.Result == Unmet || finding.Result == Unknown {
			out = append(out, fmt.Sprintf("%s is %s and asks to %s (%s)", finding.Requirement.ID, finding.Result, finding.Asks, s.Why(f, v, finding)))
		}
	}
	if len(out) == 0 {
		return "nothing: every requirement is met, exempt or not-applicable"
	}
	return strings.Join(out, "; ")
}
