package format

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/svg"
)

// The measures of the picture of an outlook, in its own units.
const (
	outlookWidth  = 1000
	outlookSide   = 24
	outlookLeft   = 76 // what stands left of the rows are the numbers of their scale
	peopleHeight  = 130
	refusedHeight = 44
)

// OutlookSVG draws an outlook: a row for each side, with what is stopped over
// time, the times in which something blocks shaded, and below it the sign-ins
// that are refused. Both rows have one scale. It fails if the writer does, or if
// the outlook has no range.
//
// The picture scales to the room it is given, holds its text as text, and names
// itself to those who listen to it.
func OutlookSVG(w io.Writer, o *readiness.Outlook) error {
	zone, err := civil.LoadZone(o.Zone)
	if err != nil {
		return err
	}
	from, ok := instant(o.From)
	until, ends := instant(o.Until)
	if !ok || !ends || !from.Before(until) {
		return fmt.Errorf("the outlook has no range to draw: it is from %q until %q", o.From, o.Until)
	}
	p := newOutlookPicture(o, from, until, zone)
	p.draw()
	_, err = io.WriteString(w, p.whole())
	return err
}

// outlookPicture draws the rows first, since only they know how high it is.
type outlookPicture struct {
	*readiness.Outlook
	timeline
	svg.Drawing
	labels svg.Drawing // above everything
	y      float64

	most, share int // the ends of the scales: of what is stopped, and of sign-ins refused, in percent
}

func newOutlookPicture(o *readiness.Outlook, from, until time.Time, zone *civil.Zone) *outlookPicture {
	return &outlookPicture{Outlook: o, timeline: timeline{from: from, until: until, left: outlookLeft, right: outlookWidth - outlookSide, zone: zone}}
}

// level is how much is stopped, as the picture shows it: people, or where they
// are not known all else.
func (p *outlookPicture) level(s *readiness.OutlookStop) (dark, light int) {
	if p.Told == "" {
		return s.Devices + s.Clients + s.Cards, 0
	}
	return s.Stranded, s.Interrupted
}

func (p *outlookPicture) draw() {
	for i := range p.Steps {
		for _, side := range sides(p.Outlook) {
			s := side.of(&p.Steps[i])
			dark, light := p.level(s)
			p.most = max(p.most, dark+light)
			p.share = max(p.share, refusedShare(s))
		}
	}
	p.most, p.share = round(p.most), min(round(p.share), 100)
	p.y = outlookHead
	for _, side := range sides(p.Outlook) {
		p.row(side)
	}
}

// refusedShare is how many of a hundred sign-ins are refused, 1 at least where
// some are.
func refusedShare(s *readiness.OutlookStop) int {
	if s.SignIns == nil || s.SignIns.Blocked == 0 {
		return 0
	}
	all := s.SignIns.Allowed + s.SignIns.Warned + s.SignIns.Blocked
	return max(s.SignIns.Blocked*100/all, 1)
}

// round is the end of a scale: the next number of one digit and zeros that has a
// whole half, or 1.
func round(n int) int {
	for unit := 1; ; unit *= 10 {
		for _, end := range []int{unit, 2 * unit, 4 * unit, 6 * unit, 8 * unit} {
			if n <= end {
				return end
			}
		}
	}
}

const (
	outlookTitle = 34
	outlookBelow = 54
	outlookAbove = 80
	outlookTicks = 95
	outlookRule  = 101
	outlookHead  = outlookRule + 18
)

// whole puts head, legend and ground around the rows.
func (p *outlookPicture) whole() string {
	bottom := p.y - 18
	p.legend()
	height := p.y + 14
	var d svg.Drawing
	d.Open("svg", svg.Attrs{
		"xmlns", "http://www.w3.org/2000/svg", "viewBox", fmt.Sprintf("0 0 %d %s", outlookWidth, svg.Number(height)),
		"preserveAspectRatio", "xMidYMin meet", "role", "img", "aria-labelledby", "outlook-title outlook-desc", "font-family", "sans-serif",
	})
	title := "What is stopped from " + day(p.From, "") + " to " + day(p.Outlook.Until, "")
	d.Words("title", title, svg.Attrs{"id", "outlook-title"})
	d.Words("desc", p.describe(), svg.Attrs{"id", "outlook-desc"})
	d.Open("defs", nil)
	d.Open("pattern", svg.Attrs{"id", "outlook-hatch", "width", "7", "height", "7", "patternUnits", "userSpaceOnUse", "patternTransform", "rotate(45)"})
	d.Box(0, 0, 7, 7, "", svg.Attrs{"fill", drawnLight})
	d.Line(0, 0, 0, 7, svg.Attrs{"stroke", drawnHatch, "stroke-width", "1.6", "stroke-opacity", "0.55"})
	d.Close("pattern")
	d.Close("defs")
	d.Box(0, 0, outlookWidth, height, "", svg.Attrs{"fill", drawnPaper})
	label(&d, outlookSide, outlookTitle, title, look{size: 20, bold: true})
	below := fmt.Sprintf("By the facts of %s. Times are those of %s.", day(p.Known, ""), p.Zone)
	if p.Each != readiness.EachChange {
		below += fmt.Sprintf(" People are those of the worst time of each %s.", p.Each)
	}
	label(&d, outlookSide, outlookBelow, svg.Cut(below, 13, outlookWidth-2*outlookSide), look{size: 13, faint: true})
	d.Line(p.left, outlookRule, p.right, outlookRule, svg.Attrs{"stroke", drawnInk, "stroke-width", "1.2"})
	for _, t := range p.ticks() {
		if t.label != "" {
			label(&p.labels, t.x+3, outlookTicks, t.label, look{size: axisLetters})
		}
		if t.above != "" {
			label(&p.labels, t.x+3, outlookAbove, t.above, look{size: axisLetters, bold: true})
		}
		if t.label != "" || t.above == "" {
			d.Line(t.x, outlookRule-5, t.x, bottom, svg.Attrs{"stroke", drawnGrid, "stroke-width", "1"})
		}
	}
	d.Place(p.Drawing.String())
	d.Place(p.labels.String())
	d.Close("svg")
	return d.String()
}

// legend explains the marks that the picture has.
func (p *outlookPicture) legend() {
	x := p.left
	entry := func(words string, with svg.Attrs) {
		p.Box(x, p.y, 30, 16, "", with)
		label(&p.labels, x+38, p.y+12.5, words, look{size: 12})
		x += 38 + svg.Measure(words, 12) + 22
	}
	if p.Told == "" {
		entry("devices, clients and cards stopped", svg.Attrs{"fill", drawnDark})
	} else {
		entry("people without any way to work", svg.Attrs{"fill", drawnDark})
		entry("people with another way", svg.Attrs{"fill", "url(#outlook-hatch)", "stroke", drawnHatch, "stroke-width", "1"})
	}
	entry("something blocks", svg.Attrs{"fill", drawnWindow, "stroke", drawnFaint, "stroke-width", "0.6"})
	if p.Weeks != nil {
		entry("share of sign-ins refused", svg.Attrs{"fill", drawnFaint})
	}
	p.y += 16
}

// worst says in words what the row of a side shows.
func (p *outlookPicture) worst(side side) string {
	peak := side.whole.Peak
	if peak == nil {
		return "Nothing is stopped."
	}
	when := span(peak.At, peak.Until, p.Known)
	if peak.Worst != "" {
		when = day(peak.Worst, p.Known)
	}
	words := "At worst, " + when + ", " + stopWords(&peak.OutlookStop, p.Told != "") + ", by " + strings.Join(peak.Blocking, ", ") + "."
	if peak.First != nil {
		words += " To do first: " + firstWords(peak.First, p.Told != "") + "."
	}
	return words
}

// describe tells in words what the picture shows.
func (p *outlookPicture) describe() string {
	words := "What is stopped from " + day(p.From, "") + " to " + day(p.Outlook.Until, "") + "."
	for _, side := range sides(p.Outlook) {
		words += " By " + side.notices + ": " + p.worst(side)
	}
	return words
}
