package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Step is what the phases of a requirement ask for from an instant until the
// next step begins.
type Step struct {
	From time.Time // zero: since ever
	// Choices are the phases in force, the one that counts first: the next counts
	// only where the where of all before it does not hold. Without choices the
	// requirement only observes.
	Choices []Choice
}

// Choice is one phase in force.
type Choice struct {
	Phase  *Phase
	Action Action // what it asks for in this step, which may be less than its own
	Window *Span  // the window that is open; nil outside windows
}

// Steps returns what the phases of a requirement of the notice ask for over
// time, place by place; before the first step it only observes. [Notice.Standings]
// is the same without places.
func (n *Notice) Steps(q *Requirement) []Step {
	line := n.timelineOf(q)
	out := make([]Step, len(line.cuts))
	for i, t := range line.cuts {
		if t != -maxInstant {
			out[i].From = time.Unix(0, t).In(n.Zone.Location())
		}
		for _, c := range line.steps[i].choices {
			out[i].Choices = append(out[i].Choices, Choice{c.phase, c.action, c.window})
		}
	}
	return out
}

// Reads is what else of a notice the conditions of a requirement depend on,
// besides their own text and the zone.
type Reads struct {
	Products     []string // those that installed() and status() name
	ClientStatus bool     // client.status, which the generations of any product may tell
	CardSeries   bool     // card.series, which card-types narrow
}

// Reads returns what applies, met and the where of all phases read.
func (q *Requirement) Reads() Reads {
	conditions := []*predicate.Predicate{q.applies, q.met}
	for _, p := range q.Phases {
		conditions = append(conditions, p.where)
	}
	status, _ := predicate.AttributeOf(predicate.Client, "status")
	series, _ := predicate.AttributeOf(predicate.Card, "series")
	var r Reads
	for _, c := range conditions {
		if c == nil {
			continue
		}
		r.Products = append(r.Products, c.Footprint.Products...)
		r.ClientStatus = r.ClientStatus || c.Footprint.Slots&(1<<status.Slot) != 0
		r.CardSeries = r.CardSeries || c.Footprint.Slots&(1<<series.Slot) != 0
	}
	return r
}

// Span returns the first instant of the generation and the one that ends it;
// the zero time where it has no such end.
func (g *Generation) Span() (from, until time.Time) {
	if g.from != -maxInstant {
		from = time.Unix(0, g.from).UTC()
	}
	if g.until != maxInstant {
		until = time.Unix(0, g.until).UTC()
	}
	return from, until
}

// WindowTimes is when a window is, as written; what was not written is zero.
type WindowTimes struct {
	Date        civil.Date // of a single window
	On          []time.Weekday
	First, Last civil.Date // both inclusive
	Except      []civil.Date
	From, Until *civil.Clock
	Hours       string // such as 08:00-18:00
	Minutes     string // such as 00-10
	Overnight   bool
}

// Times returns when the window is.
func (w *Window) Times() WindowTimes {
	t := WindowTimes{
		Date: w.rule.Date, On: w.rule.On, First: w.rule.First, Last: w.rule.Last, Except: w.rule.Except,
		From: w.rule.From, Until: w.rule.Until, Overnight: w.rule.Overnight,
	}
	if h := w.rule.Hours; h != nil {
		t.Hours = h.String()
	}
	if m := w.rule.Minutes; m != nil {
		t.Minutes = m.String()
	}
	return t
}

// IsHourly reports whether the window may open several times on one day.
func (t WindowTimes) IsHourly() bool { return t.Hours != "" || t.Minutes != "" }
