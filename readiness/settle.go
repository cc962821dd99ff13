package readiness

import (
	"cmp"
	"slices"
	"sync"

	"github.com/lanyard-id/lanyard/notice"
)

// settle tells what evidence is missing where something is unknown, and what
// brings it; a finding that lacks several things counts for each. What is closed
// is left out: nobody needs to know it.
func (m *Moment) settle() []Settle {
	list := []Settle{}
	place := map[lacking]int{}
	for i := range m.rules {
		lacks := m.lacksOf(i)
		counts := m.countLacks(i, lacks)
		for n, lack := range lacks {
			if counts[n] == 0 {
				continue
			}
			at, known := place[lack.lacking]
			if !known {
				at = len(list)
				place[lack.lacking] = at
				list = append(list, Settle{Missing: lack.missing, Do: lack.do})
			}
			list[at].Findings += counts[n]
		}
	}
	slices.SortStableFunc(list, func(a, b Settle) int { return cmp.Compare(b.Findings, a.Findings) })
	return list
}

// countLacks counts for each lack the subjects that are unknown and that it may
// settle: where it alone does, and where nothing does alone.
func (m *Moment) countLacks(rule int, lacks []lack) []int {
	total := make([]int, len(lacks))
	for _, group := range m.groupByLacks(rule, lacks) {
		settles := slices.DeleteFunc(slices.Clone(group.lacks), func(n int) bool { return !m.isSettledBy(rule, group.first, &lacks[n]) })
		if len(settles) == 0 {
			settles = group.lacks
		}
		for _, n := range settles {
			total[n] += group.count
		}
	}
	return total
}

// lackGroup is the unknown subjects of a rule that lack the same.
type lackGroup struct {
	lacks []int // their places
	first int   // one of the subjects
	count int
}

func (m *Moment) groupByLacks(rule int, lacks []lack) map[string]*lackGroup {
	kind := m.courses[rule].kind
	cells, verdicts := m.survey.kinds[kind], m.verdictsOf(rule)
	groups := map[string]*lackGroup{}
	if !slices.ContainsFunc(verdicts, func(v Verdict) bool { return v.Result == notice.Unknown }) {
		return groups
	}
	var adding sync.Mutex
	m.survey.team.each(len(cells.of), func(from, to int) {
		own := map[string]*lackGroup{}
		key := make([]byte, len(lacks))
		for row := from; row < to; row++ {
			cell := int(cells.of[row])
			if verdicts[cell].Result != notice.Unknown || cells.isClosed(cell, m.instant) {
				continue
			}
			for n := range lacks {
				key[n] = 0
				if lacks[n].by(row) {
					key[n] = 1
				}
			}
			if own[string(key)] == nil {
				own[string(key)] = &lackGroup{first: row}
			}
			own[string(key)].count++
		}
		adding.Lock()
		defer adding.Unlock()
		for key, group := range own {
			if all := groups[key]; all != nil {
				all.count += group.count
				all.first = min(all.first, group.first)
				continue
			}
			for n := range lacks {
				if key[n] == 1 {
					group.lacks = append(group.lacks, n)
				}
			}
			groups[key] = group
		}
	})
	return groups
}

// mostTried is with how many combinations of other objects a filling is tried.
const mostTried = 20

// isSettledBy reports whether a subject is no longer unknown once one lack is
// filled in some way.
func (m *Moment) isSettledBy(rule, row int, l *lack) bool {
	c := m.courses[rule]
	subject := Subject{c.kind, row}
	combinations := m.survey.Combinations(c.rule, subject, m.at)
	for _, with := range combinations[:min(len(combinations), mostTried)] {
		if c.rule.Outcome(m.survey.Facts(subject, with), m.at).Result() != notice.Unknown {
			continue
		}
		for _, fill := range l.fillings {
			f := m.survey.Facts(subject, with)
			fill(f)
			if c.rule.Outcome(f, m.at).Result() != notice.Unknown {
				return true
			}
		}
	}
	return false
}
