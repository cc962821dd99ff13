package predicate

import (
	"time"

	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// Cuts calls visit with every instant at which the answer may change for these
// facts because time passes: never too few, sometimes more than needed. What
// changes because facts grow old or a catalogue moves on is for those who know
// the ages and the catalogue.
func (p *Predicate) Cuts(f *Facts, visit func(time.Time)) {
	both := func(t time.Time) {
		visit(t)
		visit(t.Add(1)) // < changes at the instant, <= just after it
	}
	for i := range p.Footprint.Times {
		p.cutsOf(f, &p.Footprint.Times[i], both)
	}
}

// FixedCuts calls visit with every instant at which the answer may change
// because time passes, whatever the facts are: those at which a comparison of
// now with a date begins or ceases to hold. One may come twice.
func (p *Predicate) FixedCuts(visit func(time.Time)) {
	for _, c := range p.times {
		if c.Left.Base == BaseFact || c.Right.Base == BaseFact {
			continue
		}
		holds := func(now time.Time) bool {
			return c.holds(c.Left.when(now, p.zone).Compare(c.Right.when(now, p.zone)))
		}
		changes := func(t time.Time) {
			if holds(t) != holds(t.Add(-1)) {
				visit(t)
			}
		}
		p.cutsOf(nil, &c.TimeComparison, func(t time.Time) {
			changes(t)
			changes(t.Add(1))
		})
	}
}

// cutsOf visits the instants at or just after which a comparison may change. f
// is only asked where one side of it is a fact.
func (p *Predicate) cutsOf(f *Facts, c *TimeComparison, both func(time.Time)) {
	left, right := &c.Left, &c.Right
	switch {
	case left.moves() && right.moves():
		p.driftCuts(left, both)
		p.driftCuts(right, both)
	case left.moves():
		p.passingCuts(f, left, right, both)
	case right.moves():
		p.passingCuts(f, right, left, both)
	}
}

// TimeCuts calls visit with the instants that an attribute is compared with when
// the condition is judged at an instant: all that its value is asked is whether
// it is before, at or after each of them. One may come twice.
func (p *Predicate) TimeCuts(attribute fact.Attribute, now time.Time, visit func(time.Time)) {
	for i := range p.Footprint.Times {
		fixed, other := &p.Footprint.Times[i].Left, &p.Footprint.Times[i].Right
		if other.Base != BaseFact {
			fixed, other = other, fixed
		}
		if other.Base == BaseFact && other.Slot == attribute.Slot {
			visit(fixed.when(now, p.zone).Add(-other.Offset))
		}
	}
}

// passingCuts finds the instants at which a moving term passes a fixed one; of
// a fact known in part, each of its possible values. A fact too old to count
// now is not too old at every instant, so ages do not matter here.
func (p *Predicate) passingCuts(f *Facts, moving, fixed *Term, both func(time.Time)) {
	pass := func(at time.Time) {
		at = at.Add(fixed.Offset - moving.Offset)
		if moving.Base == BaseNow {
			both(at)
			return
		}
		p.inDaysCuts(moving.Days, at, both)
	}
	switch fixed.Base {
	case BaseFact:
		for _, v := range f.possible(fixed.Slot) {
			if t, ok := v.(types.Timestamp); ok {
				pass(t.Time)
			}
		}
	case BaseDate:
		pass(fixed.Point.Start(p.zone))
	case BaseFixed:
		pass(fixed.Fixed)
	}
}

// A day is the longest that clocks were ever moved by: the zones that crossed
// the date line.
const longestShift = 24 * time.Hour

// inDaysCuts finds the instants at which in_days passes an instant. Where no
// clock changes, in_days runs as fast as now, and passes it once. It jumps where
// a clock changes today, or did between the same times on the day it tells; it
// may jump over the instant, and back over it.
func (p *Predicate) inDaysCuts(days int, at time.Time, both func(time.Time)) {
	there := p.zone.Civil(at)
	for _, t := range p.instantsOf(there.AddDays(-days)) {
		both(t)
	}
	const near = 2 * longestShift
	for _, tr := range p.zone.Transitions(at.Add(-near), at.Add(near)) {
		p.jumps(tr, days, both)
		// A time that the clocks skip there is moved behind the gap, so that
		// what lies behind it is told twice.
		skipped := civilAt(at, tr.OffsetBefore)
		for _, t := range p.instantsOf(skipped.AddDays(-days)) {
			both(t)
		}
	}
	today, _ := p.zone.At(there.AddDays(-days))
	for _, tr := range p.zone.Transitions(today.Add(-near), today.Add(near)) {
		both(tr.At)
	}
}

// driftCuts finds the instants at which a moving term changes its distance from
// now, which only in_days does.
func (p *Predicate) driftCuts(moving *Term, both func(time.Time)) {
	if moving.Base != BaseInDays {
		return
	}
	for _, tr := range p.zone.Transitions(time.Unix(0, 0).UTC(), farFuture) {
		both(tr.At)
		p.jumps(tr, moving.Days, both)
	}
}

// farFuture lies behind every transition that a zone tells.
var farFuture = time.Date(civil.MaxYear+10, 1, 1, 0, 0, 0, 0, time.UTC)

// jumps visits the instants from which in_days tells a time where a clock
// changes: the civil times at which the change begins and ends.
func (p *Predicate) jumps(tr civil.Transition, days int, both func(time.Time)) {
	for _, offset := range []int{tr.OffsetBefore, tr.OffsetAfter} {
		edge := civilAt(tr.At, offset)
		for _, t := range p.instantsOf(edge.AddDays(-days)) {
			both(t)
		}
	}
}

// instantsOf returns the instants of a civil time: two where clocks went back.
func (p *Predicate) instantsOf(dt civil.DateTime) []time.Time {
	first, how := p.zone.At(dt)
	out := []time.Time{first}
	if how != civil.Fold {
		return out
	}
	for _, tr := range p.zone.Transitions(first, first.Add(longestShift+1)) {
		again := first.Add(time.Duration(tr.OffsetBefore-tr.OffsetAfter) * time.Second)
		if p.zone.Civil(again) == dt {
			out = append(out, again)
		}
	}
	return out
}

// civilAt is the civil time of an instant at an offset in seconds east of UTC.
func civilAt(t time.Time, offset int) civil.DateTime {
	t = t.UTC().Add(time.Duration(offset) * time.Second)
	var dt civil.DateTime
	dt.Year, dt.Month, dt.Day = t.Date()
	dt.Hour, dt.Minute, dt.Second = t.Clock()
	dt.Nanosecond = t.Nanosecond()
	return dt
}
