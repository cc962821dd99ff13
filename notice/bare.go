package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Bare returns a function that evaluates the conditions of a sign-in and does
// nothing else: applies and met of each requirement in force, without phases,
// exemptions or findings. It counts those that hold. Judging is measured by it
// (docs/benchmarks.md); it decides nothing.
func (s *Set) Bare(f *Facts, use string, at time.Time) (run func() int) {
	var v Verdict
	s.Judge(f, use, at, &v)
	var conditions []*predicate.Predicate
	for _, finding := range v.Findings {
		q := finding.Requirement
		if q.applies != nil {
			conditions = append(conditions, q.applies)
		}
		if finding.Result != NotApplicable {
			conditions = append(conditions, q.met)
		}
	}
	return predicate.Bare(f, conditions)
}
