package timeline

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// event is one line of an agenda.
type event struct {
	at    time.Time
	order int // of events at one instant
	when  string
	words string
}

// The orders: what begins stands before what happens in it, what ends a day last.
const (
	orderDay = iota
	orderPhase
	orderWindow
	orderDue
)

// whenWide is how wide the times of an agenda are.
const whenWide = 16

// agenda tells what happens in a range, day by day.
func (t *teller) agenda(from, until time.Time) {
	t.section(capital(t.c.stretch(from, until)))
	t.paragraph(0, "Warned or refused are those who fall short of the requirement that is named.")
	t.blank()
	t.paragraph(0, "At the beginning:")
	for i, q := range t.n.Requirements {
		now, _ := t.n.StandingAt(q, from)
		words := t.state(now)
		if now.Phase == nil {
			words = nothing
		}
		if now.Places {
			words += ", in some places only"
		}
		words = capital(affected(q)) + " " + strings.TrimPrefix(words, "they ")
		t.item(0, fmt.Sprintf("%2d. ", i+1), title(q)+". "+words+".")
	}
	events := t.events(from, until)
	if len(events) == 0 {
		t.blank()
		t.paragraph(0, "Nothing changes in this time.")
		return
	}
	var today civil.Date
	for _, e := range events {
		if d := t.c.date(e.at); d != today {
			today = d
			t.blank()
			t.paragraph(0, day(d))
		}
		t.column(2, whenWide, e.when, e.words)
	}
}

// events gathers what happens in a range, in order.
func (t *teller) events(from, until time.Time) []event {
	var out []event
	within := func(at time.Time) bool { return !at.Before(from) && at.Before(until) }
	if at := t.n.Published.Start(t.n.Zone); within(at) {
		out = append(out, event{at, orderDay, t.c.clock(at), "This revision is published."})
	}
	for _, f := range t.free.within(from, until) {
		at := f.from
		if at.Before(from) {
			at = from
		}
		out = append(out, event{at, orderDay, "all day", "Nobody is refused" + because(f.day) + "."})
	}
	for _, s := range t.n.Services {
		for _, c := range levelsOf(t.n, s) {
			if !c.from.IsZero() && within(c.from) {
				out = append(out, event{c.from, orderDay, t.c.clock(c.from), fmt.Sprintf("%s: %s from now on.", serviceName(s), levelName(c.level))})
			}
		}
	}
	for _, q := range t.n.Requirements {
		stretches := stretchesOf(t.n, q)
		for i, s := range stretches {
			if !s.overlaps(from, until) {
				continue
			}
			var before stretch
			if i > 0 {
				before = stretches[i-1]
			}
			if !s.from.IsZero() && within(s.from) {
				out = append(out, event{s.from, orderPhase, t.c.clock(s.from), title(q) + ": " + begins(before, s) + "."})
			}
			for _, p := range s.phases {
				out = append(out, t.windowEvents(q, s, p, from, until)...)
			}
		}
		if q.Due == nil || q.Due.Date.IsZero() {
			continue
		}
		if last := q.Due.Date.End(t.n.Zone).Add(-time.Nanosecond); within(last) {
			when := "end of day"
			if q.Due.Date.Precision() == civil.ToTime {
				when = t.c.clock(q.Due.Date.Start(t.n.Zone))
			}
			out = append(out, event{last, orderDue, when, title(q) + ": due."})
		}
	}
	slices.SortStableFunc(out, func(a, b event) int {
		if a.at.Equal(b.at) {
			return a.order - b.order
		}
		return a.at.Compare(b.at)
	})
	return out
}

// begins says what is new in a stretch, after the one before it.
func begins(before, s stretch) string {
	if len(s.phases) == 0 {
		return "nothing is asked any more"
	}
	var parts []string
	for i, p := range s.phases {
		if !slices.Contains(before.phases, p) {
			parts = append(parts, laneWords(p, i)+" from now on (phase "+clean(p.ID)+")")
		}
	}
	if len(parts) == 0 { // what went before was only taken away
		for i, p := range s.phases {
			parts = append(parts, laneWords(p, i)+" from now on (phase "+clean(p.ID)+")")
		}
	}
	return strings.Join(parts, "; ")
}

// windowEvents makes one event of the openings that one window has on one day.
func (t *teller) windowEvents(q *notice.Requirement, s stretch, p *notice.Phase, from, until time.Time) []event {
	var out []event
	openings := slices.DeleteFunc(openingsOf(t.n, s, p), func(o opening) bool {
		return o.kept != nil || !o.until.After(from) || !o.from.Before(until)
	})
	for _, group := range byWindow(openings) {
		for i := 0; i < len(group); {
			first := group[i]
			d := t.c.date(first.from)
			var times []clockSpan
			for ; i < len(group) && t.c.date(group[i].from) == d; i++ {
				times = append(times, t.c.clockSpan(group[i].from, group[i].until))
			}
			e := event{at: first.from, order: orderWindow, when: short(times)}
			if e.at.Before(from) {
				e.at = from // it began on a day that is not told of
				e.when = t.c.end(first.until)
				if t.c.date(first.until) == t.c.date(from) {
					e.when = "until " + t.c.clock(first.until)
				}
			}
			words := "refused"
			if len(times) > 1 {
				words += timesOfDay(times)
			}
			if p.WhereSource() != "" {
				words += " in some places"
			}
			e.words = fmt.Sprintf("%s: %s (window %s).", title(q), words, clean(first.window.ID))
			out = append(out, e)
		}
	}
	return out
}

// short is the first and the last time of the spans of a day.
func short(times []clockSpan) string {
	s := clockSpan{times[0].from, times[len(times)-1].until, times[len(times)-1].overnight}
	switch {
	case s.from == "00:00" && s.until == "24:00":
		return "all day"
	case s.overnight:
		return s.from + " to " + s.until + " the next day"
	}
	return s.from + " to " + s.until
}
