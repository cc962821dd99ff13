package readiness

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Earlier is what an earlier report said, to compare a later one with.
type Earlier struct {
	At     time.Time
	Open   map[RuleName][]string // subjects that were unmet or unknown
	Closed map[RuleName][]string // subjects that had been, and were no more
}

// RuleName names a requirement.
type RuleName struct {
	Notice      string // "" = the report does not say
	Requirement string
}

// What a Moved tells.
const (
	MovedNew      = "new"
	MovedClosed   = "closed"
	MovedCameBack = "came-back"
	// MovedClosedBefore is what was closed before the earlier report. It is no
	// change, and listed so that what comes back later is known by it.
	MovedClosedBefore = "closed-before"
)

// Compare fills in what changed since an earlier report. A subject that the
// estate no longer has counts as closed: what became of it is not known here.
func (r *Report) Compare(e *Earlier) {
	c := &Change{Since: e.At.Format(time.RFC3339), List: []Moved{}}
	r.Change = c
	open, closed := e.index(e.Open), e.index(e.Closed)
	for f := range r.Findings {
		rule := RuleName{f.Notice, f.Requirement}
		moved := Moved{Subject: f.Subject, Notice: f.Notice, Requirement: f.Requirement, Result: f.Result.String()}
		switch {
		case open.take(rule, f.Subject):
			c.Same++
			continue
		case closed.take(rule, f.Subject):
			c.CameBack++
			moved.What = MovedCameBack
		default:
			c.New++
			moved.What = MovedNew
		}
		c.add(moved)
	}
	open.rest(func(rule RuleName, subject string) {
		c.Closed++
		c.add(Moved{Subject: subject, Notice: rule.Notice, Requirement: rule.Requirement, What: MovedClosed})
	})
	closed.rest(func(rule RuleName, subject string) {
		c.add(Moved{Subject: subject, Notice: rule.Notice, Requirement: rule.Requirement, What: MovedClosedBefore})
	})
}

func (c *Change) add(m Moved) {
	if len(c.List) < MaxMoved {
		c.List = append(c.List, m)
	}
}

// earlierSubjects finds the subjects of an earlier report.
type earlierSubjects map[RuleName]map[string]struct{}

func (e *Earlier) index(list map[RuleName][]string) earlierSubjects {
	out := earlierSubjects{}
	for rule, subjects := range list {
		out[rule] = make(map[string]struct{}, len(subjects))
		for _, s := range subjects {
			out[rule][s] = struct{}{}
		}
	}
	return out
}

// take reports whether a subject is there, and takes it out. A report that does
// not say of which notice a requirement is means any that has one of its name.
func (x earlierSubjects) take(rule RuleName, subject string) bool {
	for _, name := range []RuleName{rule, {Requirement: rule.Requirement}} {
		if _, ok := x[name][subject]; ok {
			delete(x[name], subject)
			return true
		}
	}
	return false
}

// rest visits what was not taken, in an order that does not change.
func (x earlierSubjects) rest(visit func(RuleName, string)) {
	rules := slices.SortedFunc(maps.Keys(x), func(a, b RuleName) int {
		return cmp.Or(cmp.Compare(a.Notice, b.Notice), cmp.Compare(a.Requirement, b.Requirement))
	})
	for _, rule := range rules {
		for _, subject := range slices.Sorted(maps.Keys(x[rule])) {
			visit(rule, subject)
		}
	}
}
