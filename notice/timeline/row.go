package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/svg"
)

// requirement draws one requirement: its title, a flag for its due date, its
// band, and the dates below.
func (p *picture) requirement(i int, q *notice.Requirement) {
	words := title(q)
	full := fmt.Sprintf("%d. %s", i+1, words)
	p.Open("g", nil)
	p.Words("title", full, nil)
	who := ""
	if q.Remedy != nil {
		who = mendersShort[q.Remedy.Who]
	}
	room := p.right - p.left - svg.Measure(who, 12) - 20
	p.label(p.left, p.y+14, svg.Cut(full, 15*svg.BoldWider, room), full, svg.Style{Size: 15, Bold: true, Fill: ink})
	if who != "" {
		p.label(p.right, p.y+14, who, "", svg.Style{Size: 12, Fill: faint, Anchor: "end"})
	}
	y := p.y + titleHeight
	due, flagged := p.due(q)
	if flagged {
		y += flagHeight
	}
	stretches := stretchesOf(p.n, q)
	height := bandsHeight(stretches)
	dates := p.bands(stretches, y, height)
	if len(stretches) == 0 {
		p.label(p.left+7, y+height/2+4.5, "nothing is planned", "", svg.Style{Size: labelSize, Fill: faint})
	}
	if flagged {
		p.flag(q, due, y, height)
	}
	p.dates(dates, y+height)
	p.Close("g")
	p.y = y + height + datesHeight + rowGap
}

// mendersShort names those who mend, in the margin.
var mendersShort = map[string]string{
	"it-team":                "mended by the IT team",
	"registration-authority": "mended by the Registration Authority",
	"supplier":               "mended by the supplier",
	"person":                 "mended by the person",
	"national":               "mended by the national service",
}

// due returns the end of a due date that the picture shows.
func (p *picture) due(q *notice.Requirement) (time.Time, bool) {
	if q.Due == nil || q.Due.Date.IsZero() {
		return time.Time{}, false
	}
	at := q.Due.Date.End(p.n.Zone)
	return at, p.holds(at)
}

// flag marks a due date on the band that begins at y.
func (p *picture) flag(q *notice.Requirement, at time.Time, y, height float64) {
	p.use("due")
	x := p.x(at)
	top := y - flagHeight + 2
	p.Line(x, top, x, y+height+2, svg.Attrs{"stroke", paper, "stroke-width", "4.5"})
	p.Line(x, top, x, y+height+2, svg.Attrs{"stroke", ink, "stroke-width", "1.8"})
	p.Leaf("path", capital(p.c.by(q.Due.Date)), svg.Attrs{"d", fmt.Sprintf("M%s %sl11 5l-11 5z", svg.Number(x), svg.Number(top)), "fill", ink})
	words := "due " + p.shortDue(q.Due.Date)
	s := svg.Style{Size: 12, Fill: ink}
	place := x + 15
	if place+svg.Measure(words, 12) > p.right {
		place, s.Anchor = x-5, "end"
	}
	p.label(place, top+10, words, "", s)
}

// shortDue is a due date as exactly as it was written.
func (p *picture) shortDue(d civil.Point) string {
	switch d.Precision() {
	case civil.ToMonth:
		return "end of " + p.c.point(d)
	case civil.ToTime:
		return p.short(d.Start(p.n.Zone))
	}
	return fmt.Sprintf("%d %s %d", d.Date().Day, d.Date().Month, d.Date().Year)
}

// mark is a date below a band. Where two have no room, the one of lower rank
// stands.
type mark struct {
	x     float64
	words string
	rank  int
}

// dates writes the dates below a band that have room beside each other.
func (p *picture) dates(list []mark, y float64) {
	const size = 11
	slices.SortStableFunc(list, func(a, b mark) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.x, b.x)) })
	var taken []pixels
	for _, m := range list {
		wide := svg.Measure(m.words, size)
		from := min(max(m.x, p.left), p.right-wide)
		place := pixels{from, from + wide + 6}
		if slices.ContainsFunc(taken, func(t pixels) bool { return place.from < t.until && t.from < place.until }) {
			continue
		}
		taken = append(taken, place)
		p.label(from, y+13, m.words, "", svg.Style{Size: size, Fill: faint})
	}
}

// freeDays draws the days without blocks.
func (p *picture) freeDays() {
	days := p.free.within(p.scale.from, p.scale.until)
	if len(days) == 0 {
		return
	}
	p.use("free")
	p.Open("g", nil)
	p.Words("title", "Days without refusals", nil)
	p.label(p.left, p.y+13, "Days without refusals", "", svg.Style{Size: 13, Bold: true, Fill: ink})
	y := p.y + titleHeight - 2
	var at []pixels
	var dates []mark
	for _, d := range days {
		at = append(at, pixels{p.x(d.from), p.x(d.until)})
		dates = append(dates, mark{x: p.x(d.from), words: p.short(d.from)})
	}
	ticks, which := merge(at)
	p.Line(p.left, y+6, p.right, y+6, svg.Attrs{"stroke", grid, "stroke-width", "1"})
	for i, t := range ticks {
		d := days[which[i][0]]
		words := day(d.day.Date) + because(d.day)
		if more := which[i][1] - which[i][0] - 1; more > 0 {
			words = fmt.Sprintf("%s, and %d more days to %s", words, more, day(days[which[i][1]-1].day.Date))
		}
		p.Box(t.from, y, max(t.until-t.from, 5), 12, words, svg.Attrs{"fill", paper, "stroke", ink, "stroke-width", "1.6"})
	}
	p.dates(dates, y+13)
	p.Close("g")
	p.y = y + 13 + datesHeight + rowGap
}

// services draws the levels of each service over time.
func (p *picture) services() {
	for _, s := range p.n.Services {
		name := serviceName(s)
		p.Open("g", nil)
		p.Words("title", "Service level of "+name, nil)
		p.label(p.left, p.y+13, svg.Cut("Service level of "+name, 13*svg.BoldWider, p.right-p.left), "Service level of "+name, svg.Style{Size: 13, Bold: true, Fill: ink})
		y := p.y + titleHeight - 1
		changes := levelsOf(p.n, s)
		var dates []mark
		for i, c := range changes {
			var until time.Time
			if i+1 < len(changes) {
				until = changes[i+1].from
			}
			x0, x1, openLeft, openRight, ok := p.clip(c.from, until)
			if !ok {
				continue
			}
			fill := paper
			if i%2 == 1 {
				fill = levelOdd
			}
			if !openLeft {
				dates = append(dates, mark{x: x0, words: p.short(c.from)})
			}
			if c.level == "" {
				continue
			}
			words := levelName(c.level)
			at := piece{pixels{x0, x1}, y, 20, openLeft, openRight}
			p.band(at, capital(words)+" "+p.c.stretch(c.from, until), svg.Attrs{"fill", fill, "stroke", faint, "stroke-width", "1.2"})
			if text := svg.Cut(words, 12, x1-x0-12); text != "…" {
				p.label(x0+7, y+14.5, text, words, svg.Style{Size: 12, Fill: ink, Halo: fill})
			}
		}
		p.dates(dates, y+20)
		p.Close("g")
		p.y = y + 20 + datesHeight + rowGap - 4
	}
}
