package timeline

import (
	"slices"
	"sort"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// opening is one expanded window of a block, as far as the stretch it belongs to
// and the days without blocks leave it.
type opening struct {
	from, until time.Time
	window      *notice.Window
	kept        *notice.NoBlockDay // it refuses nobody, because of this day
}

// openingsOf returns the windows in which a phase refuses within a stretch, by
// start. Those of which a day without blocks leaves nothing are returned too,
// with that day.
func openingsOf(n *notice.Notice, s stretch, p *notice.Phase) []opening {
	list := listOf(n, p)
	if list == nil {
		return nil
	}
	free := freeDaysOf(n)
	var out []opening
	for _, span := range list.Spans {
		o := opening{from: span.Start, until: span.End, window: span.Window}
		if o.from.Before(s.from) {
			o.from = s.from
		}
		if !s.until.IsZero() && s.until.Before(o.until) {
			o.until = s.until
		}
		if o.from.Before(o.until) {
			out = append(out, free.without(o)...)
		}
	}
	// What a phase cuts off can put them out of order.
	sortOpenings(out)
	return out
}

func sortOpenings(list []opening) {
	slices.SortStableFunc(list, func(a, b opening) int { return a.from.Compare(b.from) })
}

// listOf returns the windows in which a phase blocks; nil if it needs none.
func listOf(n *notice.Notice, p *notice.Phase) *notice.WindowList {
	if p.Action != notice.Block || p.During == "" {
		return nil
	}
	for _, l := range n.Windows {
		if l.Name == p.During {
			return l
		}
	}
	return nil
}

// refusing leaves out the openings that refuse nobody.
func refusing(list []opening) []opening {
	return slices.DeleteFunc(slices.Clone(list), func(o opening) bool { return o.kept != nil })
}

// freeDay is a day without blocks, from midnight to midnight.
type freeDay struct {
	from, until time.Time
	day         *notice.NoBlockDay
}

// freeDays are in order of their dates, each once.
type freeDays []freeDay

func freeDaysOf(n *notice.Notice) freeDays {
	var out freeDays
	for i := range n.NoBlock {
		d := &n.NoBlock[i]
		from, _ := n.Zone.Start(d.Date)
		until, _ := n.Zone.Start(d.Date.AddDays(1))
		if from.Before(until) { // a day that the zone leaves out has no length
			out = append(out, freeDay{from, until, d})
		}
	}
	slices.SortStableFunc(out, func(a, b freeDay) int { return a.from.Compare(b.from) })
	return slices.CompactFunc(out, func(a, b freeDay) bool { return a.from.Equal(b.from) })
}

// within returns the days that share time with a range; a zero until is without
// end.
func (f freeDays) within(from, until time.Time) freeDays {
	first := sort.Search(len(f), func(i int) bool { return f[i].until.After(from) })
	last := len(f)
	if !until.IsZero() {
		last = sort.Search(len(f), func(i int) bool { return !f[i].from.Before(until) })
	}
	return f[first:max(first, last)]
}

// on returns the day without blocks of a date; nil if it is none.
func (f freeDays) on(d civil.Date) *notice.NoBlockDay {
	i, found := sort.Find(len(f), func(i int) int { return d.Compare(f[i].day.Date) })
	if !found {
		return nil
	}
	return f[i].day
}

// without returns what the days leave of an opening, or the whole of it marked
// with the first of the days that leave nothing.
func (f freeDays) without(o opening) []opening {
	days := f.within(o.from, o.until)
	if len(days) == 0 {
		return []opening{o}
	}
	var out []opening
	rest := o
	for _, d := range days {
		if rest.from.Before(d.from) {
			part := rest
			part.until = d.from
			out = append(out, part)
		}
		rest.from = d.until
	}
	if rest.from.Before(rest.until) {
		out = append(out, rest)
	}
	if len(out) == 0 {
		o.kept = days[0].day
		return []opening{o}
	}
	return out
}
