package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Bare returns a function that evaluates the conditions of a sign-in and does
// nothing else: applies and met of each requirement in force, also where applies
// settles it, and no phases, exemptions or findings. It counts those that hold.
// Judging is measured by it (docs/benchmarks.md); it decides nothing. The set has
// one notice, and the facts are not asked about anything else meanwhile.
func (s *Set) Bare(f *Facts, use string, at time.Time) (run func() int) {
	var conditions []*predicate.Predicate
	t := at.UnixNano()
	for _, h := range s.notices {
		for _, r := range h.at(t).rules {
			if !r.stands(t) || !r.requirement.isAbout(use) {
				continue
			}
			f.At(at, r.notice.Catalogue, r.oldest(f, at))
			if r.requirement.applies != nil {
				conditions = append(conditions, r.requirement.applies)
			}
			conditions = append(conditions, r.requirement.met)
		}
	}
	return predicate.Bare(f, conditions)
}
