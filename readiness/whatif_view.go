package readiness

import (
	"cmp"
	"runtime"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// outlookView is a range judged by one set of notices.
type outlookView struct {
	notices  []notice.Edition
	cures    *cures
	legs     []legView
	turnouts []turnout // by leg
	signIns  turnout   // of all
	people   int       // who count
	told     string    // what they are told from
}

// legView is a leg at the worst of its instants.
type legView struct {
	from, at time.Time
	blocking []string
	stops    stops
}

// newTeam is so many goroutines; none: one for each processor.
func newTeam(workers int) team {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return team(workers)
}

// newOutlookView judges the legs by the set with a number.
func newOutlookView(e *estate.Estate, set *notice.Set, number int, l *legs, w *weeks, o *WhatIfOptions) *outlookView {
	var instants []time.Time
	for i := range l.list {
		instants = append(instants, l.list[i].at[number]...)
	}
	s := NewSurvey(e, set, Options{Dormant: o.Dormant, Instants: append([]time.Time{o.Known}, instants...), Workers: o.Workers})
	ways := s.Ways(WaysOptions{End: o.Known, Instants: instants})
	v := &outlookView{cures: newCures(), told: ways.From(), turnouts: make([]turnout, len(l.list))}
	for person := range e.People.Len() {
		if from, until := ways.Of(person); from < until {
			v.people++
		}
	}
	known := s.At(o.Known)
	for i := range l.list {
		leg := &l.list[i]
		view := legView{from: leg.from, at: leg.from, stops: stops{}, blocking: []string{}}
		for n, at := range leg.at[number] {
			found := v.cures.stopsAt(s.At(at), known)
			v.cures.addPeople(found, ways.At(at))
			if n == 0 || found.isWorse(&view.stops) {
				view.at, view.stops, view.blocking = at, *found, requirementsOf(blocking(set, at))
			}
		}
		v.legs = append(v.legs, view)
		v.know(set.Editions(leg.from))
	}
	if w != nil {
		v.turnouts = newArrivals(s, w, v.cures, o.From, o.Until).judge(l)
		for i := range v.turnouts {
			v.signIns.add(&v.turnouts[i])
		}
	}
	return v
}

// know adds revisions that are in force.
func (v *outlookView) know(editions []notice.Edition) {
	for _, n := range editions {
		if !slices.Contains(v.notices, n) {
			v.notices = append(v.notices, n)
		}
	}
}

// isWorse reports whether more is stopped.
func (s *stops) isWorse(than *stops) bool {
	return cmp.Or(
		cmp.Compare(s.people.Stranded, than.people.Stranded), cmp.Compare(s.people.People, than.people.People),
		cmp.Compare(s.devices.blocked+s.clients.blocked+s.cards.blocked, than.devices.blocked+than.clients.blocked+than.cards.blocked),
	) > 0
}

// goesOn reports whether a leg is as an earlier one: what blocks is, from its
// beginning, and what is stopped is as much but for one in a hundred, as cards
// expire and people are gone. The worst of them is told.
func (v *outlookView) goesOn(earlier, leg int) bool {
	a, b := &v.legs[earlier], &v.legs[leg]
	return a.at.Equal(a.from) && b.at.Equal(b.from) && slices.Equal(a.blocking, b.blocking) &&
		slices.EqualFunc(a.stops.counts(), b.stops.counts(), func(m, n int) bool { return (m-n)*100 <= m && (n-m)*100 <= m })
}

// differ reports whether legs that are told together are not quite the same.
func (v *outlookView) differ(first, end int) bool {
	return slices.ContainsFunc(v.legs[first:end], func(l legView) bool { return !slices.Equal(l.stops.counts(), v.legs[first].stops.counts()) })
}

// counts are how much is stopped.
func (s *stops) counts() []int {
	return []int{s.people.Interrupted, s.people.Stranded, s.devices.blocked, s.clients.blocked, s.cards.blocked, s.organisationCount()}
}

func (s *stops) organisationCount() int {
	n := len(s.organisations)
	if s.organisations[none] {
		n--
	}
	return n
}

// tell tells of the legs from one and below another, which are alike.
func (v *outlookView) tell(first, end int, out *Outlook, at func(time.Time) string) OutlookStop {
	l := &v.legs[first]
	var turnout turnout
	for i := first; i < end; i++ {
		turnout.add(&v.turnouts[i])
		if v.legs[i].stops.isWorse(&l.stops) {
			l = &v.legs[i]
		}
	}
	s := OutlookStop{Blocking: l.blocking, Stopped: l.stops.people, Clients: l.stops.clients.blocked, Organisations: l.stops.organisationCount()}
	s.Devices, s.Cards = l.stops.devices.blocked, l.stops.cards.blocked
	s.Working = v.people - s.People
	if !l.at.Equal(v.legs[first].from) {
		s.Worst = at(l.at)
	}
	var saved func(cure) int
	if out.Weeks != nil {
		s.SignIns = turnout.aWeek(out.Weeks.Weeks)
		saved = func(of cure) int { return aWeek(turnout.freed.by(of), out.Weeks.Weeks) }
	}
	s.First = v.cures.first(&l.stops, saved)
	return s
}

// first is the action that frees most: people, or if none are stopped sign-ins, or
// else whatever is; nil if no action alone does.
func (c *cures) first(s *stops, signIns func(cure) int) *OutlookTask {
	var best *OutlookTask
	for i, r := range c.list {
		of := cure(i + 1)
		t := OutlookTask{
			Do: r.Do, Who: r.Who, Say: r.Say,
			Devices: s.devices.by(of), Clients: s.clients.by(of), Cards: s.cards.by(of),
		}
		if int(of) < len(s.helped) {
			t.People = s.helped[of]
		}
		if signIns != nil {
			t.SignIns = signIns(of)
		}
		if best == nil || t.isBetter(best) {
			best = &t
		}
	}
	if best == nil || best.People+best.SignIns+best.Devices+best.Clients+best.Cards == 0 {
		return nil
	}
	return best
}

func (t *OutlookTask) isBetter(than *OutlookTask) bool {
	return cmp.Or(
		cmp.Compare(t.People, than.People), cmp.Compare(t.SignIns, than.SignIns),
		cmp.Compare(t.Devices+t.Clients+t.Cards, than.Devices+than.Clients+than.Cards),
	) > 0
}

// side tells of the whole range.
func (v *outlookView) side(out *Outlook, of func(*OutlookStep) *OutlookStop) OutlookSide {
	side := OutlookSide{Notices: v.notices}
	if out.Weeks != nil {
		side.SignIns = v.signIns.aWeek(out.Weeks.Weeks)
	}
	for i := range out.Steps {
		step := &out.Steps[i]
		if s := of(step); s.isWorse(side.Peak) {
			side.Peak = &OutlookPeak{step.At, step.Until, *s}
		}
	}
	return side
}

// isWorse reports whether more is stopped than in the worst step so far; nil:
// there was none.
func (s *OutlookStop) isWorse(peak *OutlookPeak) bool {
	worst := &OutlookStop{}
	if peak != nil {
		worst = &peak.OutlookStop
	}
	refused := func(s *OutlookStop) int {
		if s.SignIns == nil {
			return 0
		}
		return s.SignIns.Blocked
	}
	return cmp.Or(
		cmp.Compare(s.Stranded, worst.Stranded), cmp.Compare(s.People, worst.People),
		cmp.Compare(s.Devices+s.Clients+s.Cards, worst.Devices+worst.Clients+worst.Cards), cmp.Compare(refused(s), refused(worst)),
	) > 0
}
