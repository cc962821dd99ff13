package notice

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Blocks counts the windows in which the phases of the notice block, each as
// often as phases share it: how much there is to tell of it.
func (n *Notice) Blocks() int {
	blocks := 0
	for _, q := range n.Requirements {
		for _, p := range q.Phases {
			if p.list != nil {
				blocks += len(p.list.Spans)
			}
		}
	}
	return blocks
}

// checkBlocks warns of blocks that come as a surprise.
func (r *reader) checkBlocks(q *Requirement) {
	first, always := -1, -1 // the first block, and the first outside of windows
	for i, p := range q.Phases {
		if p.Action != Block {
			continue
		}
		if first < 0 || p.from < q.Phases[first].from {
			first = i
		}
		if p.During == "" && (always < 0 || p.from < q.Phases[always].from) {
			always = i
		}
		if p.During == "" || p.list != nil {
			r.checkNoBlock(q, p)
		}
	}
	if first >= 0 && !slices.ContainsFunc(q.Phases, func(p *Phase) bool {
		return p.Action == Warn && p.from < q.Phases[first].from
	}) {
		r.warn(q.Phases[first].node, "add a phase with action: warn before it", "%s is blocked without a warning before it", q.ID)
	}
	if always >= 0 && q.Due != nil && !q.Due.Date.IsZero() && q.Due.Date.End(r.n.Zone).UnixNano() > q.Phases[always].from {
		r.warn(q.node.Get("due"), "block after it, or during windows", "%s is due after its first block", q.ID)
	}
}

// shownDays is how many days a message lists.
const shownDays = 100

// checkNoBlock lists the days without blocks on which a phase would have
// blocked.
func (r *reader) checkNoBlock(q *Requirement, p *Phase) {
	days := r.quietDays(p.list)
	first := sort.Search(len(days), func(i int) bool { return days[i].until > p.from })
	last := sort.Search(len(days), func(i int) bool { return days[i].from >= p.until })
	days = days[min(first, last):last]
	// Only the first and the last of them can be cut off by the phase.
	inside := func(d plannedDay) bool {
		s := stretch{max(d.from, p.from), min(d.until, p.until)}
		return s.from < s.until && (p.list == nil || p.list.opensIn(s))
	}
	if len(days) > 0 && !inside(days[0]) {
		days = days[1:]
	}
	if len(days) > 0 && !inside(days[len(days)-1]) {
		days = days[:len(days)-1]
	}
	if len(days) == 0 {
		return
	}
	var dates []string
	for _, d := range days[:min(shownDays, len(days))] {
		dates = append(dates, d.date.String())
	}
	list := strings.Join(dates, ", ")
	if more := len(days) - len(dates); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	r.warn(p.node, "leave it if that is meant: on these days it only warns", "%s blocks on days without blocks: %s", q.ID, list)
}

// quietDays are the days without blocks on which a window of the list opens; of
// no list, all of them.
func (r *reader) quietDays(l *WindowList) []plannedDay {
	if r.quiet == nil {
		r.quiet = map[*WindowList][]plannedDay{nil: r.n.plannedDays()}
	}
	all := r.quiet[nil]
	if _, known := r.quiet[l]; !known {
		days := []plannedDay{}
		for i := 0; i+1 < len(l.edges); i++ {
			if l.edges[i].open == nil {
				continue
			}
			from, until := l.edges[i].at, l.edges[i+1].at
			at := sort.Search(len(all), func(i int) bool { return all[i].until > from })
			if last := len(days) - 1; last >= 0 && at < len(all) && all[at] == days[last] {
				at++
			}
			for ; at < len(all) && all[at].from < until; at++ {
				days = append(days, all[at])
			}
		}
		r.quiet[l] = days
	}
	return r.quiet[l]
}
