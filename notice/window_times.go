package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

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
