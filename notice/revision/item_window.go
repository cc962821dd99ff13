package revision

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// windowItems lays out the windows as they are written, the days without blocks
// and the pauses.
func windowItems(n *notice.Notice) []item {
	var out []item
	for _, l := range n.Windows {
		for _, w := range l.Windows {
			out = append(out, windowItem(l, w))
		}
	}
	for _, d := range n.NoBlock {
		out = append(out, item{name: name{KindNoBlock, d.Date.String()}, summary: d.Why, entries: []entry{text("why", d.Why)}})
	}
	if p := n.Pauses; p != nil {
		budget, longest := length("budget", p.Budget), length("longest", p.Longest)
		out = append(out, item{
			name:    name{KindPauses, ""},
			summary: inShort(after("budget", budget.value), after("longest", longest.value), after("gives", p.Gives.String())),
			entries: []entry{budget, longest, text("gives", p.Gives.String())},
		})
	}
	return out
}

func windowItem(l *notice.WindowList, w *notice.Window) item {
	t := w.Times()
	var settled notice.Settlement
	if w.Settled != nil {
		settled = *w.Settled
	}
	return item{
		name: name{KindWindow, l.Name + "/" + w.ID}, summary: windowWords(t),
		entries: append([]entry{
			onDay("date", t.Date), text("weekday", w.Weekday),
			texts("on", ids(t.On, time.Weekday.String)), onDay("first", t.First), onDay("last", t.Last),
			texts("except", ids(t.Except, civil.Date.String)),
			clock("from", t.From), clock("until", t.Until), text("hours", t.Hours), text("minutes", t.Minutes), yes("overnight", t.Overnight),
			text("said", w.Said), text("settled.by", settled.By), text("settled.source", settled.Source),
		}, observedEntries(w.Observed)...),
	}
}

// windowWords says when a window is, in one line.
func windowWords(t notice.WindowTimes) string {
	days := ""
	if t.Date.IsZero() {
		days = inShort(ids(t.On, func(d time.Weekday) string { return d.String()[:3] })...) +
			" from " + t.First.String() + " to " + t.Last.String()
	} else {
		days = t.Date.String()
	}
	if t.From != nil && t.Until != nil {
		return days + ", " + t.From.String() + " to " + t.Until.String()
	}
	return inShort(days, after("hours", t.Hours), after("minutes", t.Minutes))
}
