package readiness

import "github.com/lanyard-id/lanyard/notice"

// course is how the subjects of a kind fare under one rule through the instants
// of a survey.
type course struct {
	*reads
	rule     notice.Rule
	kind     notice.Object
	joined   objectSet // objects that only sign-ins tell of
	instants []int     // of the survey, at which the rule is judged

	// What phases ask for may depend on the organisation alone, or on more of the
	// subject; and on nothing at instants at which each that counts holds everywhere.
	byOrganisation, bySubject bool
	places                    []bool // by instant

	answers [][]answer // by instant: those there are
	fares   [][]uint32 // by instant: the answer of each way to fare
}

// answer is what was found of a subject: one finding, or one of each combination
// that it was seen with. A subject that is judged by itself has the verdict.
type answer struct {
	found   []found
	verdict *Verdict
}

// found is what can be said of a subject before its excuses.
type found struct {
	outcome notice.Outcome
	force   notice.Force // where it depends on the subject; else zero
}

// Verdict is what a rule says of a subject.
type Verdict struct {
	Result notice.Result
	Asks   notice.Action
}

func (s *Survey) newCourse(rule notice.Rule) *course {
	kind, _ := notice.ObjectNamed(rule.Requirement().Of)
	c := &course{rule: rule, kind: kind, places: make([]bool, len(s.instants))}
	c.answers, c.fares = make([][]answer, len(s.instants)), make([][]uint32, len(s.instants))
	where := rule.WhereReads()
	told := []notice.RuleReads{rule.Reads()}
	switch setOf(where.Objects...) {
	case 0:
	case setOf(notice.Organisation):
		c.byOrganisation = true
	default:
		c.bySubject = true
		told = append(told, where)
	}
	c.reads = s.newReads(rule, told...)
	c.joined = c.objects &^ tiedObjects(kind)
	for i, at := range c.at {
		if !at.IsZero() {
			c.instants = append(c.instants, i)
			c.places[i] = rule.Places(at)
		}
	}
	return c
}
