package timeline

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// moment tells what holds at an instant and what comes next.
func (t *teller) moment(at time.Time) {
	t.section("On " + t.c.at(at))
	if at.Before(t.n.Published.Start(t.n.Zone)) {
		t.paragraph(0, "This revision was published later. Until then an earlier one decides; where there is none, nobody is warned or refused. What follows is what this one says of the moment.")
		t.blank()
	}
	for i, q := range t.n.Requirements {
		t.item(0, fmt.Sprintf("%2d. ", i+1), title(q))
		t.paragraph(4, t.standing(q, at))
	}
	if len(t.n.Services) > 0 {
		t.blank()
	}
	for _, s := range t.n.Services {
		t.paragraph(0, t.levelAt(s, at))
	}
}

// standing says what a requirement asks for at an instant, until when, and what
// is next.
func (t *teller) standing(q *notice.Requirement, at time.Time) string {
	var now notice.Standing
	later := t.n.Standings(q)
	for len(later) > 0 && !later[0].From.After(at) {
		now, later = later[0], later[1:]
	}
	words := []string{capital(affected(q)) + " " + strings.TrimPrefix(t.state(now), "they ") + "."}
	if now.Places {
		words = append(words, "That holds in some places only.")
	}
	if now.Phase != nil && now.Phase.Action == notice.Block && now.Action != notice.Block {
		if f := t.free.on(t.c.date(at)); f != nil {
			words = append(words, "This is a day without refusals"+because(f)+".")
		} else if now.Phase.During != "" {
			words = append(words, "No window is open.")
		}
	}
	words = append(words, t.comes(at, now, later)...)
	if q.Due != nil && !q.Due.Date.IsZero() {
		words = append(words, t.dueAt(q.Due.Date, at))
	}
	return strings.Join(words, " ")
}

// state says what a standing does.
func (t *teller) state(s notice.Standing) string {
	switch {
	case s.Phase == nil:
		return nothing
	case s.Action == notice.Block && s.Window != nil:
		return happens(s.Action) + " (window " + clean(s.Window.Window.ID) + ")"
	}
	return happens(s.Action)
}

// comes tells until when a standing holds and what follows it: the next action,
// the next window, and from when a block is for good.
func (t *teller) comes(at time.Time, now notice.Standing, later []notice.Standing) []string {
	var words []string
	told, window := false, false
	last := now
	for i, s := range later {
		if s.Action == last.Action && s.Places == last.Places && (s.Phase == nil) == (last.Phase == nil) {
			continue
		}
		if last.Action == notice.Block && last.Window == nil && s.Action != notice.Block && s.Phase != nil &&
			s.Phase.Action == notice.Block && t.free.on(t.c.date(s.From)) != nil {
			dip := "On " + day(t.c.date(s.From)) + " nobody is refused."
			if !slices.Contains(words, dip) {
				words = append(words, dip)
			}
			continue // and so on as before
		}
		last = s
		first := !told
		told = true
		places := ""
		if s.Places {
			places = ", in some places only"
		}
		switch {
		case s.Action == notice.Block && s.Window == nil:
			words = append(words, t.onward(at, s.From)+" they are refused at all times"+places+".")
			if !s.Places {
				return words
			}
		case s.Action == notice.Block && !window:
			window = true
			next := "They are refused"
			if now.Action == notice.Block {
				next = "They are refused again"
			}
			words = append(words, fmt.Sprintf("%s on %s (window %s)%s.", next, t.c.span(s.From, endOf(later[i:])), clean(s.Window.Window.ID), places))
		case first:
			words = append(words, t.onward(at, s.From)+" "+t.state(s)+places+".")
		}
	}
	if len(words) == 0 {
		return []string{"No change is planned."}
	}
	return words
}

// onward is "From 11:00" on the day that is told of, else with its date.
func (t *teller) onward(at, from time.Time) string {
	if t.c.date(at) == t.c.date(from) {
		return "From " + t.c.clock(from) + " on"
	}
	return "From " + t.c.start(from) + " on"
}

// endOf returns when the refusal ends with which a list of standings begins. A
// window always ends.
func endOf(list []notice.Standing) time.Time {
	for _, s := range list {
		if s.Action != notice.Block || s.Window == nil {
			return s.From
		}
	}
	return list[len(list)-1].From
}

func because(d *notice.NoBlockDay) string {
	if why := clean(d.Why); why != "" {
		return ": " + why
	}
	return ""
}

// dueAt puts a due date in relation to an instant.
func (t *teller) dueAt(due civil.Point, at time.Time) string {
	days := daysApart(t.c.date(at), due.LastDate())
	switch {
	case due.End(t.n.Zone).After(at) && days == 0:
		return "It is due today."
	case due.End(t.n.Zone).After(at):
		return fmt.Sprintf("It is due %s, in %s.", t.c.by(due), count(days, "day"))
	case days == 0:
		return fmt.Sprintf("It was due %s.", t.c.by(due))
	}
	return fmt.Sprintf("It was due %s, %s ago.", t.c.by(due), count(-days, "day"))
}
