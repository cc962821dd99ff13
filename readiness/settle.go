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

// countLacks counts for each lack the subjects that are unknown and have it.
func (m *Moment) countLacks(rule int, lacks []lack) []int {
	kind := m.courses[rule].kind
	cells, verdicts := m.survey.kinds[kind], m.verdictsOf(rule)
	total := make([]int, len(lacks))
	if !slices.ContainsFunc(verdicts, func(v Verdict) bool { return v.Result == notice.Unknown }) {
		return total
	}
	var adding sync.Mutex
	m.survey.team.each(len(cells.of), func(from, to int) {
		counts := make([]int, len(lacks))
		for row := from; row < to; row++ {
			cell := int(cells.of[row])
			if verdicts[cell].Result != notice.Unknown || cells.isClosed(cell, m.instant) {
				continue
			}
			for n := range lacks {
				if lacks[n].by(row) {
					counts[n]++
				}
			}
		}
		adding.Lock()
		defer adding.Unlock()
		for n := range counts {
			total[n] += counts[n]
		}
	})
	return total
}
