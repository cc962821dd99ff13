package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/web"
	"github.com/lanyard-id/lanyard/svg"
)

// Widths of the picture, in units that are about a pixel where it is shown: on
// screens and paper, and on phones.
const (
	wideWidth   = 470.0
	narrowWidth = 350.0
)

const (
	pictureHeight = 230.0
	plotLeft      = 42.0
	plotTop       = 26.0
	plotBottom    = 200.0
	letters       = 13.0
	ink           = "#212b32"
	soft          = "#3d4f5c"
	refusedColour = "#b0200f"
	backColour    = "#005eb8"
)

// picture draws how many had been refused and how many were back by when: the
// ground between the two curves is who was out.
type picture struct {
	r      *Report
	width  float64
	d      svg.Drawing
	top    float64
	minute float64 // of the last point
}

// picture draws the curve, so wide.
func (r *Report) picture(class string, width float64) template.HTML {
	p := &picture{r: r, width: width, top: 1, minute: 1}
	for _, at := range r.Curve.Points {
		p.top, p.minute = max(p.top, float64(at.Refused)), max(p.minute, float64(at.Minute))
	}
	p.top = nice(p.top)
	p.d.Open("svg", svg.Attrs{
		"viewBox", "0 0 " + svg.Number(width) + " " + svg.Number(pictureHeight), "class", class, "role", "img", "aria-label", r.curveWords(),
	})
	p.ground()
	p.curves()
	p.d.Close("svg")
	return template.HTML(p.d.String()) // svg escapes all that is written through it
}

// curveWords say what the picture shows.
func (r *Report) curveWords() string {
	points := r.Curve.Points
	if len(points) == 0 {
		return "Nothing is drawn."
	}
	last := points[len(points)-1]
	words := []string{fmt.Sprintf("How many had been refused and how many were back, from %s on.", moment(r.Window.From))}
	say := func(p Point, when string) {
		words = append(words, fmt.Sprintf("%s: %s refused, %s back.", when, web.Thousands(p.Refused), web.Thousands(p.Back)))
	}
	until := int(r.Window.Until.Sub(r.Window.From) / time.Minute)
	for _, part := range []int{until / 4, until / 2, 3 * until / 4, until} {
		for _, p := range points {
			if p.Minute >= part && p.Minute < last.Minute {
				say(p, "After "+lasting(p.Minute))
				break
			}
		}
	}
	say(last, "At the end, after "+lasting(last.Minute))
	return strings.Join(words, " ")
}

func (p *picture) right() float64 { return p.width - 12 }

func (p *picture) x(minute float64) float64 {
	return plotLeft + (p.right()-plotLeft)*min(1, max(0, minute/p.minute))
}

func (p *picture) y(n int) float64 { return plotBottom - (plotBottom-plotTop)*float64(n)/p.top }

// ground draws the window, the axes and their labels.
func (p *picture) ground() {
	open := p.r.end().Sub(p.r.Window.From).Minutes()
	p.d.Box(plotLeft, plotTop, p.x(open)-plotLeft, plotBottom-plotTop, "", svg.Attrs{"fill", "#fff2cc"})
	label := svg.Style{Size: letters, Fill: soft}
	if words := "window open"; p.x(open)-plotLeft > svg.Measure(words, letters) {
		p.d.Label(plotLeft+4, plotTop-8, words, "", label)
	}
	if !p.r.Open && p.x(open) < p.right()-1 {
		p.d.Line(p.x(open), plotTop, p.x(open), plotBottom, svg.Attrs{"stroke", ink, "stroke-width", "1.5", "stroke-dasharray", "5 3"})
	}
	for _, n := range []float64{0, p.top / 2, p.top} {
		if n != math.Trunc(n) {
			continue
		}
		y := p.y(int(n))
		p.d.Line(plotLeft, y, p.right(), y, svg.Attrs{"stroke", "#aeb7bd", "stroke-width", "1"})
		style := label
		style.Anchor = "end"
		p.d.Label(plotLeft-6, y+4.5, web.Thousands(int(n)), "", style)
	}
	p.times(open, label)
}

// times writes the times of day under the axis: when the window opened and closed,
// and when the picture ends, as far as there is room.
func (p *picture) times(open float64, style svg.Style) {
	type tick struct {
		x     float64
		words string
	}
	at := func(minute float64) tick {
		return tick{p.x(minute), short(p.r.Window.From.Add(time.Duration(minute*60)*time.Second), p.r.Window.From)}
	}
	ticks := []tick{at(0), at(p.minute), at(open), at(math.Floor(open / 2)), at(math.Floor((p.minute + open) / 2))}
	var drawn [][2]float64
	for _, t := range ticks {
		half := svg.Measure(t.words, style.Size) / 2
		middle := min(max(t.x, half), p.width-half)
		free := true
		for _, d := range drawn {
			free = free && (middle+half+8 < d[0] || middle-half-8 > d[1])
		}
		if !free {
			continue
		}
		drawn = append(drawn, [2]float64{middle - half, middle + half})
		p.d.Line(t.x, plotBottom, t.x, plotBottom+5, svg.Attrs{"stroke", soft, "stroke-width", "1"})
		style.Anchor = "middle"
		p.d.Label(middle, plotBottom+20, t.words, "", style)
	}
}

// curves draws who had been refused and who was back.
func (p *picture) curves() {
	var up, down strings.Builder
	for i, at := range p.r.Curve.Points {
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		x := svg.Number(p.x(float64(at.Minute)))
		fmt.Fprintf(&up, "%s%s %s", verb, x, svg.Number(p.y(at.Refused)))
		fmt.Fprintf(&down, "%s%s %s", verb, x, svg.Number(p.y(at.Back)))
	}
	var between strings.Builder
	between.WriteString(up.String())
	for i := len(p.r.Curve.Points) - 1; i >= 0; i-- {
		at := p.r.Curve.Points[i]
		fmt.Fprintf(&between, "L%s %s", svg.Number(p.x(float64(at.Minute))), svg.Number(p.y(at.Back)))
	}
	if between.Len() > 0 {
		p.d.Leaf("path", "", svg.Attrs{"d", between.String() + "z", "fill", refusedColour, "fill-opacity", "0.18"})
	}
	p.d.Leaf("path", "", svg.Attrs{"d", up.String(), "fill", "none", "stroke", refusedColour, "stroke-width", "2.5"})
	p.d.Leaf("path", "", svg.Attrs{"d", down.String(), "fill", "none", "stroke", backColour, "stroke-width", "2.5", "stroke-dasharray", "7 3"})
	p.names()
}

// names writes beside the curves what they are.
func (p *picture) names() {
	points := p.r.Curve.Points
	if len(points) == 0 {
		return
	}
	last := points[len(points)-1]
	upper, lower := p.y(last.Refused)-6, p.y(last.Back)-6
	if lower-upper < letters+4 {
		lower = min(upper+2*letters+4, plotBottom-4)
	}
	words := fmt.Sprintf("%s refused", web.Thousands(last.Refused))
	p.d.Label(p.right(), upper, words, "", svg.Style{Size: letters, Bold: true, Fill: refusedColour, Anchor: "end"})
	p.d.Label(p.right(), lower, fmt.Sprintf("%s back", web.Thousands(last.Back)), "", svg.Style{Size: letters, Bold: true, Fill: backColour, Anchor: "end"})
}

// nice is the least of these steps times a power of ten that is not less than v, so
// that half of it can be written, too.
func nice(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, step := range []float64{1, 2, 4, 6, 8, 10} {
		if step*power >= v*(1-1e-9) {
			return step * power
		}
	}
	return 10 * power
}
