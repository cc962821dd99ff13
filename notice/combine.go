package notice

import "slices"

// The order in which results count where one subject has several: with every
// the worst, with any the best. An excuse counts as a little less than what it
// stands for, so that a subject is not told to be met by an excuse.
var (
	combineEvery = []Result{Unmet, Unknown, Exempt, Met, NotApplicable}
	combineAny   = []Result{Met, Exempt, Unknown, Unmet, NotApplicable}
)

// Combined makes one result of those that a subject has with each combination of
// other objects that was seen with it, as the requirement's combine says; of
// none, not-applicable. It is always one of them else.
func (q *Requirement) Combined(results ...Result) Result {
	order := combineEvery
	if q.Combine == "any" {
		order = combineAny
	}
	for _, r := range order {
		if slices.Contains(results, r) {
			return r
		}
	}
	return NotApplicable
}
