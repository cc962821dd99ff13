package readiness

import (
	"slices"
	"sort"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// arrivals are the sign-ins to come, judged by one set of notices: each by all
// rules, at its instant, with what is known of its card, device, person,
// application and organisation. Its client and connection are those that it had,
// and seen when it is.
//
// They are not judged one by one: what a rule cannot tell apart is judged once
// (whatif_gate.go).
type arrivals struct {
	survey *Survey
	weeks  *weeks
	rows   *rows // the sign-ins of the weeks, in their order
	cures  *cures
	gates  map[notice.Rule]*gate
	spans  []arrivalSpan // in order, without gaps
	stands []uint32      // by row: who has one number is excused alike; nil: nobody is
	slack  int64         // seconds by which clocks can move what is compared, within a day
}

// arrivalSpan is a time in which the notices ask for the same.
type arrivalSpan struct {
	from, until int64
	at          time.Time
	rules       []notice.Rule // those that ask somebody for something
}

// turnout is how the sign-ins of a leg end.
type turnout struct {
	by    [notice.Block + 1]int // by action
	freed tally                 // of those that are blocked
}

func (t *turnout) add(other *turnout) {
	for action, n := range other.by {
		t.by[action] += n
	}
	t.freed.blocked += other.freed.blocked
	for c, n := range other.freed.freed {
		t.freed.free(cure(c), n)
	}
}

// aWeek is the average of so many weeks. What is not whole counts as one, so that
// nothing that is refused is told as none; what is asked for more is rounded
// first, and the rest is what is left.
func (t *turnout) aWeek(weeks int) *SignInCount {
	blocked := aWeek(t.by[notice.Block], weeks)
	stopped := aWeek(t.by[notice.Block]+t.by[notice.Warn], weeks)
	all := aWeek(t.by[notice.Block]+t.by[notice.Warn]+t.by[notice.Observe], weeks)
	return &SignInCount{Allowed: all - stopped, Warned: stopped - blocked, Blocked: blocked}
}

func aWeek(n, weeks int) int { return (n + weeks - 1) / weeks }

// newArrivals prepares to judge the sign-ins of some weeks in a range.
func newArrivals(s *Survey, w *weeks, c *cures, from, until time.Time) *arrivals {
	own := *s
	own.inventories = own.newRows(notice.Device, s.estate.Software.Inventories()+1)
	a := &arrivals{survey: &own, weeks: w, cures: c, gates: map[notice.Rule]*gate{}, slack: slackOf(s.set)}
	a.rows = a.newRows()
	instants := append([]time.Time{from}, slices.DeleteFunc(s.set.Changes(from, until), from.Equal)...)
	for i, at := range instants {
		span := arrivalSpan{from: notBefore(at), until: notBefore(until), at: at}
		if i+1 < len(instants) {
			span.until = notBefore(instants[i+1])
		}
		for _, r := range s.set.Rules(at) {
			if r.Action(at) == notice.Observe {
				continue
			}
			span.rules = append(span.rules, r)
			if a.gates[r] == nil {
				a.gates[r] = a.newGate(r, at)
			}
		}
		// What blocks comes first: after it a warning makes no difference.
		slices.SortStableFunc(span.rules, func(p, q notice.Rule) int { return int(q.Action(at)) - int(p.Action(at)) })
		a.spans = append(a.spans, span)
	}
	a.stand()
	own.inventories = nil
	a.rows.forget()
	return a
}

// newRows lays the sign-ins out as rules look at them.
func (a *arrivals) newRows() *rows {
	const signIn = notice.Organisation + 1 // not an object, so that each has to be given
	r := &rows{own: signIn, count: len(a.weeks.signIns), team: a.survey.team, strips: map[any]*strip{}}
	in := a.survey.estate.SignIns
	of := func(row int) int { return int(a.weeks.signIns[row]) }
	ifNamed := func(column *estate.Column) rowFinder {
		return func(row int) int32 {
			if column.Number(of(row)) == 0 {
				return none
			}
			return int32(of(row))
		}
	}
	r.find = [...]rowFinder{
		notice.Card:              func(row int) int32 { return in.Card(of(row)) },
		notice.Device:            func(row int) int32 { return in.Device(of(row)) },
		notice.Client:            ifNamed(in.Clients),
		notice.Connection:        ifNamed(in.TLSVersions),
		notice.ApplicationObject: func(row int) int32 { return in.Application(of(row)) },
		notice.Person:            func(row int) int32 { return a.survey.personOf(of(row)) },
		notice.Organisation:      func(row int) int32 { return a.survey.organisationIn(of(row)) },
	}
	return r
}

// organisationIn returns the organisation of a sign-in: that of its device where
// it names none.
func (r *roster) organisationIn(signIn int) int32 {
	if own := r.estate.SignIns.Organisation(signIn); own != none {
		return own
	}
	return rowIn(r.deviceOrganisation, r.estate.SignIns.Device(signIn))
}

// ties are what a sign-in is made of.
func (a *arrivals) ties(row int) ties {
	t, in := untied, a.weeks.signIns[row]
	a.survey.signedIn(&t, int32(in), everyObject)
	t.organisation = a.survey.organisationIn(int(in))
	return t
}

// gather puts together what is wanted of the facts about a sign-in at an instant.
func (a *arrivals) gather(f *notice.Facts, t *ties, at time.Time, w *wanted) {
	f.Reset()
	for o := notice.Card; o <= notice.Organisation; o++ {
		if t.rowOf(o) != none {
			a.survey.gather(f, t, o, w)
			break
		}
	}
	// Somebody who signs in does so for one organisation, so that their others do
	// not count.
	if w.above {
		f.SetWithin(a.survey.above(t, notice.Device))
	}
	if t.client != none {
		f.SeenAt(notice.Client, at)
	}
	if t.connection != none {
		f.SeenAt(notice.Connection, at)
	}
}

// judge counts how the sign-ins of each leg of a range end.
func (a *arrivals) judge(l *legs) []turnout {
	last := l.list[len(l.list)-1]
	var dates []civil.Date
	first, end := a.weeks.zone.Civil(l.list[0].from).Date, a.weeks.zone.Civil(last.until).Date
	for d := first; !end.Before(d); d = d.AddDays(1) {
		dates = append(dates, d)
	}
	parts := make([][]turnout, max(1, int(a.survey.team)))
	n := a.survey.team.share(len(dates), 1, func(part, from, to int) {
		c := &counter{arrivals: a, legs: l, out: make([]turnout, len(l.list)), span: -1}
		for _, d := range dates[from:to] {
			c.day(d)
		}
		parts[part] = c.out
	})
	out := parts[0]
	for _, part := range parts[1:n] {
		for i := range out {
			out[i].add(&part[i])
		}
	}
	return out
}

// counter judges days, one after the other.
type counter struct {
	*arrivals
	legs   *legs
	out    []turnout
	span   int // of the stances
	stance []stance
	facts  notice.Facts
}

// day judges the sign-ins of a day, piece by piece: each in one leg and in a time
// in which the notices ask for the same.
func (c *counter) day(d civil.Date) {
	at, rows := c.weeks.on(d)
	legs := c.legs.list
	begin, end := notBefore(legs[0].from), notBefore(legs[len(legs)-1].until)
	for i := sort.Search(len(at), func(i int) bool { return at[i] >= begin }); i < len(at) && at[i] < end; {
		leg := sort.Search(len(legs), func(n int) bool { return notBefore(legs[n].until) > at[i] })
		span := sort.Search(len(c.spans), func(n int) bool { return c.spans[n].until > at[i] })
		until := min(notBefore(legs[leg].until), c.spans[span].until)
		next := i + sort.Search(len(at)-i, func(n int) bool { return at[i+n] >= until })
		c.piece(span, at[i:next], rows[i:next], &c.out[leg])
		i = next
	}
}

// piece judges sign-ins of one day in a time in which the notices ask for the
// same.
func (c *counter) piece(span int, at []int64, rows []uint32, out *turnout) {
	c.enter(span, at[0], at[len(at)-1])
	for i, row := range rows {
		action, frees := notice.Observe, unblocked
		for n := range c.stance {
			s := &c.stance[n]
			if s.action <= action && s.action < notice.Block || !c.isAbout(s.gate, row) {
				continue
			}
			asks := c.asks(s, int(row), at[i])
			action = max(action, asks)
			if asks == notice.Block {
				frees = frees.and(s.gate.cure)
			}
		}
		out.by[action]++
		if action == notice.Block {
			out.freed.add(frees)
		}
	}
}
