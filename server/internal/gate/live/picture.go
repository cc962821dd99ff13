package live

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/svg"
)

// picture draws what happened over time, in a viewBox so wide that its letters
// have the size of the page's where it is shown at that width. There is a wide one
// for screens and paper and a narrow one for phones. id keeps the patterns of
// several apart.
type picture struct {
	id    string
	width float64
	st    *State
	top   float64 // value at the upper edge
	unit  float64 // seconds that values are told per
	d     svg.Drawing
}

const (
	pictureHeight = 230.0
	plotLeft      = 44.0
	plotTop       = 26.0
	plotBottom    = 200.0
	letters       = 14.0
	inkColour     = "#212b32"
	softColour    = "#4c6272"
)

// draw draws the curve of a state.
func draw(id string, width float64, st *State) template.HTML {
	p := &picture{id: id, width: width, st: st}
	p.unit, _ = st.Curve.unitOf()
	for i, b := range st.Curve.Bars {
		if v, ok := st.Curve.value(i, b.All()); ok {
			p.top = max(p.top, v)
		}
	}
	p.top = nice(p.top)
	p.d.Open("svg", svg.Attrs{
		"viewBox", "0 0 " + svg.Number(width) + " " + svg.Number(pictureHeight), "class", id,
		"role", "img", "aria-label", st.Curve.words(),
	})
	p.patterns()
	p.ground()
	p.bars()
	p.frame()
	p.d.Close("svg")
	return template.HTML(p.d.String()) // svg escapes all that is written through it
}

func (p *picture) patterns() {
	p.d.Open("defs", nil)
	p.d.Open("pattern", svg.Attrs{"id", p.id + "-hatch", "width", "6", "height", "6", "patternUnits", "userSpaceOnUse", "patternTransform", "rotate(45)"})
	p.d.Box(0, 0, 6, 6, "", svg.Attrs{"class", "hatch-ground"})
	p.d.Box(0, 0, 2, 6, "", svg.Attrs{"class", "hatch-line"})
	p.d.Close("pattern")
	p.d.Open("pattern", svg.Attrs{"id", p.id + "-spared", "width", "6", "height", "6", "patternUnits", "userSpaceOnUse", "patternTransform", "rotate(-45)"})
	p.d.Box(0, 0, 6, 6, "", svg.Attrs{"class", "spared-ground"})
	p.d.Box(0, 0, 2, 6, "", svg.Attrs{"class", "spared-line"})
	p.d.Close("pattern")
	p.d.Close("defs")
}

// x is where an instant stands.
func (p *picture) x(t time.Time) float64 {
	c := &p.st.Curve
	return plotLeft + (p.width-plotLeft-4)*min(1, max(0, t.Sub(c.From).Seconds()/c.end().Sub(c.From).Seconds()))
}

func (p *picture) y(v float64) float64 { return plotBottom - (plotBottom-plotTop)*v/p.top }

// ground shows of when nothing was counted yet, or is kept, and when a window was open.
func (p *picture) ground() {
	p.d.Box(plotLeft, plotTop, p.width-plotLeft-4, plotBottom-plotTop, "", svg.Attrs{"class", "plot"})
	since, words := p.st.Started, "not counted yet"
	if whole := p.st.Curve.Whole; whole.After(since) {
		since, words = whole, "no room to keep it"
	}
	if x := p.x(since); x > plotLeft+1 {
		p.d.Box(plotLeft, plotTop, x-plotLeft, plotBottom-plotTop, "", svg.Attrs{"class", "absent"})
		if x-plotLeft > svg.Measure(words, letters) {
			p.d.Label((plotLeft+x)/2, plotBottom-10, words, "", svg.Style{Size: letters, Fill: softColour, Halo: "#e8edee", Anchor: "middle"})
		}
	}
	p.windows()
}

// edge is where a window opens or ends.
type edge struct {
	at    time.Time
	words string
}

// windows shows when a window was open.
func (p *picture) windows() {
	end := p.st.Curve.end()
	var edges []edge
	for _, w := range p.st.shown() {
		if w.Until.IsZero() {
			w.Until = end
		}
		from, until := p.x(w.From), p.x(w.Until)
		p.d.Box(from, plotTop, until-from, plotBottom-plotTop, "", svg.Attrs{"class", "window"})
		edges = append(edges, edge{w.From, "opens"}, edge{w.Until, "ends"})
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return a.at.Compare(b.at) })
	free := 0.0 // from where on nothing is written yet
	for _, e := range edges {
		if e.at.Before(p.st.Curve.From) || !e.at.Before(end) {
			continue
		}
		x := p.x(e.at)
		p.d.Line(x, plotTop-6, x, plotBottom, svg.Attrs{"class", "edge"})
		words := "window " + e.words + " " + clockTime(e.at.In(p.st.At.Location()))
		wide := svg.Measure(words, letters)
		style, left := svg.Style{Size: letters, Bold: true, Fill: inkColour, Anchor: "middle"}, x-wide/2
		switch {
		case x-wide/2 < plotLeft:
			style.Anchor, left = "start", x
		case x+wide/2 > p.width-4:
			style.Anchor, left = "end", x-wide
		}
		// Where there is no room the line stands alone.
		if left >= free {
			p.d.Label(x, plotTop-10, words, "", style)
			free = left + wide + letters
		}
	}
}

// bars draws each kind as one path, blocked ones at the ground.
func (p *picture) bars() {
	c := &p.st.Curve
	step := (p.width - plotLeft - 4) / float64(len(c.Bars))
	gap := min(2, step/5)
	var paths [kinds]strings.Builder
	for i, b := range c.Bars {
		below := 0.0
		for _, k := range stacked {
			v, ok := c.value(i, b.part(k))
			if !ok || v == 0 {
				continue
			}
			lower, upper := p.y(below), p.y(below+v)
			below += v
			fmt.Fprintf(&paths[k], "M%s %sh%sV%sh-%sz", svg.Number(plotLeft+float64(i)*step+gap/2), svg.Number(lower), svg.Number(step-gap), svg.Number(upper), svg.Number(step-gap))
		}
	}
	for _, k := range stacked {
		if paths[k].Len() == 0 {
			continue
		}
		with := svg.Attrs{"class", kindNames[k], "d", paths[k].String()}
		switch k {
		case warned:
			with = append(with, "fill", "url(#"+p.id+"-hatch)")
		case weakened:
			with = append(with, "fill", "url(#"+p.id+"-spared)")
		}
		p.d.Leaf("path", "", with)
	}
}

// frame draws the scales.
func (p *picture) frame() {
	c := &p.st.Curve
	style := svg.Style{Size: letters, Fill: softColour}
	for _, v := range []float64{0, p.top / 2, p.top} {
		y := p.y(v)
		p.d.Line(plotLeft, y, p.width-4, y, svg.Attrs{"class", "grid"})
		style.Anchor = "end"
		p.d.Label(plotLeft-6, y+5, scale(v), "", style)
	}
	every := c.tick(p.width)
	style.Anchor = "middle"
	for at := spanUp(c.From, every); ; at = at.Add(every) {
		x := p.x(at)
		if !at.Before(c.end()) {
			break
		}
		p.d.Line(x, plotBottom, x, plotBottom+5, svg.Attrs{"class", "tick"})
		if words := at.Format("15:04"); x-plotLeft > svg.Measure(words, letters)/2-plotLeft+4 && p.width-x > svg.Measure(words, letters)/2 {
			p.d.Label(x, plotBottom+22, words, "", style)
		}
	}
}

// shown are the windows that the picture has a part of.
func (st *State) shown() []Window {
	return slices.DeleteFunc(st.windows(), func(w Window) bool {
		return !w.From.Before(st.Curve.end()) || !w.endsAfter(st.Curve.From)
	})
}

// windows are all spans in which a window is or was open that are known, each once.
func (st *State) windows() []Window {
	if st.Plan == nil {
		return nil
	}
	var all []Window
	add := func(w *Window) {
		if w != nil && !slices.ContainsFunc(all, func(o Window) bool { return o.From.Equal(w.From) && o.Until.Equal(w.Until) }) {
			all = append(all, *w)
		}
	}
	for i := range st.seen {
		add(&st.seen[i])
	}
	add(st.Plan.Next)
	return all
}
