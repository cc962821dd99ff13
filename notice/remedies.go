package notice

import (
	"slices"
	"time"
)

// Remedies returns the actions that mend what is judged at an instant, one for
// each do, in the order of the rules. The first remedy with a do is the one that
// is shown; what comes before it is united of all of them, and of what it does
// to people at work the first counts that says it. Remedies without a do are
// left out.
func (s *Set) Remedies(at time.Time) []Remedy {
	var out []Remedy
	for _, r := range s.Rules(at) {
		m := r.Requirement().Remedy
		if m == nil || m.Do == "" {
			continue
		}
		i := slices.IndexFunc(out, func(known Remedy) bool { return known.Do == m.Do })
		if i < 0 {
			i = len(out)
			out = append(out, *m)
			out[i].After = nil
		}
		united := &out[i]
		for _, before := range m.After {
			if !slices.Contains(united.After, before) {
				united.After = append(united.After, before)
			}
		}
		if united.Disruptive == "" {
			united.Disruptive = m.Disruptive
		}
	}
	return out
}
