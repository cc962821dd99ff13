package timeline

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/svg"
)

// mostLanes is how many phases that hold beside each other, in different places,
// are drawn.
const mostLanes = 4

// lanesOf returns the phases that a stretch is drawn as, one below the other.
func lanesOf(s stretch) []*notice.Phase { return s.phases[:min(len(s.phases), mostLanes)] }

// bandsHeight is how high the band of a requirement is: higher where places
// differ.
func bandsHeight(stretches []stretch) float64 {
	lanes := 1
	for _, s := range stretches {
		lanes = max(lanes, len(lanesOf(s)))
	}
	return max(bandHeight, float64(lanes)*laneHeight)
}

// piece is where on the picture a phase is drawn.
type piece struct {
	pixels
	y, height           float64
	openLeft, openRight bool
}

// bands draws the stretches of a requirement beside each other, and returns the
// dates at which they begin and at which their windows open.
func (p *picture) bands(stretches []stretch, y, height float64) []mark {
	var dates []mark
	p.Line(p.left, y+height/2, p.right, y+height/2, svg.Attrs{"stroke", grid, "stroke-width", "1"})
	for _, s := range stretches {
		x0, x1, openLeft, openRight, ok := p.clip(s.from, s.until)
		if !ok {
			continue
		}
		if !openLeft {
			dates = append(dates, mark{x: x0, words: p.short(s.from), rank: 1 + int(notice.Block-strongest(s))})
		}
		lanes := lanesOf(s)
		for i, phase := range lanes {
			high := height / float64(len(lanes))
			at := piece{pixels{x0, x1}, y + float64(i)*high, high, openLeft, openRight}
			dates = append(dates, p.phase(s, phase, laneWords(phase, i), at)...)
		}
	}
	return dates
}

// strongest is the most that the phases of a stretch do.
func strongest(s stretch) notice.Action {
	most := notice.Observe
	for _, p := range s.phases {
		most = max(most, p.Action)
	}
	return most
}

// laneWords says what a phase does, and where if others do something else.
func laneWords(p *notice.Phase, lane int) string {
	words := brief(p)
	switch {
	case lane == 0:
	case p.WhereSource() != "":
		words = strings.Replace(words, "in some places", "in other places", 1)
	default:
		words = "elsewhere " + words
	}
	return words
}

// phase draws one phase within a stretch.
func (p *picture) phase(s stretch, phase *notice.Phase, words string, at piece) (dates []mark) {
	full := capital(p.c.stretch(s.from, s.until)) + ": " + words
	if phase.Action != notice.Block || phase.During == "" {
		p.band(at, full, p.look(phase.Action))
		if phase.Action == notice.Block {
			p.notches(s, at)
		}
		p.bandLabel(words, phase.Action, at, at.pixels)
		return nil
	}
	p.use("windows")
	p.band(at, full, p.look(phase.Otherwise))
	ticks, dates := p.windows(s, phase, at)
	// The rails tell a time of windows from a time of warnings.
	p.Line(at.from, at.y, at.until, at.y, rails)
	p.Line(at.from, at.y+at.height, at.until, at.y+at.height, rails)
	free, covered := widest(at.pixels, ticks, false), widest(at.pixels, ticks, true)
	if free.until-free.from >= covered.until-covered.from {
		p.bandLabel(words, phase.Otherwise, at, free)
	} else {
		p.bandLabel(words, notice.Block, at, covered)
	}
	return dates
}

var rails = svg.Attrs{"stroke", refused, "stroke-width", "3"}

// look is how an action is drawn.
func (p *picture) look(a notice.Action) svg.Attrs {
	p.use(a.String())
	switch a {
	case notice.Block:
		return svg.Attrs{"fill", refused, "stroke", refused, "stroke-width", "1"}
	case notice.Warn:
		return svg.Attrs{"fill", "url(#" + p.id + "-hatch)", "stroke", warnInk, "stroke-width", "1"}
	}
	return svg.Attrs{"fill", paper, "stroke", faint, "stroke-width", "1.2", "stroke-dasharray", "4 3"}
}

// band draws a bar, with a point on each side on which it goes on.
func (p *picture) band(at piece, words string, with svg.Attrs) {
	var d strings.Builder
	half := svg.Number(at.height / 2)
	fmt.Fprintf(&d, "M%s %sH%s", svg.Number(at.from), svg.Number(at.y), svg.Number(at.until))
	if at.openRight {
		fmt.Fprintf(&d, "l8 %sl-8 %s", half, half)
	} else {
		fmt.Fprintf(&d, "v%s", svg.Number(at.height))
	}
	fmt.Fprintf(&d, "H%s", svg.Number(at.from))
	if at.openLeft {
		fmt.Fprintf(&d, "l-8 -%sl8 -%s", half, half)
	}
	d.WriteString("z")
	p.Leaf("path", words, append(svg.Attrs{"d", d.String()}, with...))
}

const labelSize = 12

// bandLabel writes words on the look of an action, where they have room.
func (p *picture) bandLabel(words string, ground notice.Action, at piece, room pixels) {
	look := svg.Style{Size: labelSize, Fill: ink, Halo: paper}
	switch ground {
	case notice.Block:
		look.Bold, look.Fill, look.Halo = true, paper, refused
	case notice.Warn:
		look.Halo = warnFill
	}
	size := float64(labelSize)
	if look.Bold {
		size *= svg.BoldWider
	}
	most := room.until - room.from - 12
	for _, shorter := range []string{words, strings.TrimPrefix(words, "a "), shortest(words)} {
		if shorter != "" && svg.Measure(shorter, size) <= most {
			p.label(room.from+7, at.y+at.height/2+4.5, shorter, words, look)
			return
		}
	}
}

// shortest is what must be left of the words for a phase where there is little
// room: what its look alone does not say.
func shortest(words string) string {
	switch {
	case strings.HasSuffix(words, "some places"):
		return "some places"
	case strings.HasSuffix(words, "in windows"):
		return "windows"
	}
	return ""
}

// widest returns the widest piece of a band that ticks cover, or leave free; of
// several, the first.
func widest(band pixels, ticks []pixels, covered bool) pixels {
	best := pixels{band.from, band.from}
	from := band.from
	for _, t := range append(ticks[:len(ticks):len(ticks)], pixels{band.until, band.until}) {
		next := pixels{from, t.from}
		if covered {
			next = t
		}
		if next.until-next.from > best.until-best.from+1 {
			best = next
		}
		from = max(from, t.until)
	}
	return best
}

// notches shows in a band of refusal the days that are without.
func (p *picture) notches(s stretch, at piece) {
	from, until := p.scale.from, p.scale.until
	if s.from.After(from) {
		from = s.from
	}
	if !s.until.IsZero() && s.until.Before(until) {
		until = s.until
	}
	days := p.free.within(from, until)
	var list []pixels
	for _, d := range days {
		list = append(list, pixels{max(p.x(d.from), at.from), min(p.x(d.until), at.until)})
	}
	ticks, which := merge(list)
	for i, t := range ticks {
		d := days[which[i][0]].day
		p.Box(t.from, at.y, t.until-t.from, at.height, "A warning on "+day(d.Date)+because(d), svg.Attrs{"fill", warnFill})
	}
}

// opens names when a window opens: by its day, or by its time of day where days
// are wide apart.
func (p *picture) opens(t time.Time) string {
	if p.days() < 4 {
		return p.c.clock(t)
	}
	return p.shortDay(t)
}

// shortDay is the date of an instant without its time of day.
func (p *picture) shortDay(t time.Time) string {
	words, _, _ := strings.Cut(p.short(t), ",")
	return words
}
