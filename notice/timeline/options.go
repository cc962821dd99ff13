package timeline

import (
	"errors"
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// Options say which part of a timeline is told. The zero Options tell all of
// it, and of no moment.
type Options struct {
	// At has Words begin with what holds at that instant; zero: it does not.
	At time.Time
	// From and Until narrow what is told to a range, half-open. With either of
	// them Words writes an agenda by day. Zero: the first and the last thing
	// that happens, and for a picture some margin.
	From, Until time.Time
	// Today is where SVG draws its line; zero: none.
	Today time.Time
}

var (
	errRange   = errors.New("the range of the timeline ends before it begins; give an until that is later than from")
	errNothing = errors.New("nothing happens on that side of the range; give both from and until")
	errYears   = fmt.Errorf("the range of the timeline leaves the calendar; give years from %d to %d", civil.MinYear, civil.MaxYear)
)

// reach returns the range that is told of.
func (o Options) reach(n *notice.Notice, margin bool) (from, until time.Time, err error) {
	from, until = reachOf(n)
	if margin {
		// What holds at the end goes on: some room shows that, and takes its
		// name.
		length := until.Sub(from)
		from = from.Add(-length / 50)
		until = until.Add(max(length/8, leastMargin))
	}
	if !o.From.IsZero() {
		from = o.From
	}
	if !o.Until.IsZero() {
		until = o.Until
	}
	for _, t := range []time.Time{o.From, o.Until} {
		if year := t.UTC().Year(); !t.IsZero() && (year < civil.MinYear-1 || year > civil.MaxYear+1) {
			return from, until, errYears
		}
	}
	if !from.Before(until) {
		if o.From.IsZero() || o.Until.IsZero() {
			return from, until, errNothing
		}
		return from, until, errRange
	}
	return from, until, nil
}

// leastMargin keeps a notice of one date from being drawn without any width.
const leastMargin = 7 * 24 * time.Hour

// reachOf returns the first and the last instant at which something of a notice
// begins or ends, its publication included.
func reachOf(n *notice.Notice) (first, last time.Time) {
	first = n.Published.Start(n.Zone)
	last = first
	add := func(t time.Time) {
		if t.IsZero() {
			return
		}
		if t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	for _, q := range n.Requirements {
		for _, s := range stretchesOf(n, q) {
			add(s.from)
			add(s.until)
			for _, p := range s.phases {
				for _, o := range openingsOf(n, s, p) {
					add(o.until)
				}
			}
		}
		if q.Due != nil {
			add(q.Due.Date.End(n.Zone))
		}
	}
	for _, s := range n.Services {
		for _, l := range s.Levels {
			add(l.From.Start(n.Zone))
			add(l.Until.Start(n.Zone))
		}
	}
	return first, last
}
