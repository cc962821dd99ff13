package timeline

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/svg"
)

// mostTitles is how many ticks of a band are drawn each by itself, to be pointed
// at. More are one path.
const mostTitles = 80

// wideTick is from which width on a tick that holds several windows shows that
// it does.
const wideTick = 7

// windows draws the windows of a phase as ticks on its band. Windows that fall
// on the same place are one tick, however many they are.
func (p *picture) windows(s stretch, phase *notice.Phase, at piece) (ticks []pixels, dates []mark) {
	var places []pixels
	var shown []opening
	for _, o := range refusing(openingsOf(p.n, s, phase)) {
		if x0, x1, _, _, ok := p.clip(o.from, o.until); ok {
			places = append(places, pixels{x0, x1})
			shown = append(shown, o)
		}
	}
	ticks, which := merge(places)
	if len(ticks) > mostTitles {
		var d strings.Builder
		for _, t := range ticks {
			fmt.Fprintf(&d, "M%s %sv%sh%sv-%sz", svg.Number(t.from), svg.Number(at.y), svg.Number(at.height), svg.Number(t.until-t.from), svg.Number(at.height))
		}
		p.Leaf("path", "Refused in "+count(len(shown), "window"), svg.Attrs{"d", d.String(), "fill", refused})
		return ticks, nil
	}
	for i, t := range ticks {
		held := shown[which[i][0]:which[i][1]]
		fill := refused
		words := "Refused " + p.c.span(held[0].from, held[0].until) + " (" + clean(held[0].window.ID) + ")"
		if len(held) > 1 {
			last := held[len(held)-1]
			words = fmt.Sprintf("Refused in %d windows from %s to %s", len(held), p.c.at(held[0].from), p.c.at(last.until))
			if t.until-t.from >= wideTick && openShare(held) < 0.9 {
				fill = "url(#" + p.id + "-dense)"
				p.use("dense")
			}
		}
		p.Box(t.from, at.y, t.until-t.from, at.height, words, svg.Attrs{"fill", fill})
		// Some dates of many would look like all of them.
		if i == 0 || len(ticks) <= mostWindows {
			dates = append(dates, mark{x: t.from, words: p.opens(held[0].from), rank: 4})
		}
	}
	return ticks, dates
}

// openShare is for how much of their time openings, which are in order, are
// open.
func openShare(list []opening) float64 {
	open := 0.0
	until := list[0].from
	for _, o := range list {
		from := o.from
		if from.Before(until) {
			from = until
		}
		if from.Before(o.until) {
			open += seconds(from, o.until)
			until = o.until
		}
	}
	return open / max(seconds(list[0].from, until), time.Nanosecond.Seconds())
}
