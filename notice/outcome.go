package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/fact"
)

// Outcome is what the conditions of a requirement say of a subject, before
// exemptions: applies and met, and nothing else.
type Outcome uint8

// The outcomes. Those before the last have the numbers of their results.
const (
	OutcomeNotApplicable  Outcome = iota // applies is false
	OutcomeMet                           // met is true
	OutcomeUnmet                         // applies is true, met is false
	OutcomeUnknown                       // applies is true, met is unknown
	OutcomeUnknownApplies                // applies is unknown, met is not true; it never asks for more than a warning
)

// Outcomes is how many outcomes there are: they are 0 to Outcomes-1.
const Outcomes = int(OutcomeUnknownApplies) + 1

// Result returns the result of a subject that is not exempt.
func (o Outcome) Result() Result {
	if o == OutcomeUnknownApplies {
		return Unknown
	}
	return Result(o)
}

// String returns the outcome in words.
func (o Outcome) String() string {
	if o == OutcomeUnknownApplies {
		return "unknown whether it applies"
	}
	return o.Result().String()
}

// Outcome judges the conditions for a subject at an instant, for every use. Its
// answer follows from what Reads tells, and is the same for all subjects that
// are alike in that.
func (r Rule) Outcome(f *Facts, at time.Time) Outcome {
	f.At(at, r.rule.notice.Catalogue, r.rule.oldest(f, at))
	return r.rule.requirement.outcome(f)
}

// outcome judges the conditions at the instant that f.At was asked about.
func (q *Requirement) outcome(f *Facts) Outcome {
	applies := q.appliesTo(f)
	if applies == fact.False {
		return OutcomeNotApplicable
	}
	return q.metBy(f, applies)
}

func (q *Requirement) appliesTo(f *Facts) fact.Truth {
	if q.applies == nil {
		return fact.True
	}
	return q.applies.Judge(f)
}

// metBy judges met where applies is not false.
func (q *Requirement) metBy(f *Facts, applies fact.Truth) Outcome {
	met := q.met.Judge(f)
	switch {
	case met == fact.True:
		return OutcomeMet
	case applies == fact.Unknown:
		return OutcomeUnknownApplies
	case met == fact.False:
		return OutcomeUnmet
	}
	return OutcomeUnknown
}
