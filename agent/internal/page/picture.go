package page

import (
	"time"

	"github.com/lanyard-id/lanyard/svg"
	"github.com/lanyard-id/lanyard/wire"
)

// Measures of the picture, in its own units.
const (
	pictureWidth = 900.0
	axisLeft     = 300.0 // where dates begin
	rowHeight    = 34.0
	axisHeight   = 30.0
	least        = 120 * 24 * time.Hour // the shortest time that is shown
	most         = 2 * 365 * 24 * time.Hour
)

// colours of actions; the words in the bands say the same without colour.
var bands = map[string]struct{ fill, text, words string }{
	"warn":               {"#ffd68a", "#212b32", "warned"},
	"block-at-intervals": {"#f4a9a0", "#212b32", "refused at times"},
	"block":              {"#b3160b", "#ffffff", "refused"},
}

// picture draws, of everything a notice asks that falls short, what happens when; ""
// if nothing does.
func (p *Page) picture(entries []entry) string {
	var rows []entry
	for _, e := range entries {
		if e.check == "" && len(e.steps) > 0 && (e.level == wire.Problem || e.level == wire.Warning) {
			rows = append(rows, e)
		}
	}
	if len(rows) == 0 {
		return ""
	}
	now := p.now()
	from := now.AddDate(0, 0, -14)
	until := now.Add(least)
	for _, e := range rows {
		for _, s := range e.steps {
			if at := s.From.AddDate(0, 1, 0); at.After(until) {
				until = at
			}
		}
	}
	if limit := now.Add(most); until.After(limit) {
		until = limit
	}
	x := func(at time.Time) float64 {
		share := float64(at.Sub(from)) / float64(until.Sub(from))
		return axisLeft + max(0, min(1, share))*(pictureWidth-axisLeft-8)
	}
	height := axisHeight + rowHeight*float64(len(rows)) + 8
	var d svg.Drawing
	d.Open("svg", svg.Attrs{"viewBox", "0 0 " + svg.Number(pictureWidth) + " " + svg.Number(height), "role", "img", "xmlns", "http://www.w3.org/2000/svg",
		"font-family", "Arial, Helvetica, sans-serif"})
	d.Words("title", "What happens on which day", nil)
	p.axis(&d, from, until, height, x)
	for i, e := range rows {
		y := axisHeight + rowHeight*float64(i)
		d.Label(8, y+rowHeight/2+5, svg.Cut(titled(e), 14, axisLeft-20), titled(e), svg.Style{Size: 14, Fill: "#212b32"})
		for _, s := range e.steps {
			p.band(&d, s, y, x, until)
		}
	}
	d.Line(x(now), axisHeight-6, x(now), height-4, svg.Attrs{"stroke", "#005eb8", "stroke-width", "2"})
	d.Label(x(now)+4, axisHeight-10, "now", "", svg.Style{Size: 13, Bold: true, Fill: "#005eb8"})
	d.Close("svg")
	return d.String()
}

// band draws one step of a row.
func (p *Page) band(d *svg.Drawing, s wire.Step, y float64, x func(time.Time) float64, until time.Time) {
	look, known := bands[s.Action]
	end := until
	if s.Until != nil {
		end = *s.Until
	}
	left, right := x(s.From), x(end)
	if !known || right <= left {
		return
	}
	title := look.words + " from " + p.day(s.From)
	if s.Until != nil {
		title += " until " + p.day(*s.Until)
	}
	d.Box(left, y+5, right-left, rowHeight-10, title, svg.Attrs{"fill", look.fill, "stroke", "#4c6272"})
	// The words stand clear of the line of today where there is room behind it.
	if now := x(p.now()); left < now && now+5+svg.Measure(look.words, 13) < right {
		left = now
	}
	if words := svg.Cut(look.words, 13, right-left-8); len(words) == len(look.words) {
		d.Label(left+5, y+rowHeight/2+5, words, "", svg.Style{Size: 13, Fill: look.text, Halo: look.fill})
	}
}

// axis draws the months.
func (p *Page) axis(d *svg.Drawing, from, until time.Time, height float64, x func(time.Time) float64) {
	first := p.in(from)
	month := time.Date(first.Year(), first.Month()+1, 1, 0, 0, 0, 0, first.Location())
	months := int(until.Sub(from)/(30*24*time.Hour)) + 1
	every := max(1, (months+7)/8)
	for n := 0; month.Before(until); n++ {
		d.Line(x(month), axisHeight, x(month), height-4, svg.Attrs{"stroke", "#d8dde0"})
		if n%every == 0 && x(month) < pictureWidth-70 && (x(month) > x(p.now())+38 || x(month) < x(p.now())-62) {
			d.Label(x(month), axisHeight-10, month.Format("Jan 2006"), "", svg.Style{Size: 12, Fill: "#4c6272"})
		}
		month = month.AddDate(0, 1, 0)
	}
}
