package page

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// chart draws how many certificates end on each day, with the peak marked.
type chart struct {
	Days     []ending
	Ticks    []tick
	Grid     []gridline
	Peak     *peak
	Words    string
	Outside  string // what is not drawn
	Base     int    // where the days stand
	Mark     int    // where the marks of the ticks end
	Height   int
	LabelsAt int
}

// ending is one day.
type ending struct {
	X string
	Y int
}

// gridline is a height with its number.
type gridline struct {
	Y, LabelY int
	Label     string
}

// peak is the day on which most certificates end.
type peak struct {
	X, Label, Day, Anchor string
	Y                     int
}

// Heights of a chart in CSS pixels.
const (
	chartTop    = 44 // room for the label of the peak
	chartBase   = 184
	chartHeight = 210
)

// chart returns nil where there is nothing to draw. It begins with the day of
// the report, or with the first that ends where all ended before.
func (m *maker) chart(p *readiness.CardPlan) *chart {
	type day struct {
		at    time.Time
		cards int
	}
	var all []day
	for _, e := range p.Ends {
		if at, err := time.Parse(time.DateOnly, e.Date); err == nil && e.Cards > 0 {
			all = append(all, day{at, e.Cards})
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b day) int { return a.at.Compare(b.at) })
	today := all[0].at
	if m.at.known() {
		year, month, date := m.at.at.Date()
		today = time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
	}
	from, before, after := today, 0, 0
	if all[len(all)-1].at.Before(today) {
		from = all[0].at
	}
	last := from.AddDate(0, 0, maxDays)
	var shown []day
	for _, d := range all {
		switch {
		case d.at.Before(from):
			before += d.cards
		case d.at.After(last):
			after += d.cards
		default:
			shown = append(shown, d)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	a := axis{from: from.AddDate(0, 0, -1), until: shown[len(shown)-1].at.AddDate(0, 0, 1)}
	most := slices.MaxFunc(shown, func(a, b day) int { return cmp.Or(cmp.Compare(a.cards, b.cards), b.at.Compare(a.at)) })
	top := niceTop(most.cards)
	y := func(cards int) int { return chartBase - cards*(chartBase-chartTop)/top }

	c := &chart{Ticks: a.ticks(), Base: chartBase, Mark: chartBase + 6, Height: chartHeight, LabelsAt: chartHeight - 6}
	for _, d := range shown {
		c.Days = append(c.Days, ending{X: percent(a.x(d.at)), Y: min(y(d.cards), chartBase-1)})
	}
	for _, n := range []int{top / 2, top} {
		if n > 0 {
			c.Grid = append(c.Grid, gridline{Y: y(n), LabelY: y(n) - 4, Label: web.Thousands(n)})
		}
	}
	x := a.x(most.at)
	c.Peak = &peak{X: percent(x), Y: y(most.cards), Anchor: "start", Label: web.Thousands(most.cards), Day: most.at.Format("2 January 2006")}
	if x > 50 {
		c.Peak.Anchor = "end"
	}
	c.Words = fmt.Sprintf("Certificates that end on each day from %s to %s. Most end on %s: %s. The table of the busiest days lists more.",
		shown[0].at.Format(wholeDay), shown[len(shown)-1].at.Format(wholeDay), most.at.Format(wholeDay), web.Thousands(most.cards))
	if before > 0 {
		c.Outside = several(before, "certificate has", "certificates have") + " ended already. "
	}
	if after > 0 {
		c.Outside += several(after, "certificate ends", "certificates end") + " after " + last.Format(wholeDay) + "."
	}
	return c
}

// niceTop is the number at the top of an axis.
func niceTop(most int) int {
	for unit := 1; ; unit *= 10 {
		for _, digits := range []int{2, 4, 6, 8, 10, 12, 16} {
			if digits*unit >= most || unit > 1e15 {
				return digits * unit
			}
		}
	}
}
