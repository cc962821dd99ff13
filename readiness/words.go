package readiness

import "github.com/lanyard-id/lanyard/notice"

// inWords says what decided what a rule finds of a subject: with the first of the
// combinations that it was seen with which has the result that counts.
func (m *Moment) inWords(rule int, subject Subject) string {
	result, _ := m.Result(rule, subject.Row)
	r := m.rules[rule]
	for _, with := range m.survey.Combinations(r, subject, m.at) {
		facts := m.survey.Facts(subject, with)
		if f := findingOf(r, facts, m.at); f.Result == result {
			return m.survey.set.Why(facts, &notice.Verdict{At: m.at}, &f)
		}
	}
	return ""
}
