package readiness

import (
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// combine makes one verdict of those with each combination, as the requirement
// says: the result that counts, and of those with it what asks for most; with
// combine any what asks for least.
func combine(q *notice.Requirement, verdicts []Verdict) Verdict {
	if len(verdicts) == 1 {
		return verdicts[0]
	}
	results := make([]notice.Result, len(verdicts))
	for i, v := range verdicts {
		results[i] = v.Result
	}
	out := Verdict{Result: q.Combined(results...)}
	first := true
	for _, v := range verdicts {
		switch {
		case v.Result != out.Result:
		case first:
			out.Asks, first = v.Asks, false
		case q.Combine == "any":
			out.Asks = min(out.Asks, v.Asks)
		default:
			out.Asks = max(out.Asks, v.Asks)
		}
	}
	return out
}

// judgeOne judges a subject by itself.
func (s *Survey) judgeOne(rule notice.Rule, subject Subject, at time.Time) Verdict {
	var verdicts []Verdict
	for _, with := range s.Combinations(rule, subject, at) {
		f := findingOf(rule, s.Facts(subject, with), at)
		verdicts = append(verdicts, Verdict{f.Result, f.Asks})
	}
	return combine(rule.Requirement(), verdicts)
}

// findingOf is what a rule finds of facts at an instant.
func findingOf(rule notice.Rule, f *notice.Facts, at time.Time) notice.Finding {
	return rule.Finding(rule.Outcome(f, at), rule.Exempt(f, at), rule.InForce(f, at), rule.Pause(f, at))
}
