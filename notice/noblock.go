package notice

import (
	"slices"
	"sort"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/text"
)

// NoBlockDay is a day on which blocks warn. A month in the file is each of its
// days.
type NoBlockDay struct {
	Date civil.Date
	Why  string
}

func (r *reader) readNoBlock(n *text.Node) {
	seen := map[civil.Date]bool{}
	for _, d := range items(n) {
		for _, date := range daysOf(r.dayOrMonth(d.Get("date"))) {
			if start, _ := r.n.Zone.Start(date); r.n.Zone.Civil(start).Date != date {
				r.warn(d.Get("date"), "write a day that exists", "%s does not exist in %s", date, r.n.Zone.Name())
			}
			if !seen[date] {
				seen[date] = true
				r.n.NoBlock = append(r.n.NoBlock, NoBlockDay{date, d.Get("why").String()})
			}
		}
	}
	r.n.quiet = r.n.quietStretches()
}

// stretch is a span of instants without a name, half-open.
type stretch struct{ from, until int64 }

// plannedDay is a day without blocks on the time line.
type plannedDay struct {
	date civil.Date
	stretch
}

// plannedDays are the days without blocks in order.
func (n *Notice) plannedDays() []plannedDay {
	var out []plannedDay
	for _, d := range n.NoBlock {
		start, _ := n.Zone.Start(d.Date)
		end, _ := n.Zone.Start(d.Date.AddDays(1))
		out = append(out, plannedDay{d.Date, stretch{start.UnixNano(), end.UnixNano()}})
	}
	slices.SortFunc(out, func(a, b plannedDay) int { return a.date.Compare(b.date) })
	return out
}

// quietStretches are the days without blocks, from midnight to midnight, in
// order; days that follow each other are one stretch.
func (n *Notice) quietStretches() []stretch {
	var out []stretch
	for _, d := range n.plannedDays() {
		switch last := len(out) - 1; {
		case d.until <= d.from: // the zone has no such day
		case last >= 0 && out[last].until == d.from:
			out[last].until = d.until
		default:
			out = append(out, d.stretch)
		}
	}
	return out
}

// quietAfter returns the index of the first stretch without blocks that ends
// after an instant.
func (n *Notice) quietAfter(t int64) int {
	return sort.Search(len(n.quiet), func(i int) bool { return n.quiet[i].until > t })
}

// isQuiet reports whether an instant lies on a day without blocks.
func (n *Notice) isQuiet(t int64) bool {
	i := n.quietAfter(t)
	return i < len(n.quiet) && n.quiet[i].from <= t
}
