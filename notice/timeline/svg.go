package timeline

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/svg"
)

// The measures of a picture, in its own units. 1120 by 792 is a landscape page
// of A4.
const (
	pictureWidth = 1120
	margin       = 28
	rowGap       = 16
	titleHeight  = 22
	flagHeight   = 18
	bandHeight   = 24
	laneHeight   = 20 // of a band in which places differ
	datesHeight  = 16
)

// The colours. Their lightness tells them apart without their hue: a warning is
// light and hatched, a refusal dark and full, so that print in grey and eyes
// that see red and green alike lose nothing.
const (
	paper    = "#ffffff"
	ink      = "#16202a"
	faint    = "#55626e"
	grid     = "#dde3e8"
	warnFill = "#ffe6ad"
	warnInk  = "#7a4d00"
	refused  = "#8c1d2f"
	levelOdd = "#e3edf4"
)

// SVG draws the timeline of a notice: its requirements as rows, their phases as
// bands, the windows of a block as ticks, due dates as flags, and below them the
// days without blocks and the service levels. It fails if the writer does, or if
// the range of the options ends before it begins.
//
// The picture scales to the room it is given, holds its text as text, and names
// itself to those who listen to it.
func SVG(w io.Writer, n *notice.Notice, o Options) error {
	from, until, err := o.reach(n, true)
	if err != nil {
		return err
	}
	p := &picture{
		n:     n,
		c:     calendar{n.Zone},
		free:  freeDaysOf(n),
		today: o.Today,
		id:    fmt.Sprintf("timeline-%s-%d", n.ID, n.Revision),
	}
	p.scale = scale{from: from, until: until, left: margin, right: pictureWidth - margin, c: p.c}
	p.y = headHeight
	for i, q := range n.Requirements {
		p.requirement(i, q)
	}
	p.freeDays()
	p.services()
	bottom := p.y - rowGap/2
	p.legend()

	_, err = io.WriteString(w, p.whole(bottom))
	return err
}

// picture draws the rows first, since only they know how high it is.
type picture struct {
	svg.Drawing             // the shapes
	texts       svg.Drawing // the labels, which stand above everything
	scale
	n     *notice.Notice
	c     calendar
	free  freeDays
	today time.Time
	id    string // before every id, so that several pictures share a page
	y     float64
	used  map[string]bool // what the legend explains
}

// label writes text above all shapes.
func (p *picture) label(x, y float64, text, full string, s svg.Style) {
	p.texts.Label(x, y, text, full, s)
}

// use notes that the legend must explain something.
func (p *picture) use(what string) {
	if p.used == nil {
		p.used = map[string]bool{}
	}
	p.used[what] = true
}

// whole puts head and ground around the rows.
func (p *picture) whole(bottom float64) string {
	var d svg.Drawing
	height := p.y + margin/2
	d.Open("svg", svg.Attrs{
		"xmlns", "http://www.w3.org/2000/svg", "viewBox", fmt.Sprintf("0 0 %d %s", pictureWidth, svg.Number(height)),
		"preserveAspectRatio", "xMidYMin meet", "role", "img",
		"aria-labelledby", p.id + "-title " + p.id + "-desc", "font-family", "sans-serif",
	})
	d.Words("title", noticeTitle(p.n), svg.Attrs{"id", p.id + "-title"})
	d.Words("desc", p.describe(), svg.Attrs{"id", p.id + "-desc"})
	d.Open("defs", nil)
	d.Open("pattern", svg.Attrs{"id", p.id + "-hatch", "width", "7", "height", "7", "patternUnits", "userSpaceOnUse", "patternTransform", "rotate(45)"})
	d.Box(0, 0, 7, 7, "", svg.Attrs{"fill", warnFill})
	d.Line(0, 0, 0, 7, svg.Attrs{"stroke", warnInk, "stroke-width", "1.6", "stroke-opacity", "0.55"})
	d.Close("pattern")
	d.Open("pattern", svg.Attrs{"id", p.id + "-dense", "width", "4", "height", "4", "patternUnits", "userSpaceOnUse"})
	d.Box(0, 0, 4, 4, "", svg.Attrs{"fill", warnFill})
	d.Box(0, 0, 2.6, 4, "", svg.Attrs{"fill", refused})
	d.Close("pattern")
	d.Close("defs")
	d.Box(0, 0, pictureWidth, height, "", svg.Attrs{"fill", paper})
	var labels svg.Drawing
	p.head(&d, &labels, bottom)
	d.Place(p.Drawing.String())
	p.todayLine(&d, bottom)
	d.Place(labels.String())
	d.Place(p.texts.String())
	d.Close("svg")
	return d.String()
}

const (
	headTitle  = 36
	headBelow  = 56
	laneAt     = 82  // the markers of today and of the publication
	aboveAt    = 104 // years
	labelAt    = 119
	ruleAt     = 125
	headHeight = ruleAt + 14
)

// head writes the title, the axis, and the lines that run down from it.
func (p *picture) head(d, labels *svg.Drawing, bottom float64) {
	title := noticeTitle(p.n)
	labels.Label(margin, headTitle, svg.Cut(title, 22*svg.BoldWider, pictureWidth-2*margin), title, svg.Style{Size: 22, Bold: true, Fill: ink})
	below := fmt.Sprintf("Notice %s, published %s. Times are those of %s.", edition(p.n), p.c.on(p.n.Published), p.n.Zone.Name())
	labels.Label(margin, headBelow, svg.Cut(below, 13, pictureWidth-2*margin), below, svg.Style{Size: 13, Fill: faint})

	d.Line(p.left, ruleAt, p.right, ruleAt, svg.Attrs{"stroke", ink, "stroke-width", "1.2"})
	for _, t := range p.axis() {
		if t.label != "" || t.above == "" {
			d.Line(t.x, ruleAt-5, t.x, bottom, svg.Attrs{"stroke", grid, "stroke-width", "1"})
			d.Line(t.x, ruleAt-5, t.x, ruleAt, svg.Attrs{"stroke", ink, "stroke-width", "1"})
		}
		if t.label != "" {
			labels.Label(t.x+3, labelAt, t.label, "", svg.Style{Size: axisSize, Fill: ink})
		}
		if t.above != "" {
			labels.Label(t.x+3, aboveAt, t.above, "", svg.Style{Size: axisSize, Bold: true, Fill: ink})
		}
	}
	p.published(labels)
}

// published marks when the revision was published, where there is room for it
// beside today.
func (p *picture) published(labels *svg.Drawing) {
	at := p.n.Published.Start(p.n.Zone)
	if !p.holds(at) {
		return
	}
	x := p.x(at)
	labels.Leaf("path", "Published "+p.c.on(p.n.Published), svg.Attrs{
		"d", fmt.Sprintf("M%s %dl-5 -8h10z", svg.Number(x), ruleAt), "fill", paper, "stroke", ink, "stroke-width", "1.2",
	})
	const words = "published"
	half := svg.Measure(words, 11) / 2
	x = min(max(x, p.left+half), p.right-half)
	if left, right, ok := p.todayLabel(); ok && x-half < right+6 && left-6 < x+half {
		return
	}
	labels.Label(x, laneAt, words, "", svg.Style{Size: 11, Fill: faint, Anchor: "middle"})
}

func (p *picture) todayWords() string { return "today, " + p.shortDay(p.today) }

// todayLabel returns between which ends today is written, if it is shown.
func (p *picture) todayLabel() (left, right float64, ok bool) {
	if p.today.IsZero() || !p.holds(p.today) {
		return 0, 0, false
	}
	half := svg.Measure(p.todayWords(), 12*svg.BoldWider)/2 + 7
	middle := min(max(p.x(p.today), p.left+half), p.right-half)
	return middle - half, middle + half, true
}

// todayLine runs down through all rows, above them.
func (p *picture) todayLine(d *svg.Drawing, bottom float64) {
	left, right, ok := p.todayLabel()
	if !ok {
		return
	}
	x := p.x(p.today)
	d.Line(x, laneAt+5, x, bottom, svg.Attrs{"stroke", paper, "stroke-width", "4.5", "stroke-opacity", "0.8"})
	d.Line(x, laneAt+5, x, bottom, svg.Attrs{"stroke", ink, "stroke-width", "2", "stroke-dasharray", "6 3"})
	d.Box(left, laneAt-13, right-left, 19, "", svg.Attrs{"rx", "4", "fill", ink})
	d.Label((left+right)/2, laneAt+1, p.todayWords(), "", svg.Style{Size: 12, Bold: true, Fill: paper, Halo: ink, Anchor: "middle"})
}

// mostDescribed is how many requirements the description speaks of: it is
// listened to in one piece.
const mostDescribed = 12

// describe tells in words what the picture shows.
func (p *picture) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Timeline of %s, %s.", edition(p.n), p.changes())
	for i, q := range p.n.Requirements {
		if i == mostDescribed {
			fmt.Fprintf(&b, " And %s more.", count(len(p.n.Requirements)-i, "requirement"))
			break
		}
		fmt.Fprintf(&b, " %d: %s: %s.", i+1, svg.Shorten(title(q), svg.MostLabel), summaryOf(p.n, q))
	}
	return b.String()
}

// changes names the first and the last day on which something that the picture
// shows begins or ends. Its edges are no such days, unless they were asked for:
// they are margin.
func (p *picture) changes() string {
	first, last := reachOf(p.n)
	if !first.Before(p.until) || last.Before(p.from) {
		return p.c.stretch(p.from, p.until)
	}
	if first.Before(p.from) {
		first = p.from
	}
	until := p.c.date(last)
	if last.After(p.until) {
		until = p.c.dayBefore(p.until)
	} else if !beginsAt(p.n, last) {
		until = p.c.dayBefore(last) // what ends at midnight ends with the day before
	}
	from := p.c.date(first)
	if !from.Before(until) {
		return "on " + day(from)
	}
	return "from " + day(from) + " to " + day(until)
}

// beginsAt reports whether a stretch of a requirement or a service level begins
// at an instant.
func beginsAt(n *notice.Notice, at time.Time) bool {
	for _, q := range n.Requirements {
		if slices.ContainsFunc(stretchesOf(n, q), func(s stretch) bool { return s.from.Equal(at) }) {
			return true
		}
	}
	return slices.ContainsFunc(n.Services, func(s *notice.Service) bool {
		return slices.ContainsFunc(levelsOf(n, s), func(c levelChange) bool { return c.level != "" && c.from.Equal(at) })
	})
}
