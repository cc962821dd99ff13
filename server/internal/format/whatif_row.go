package format

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/svg"
)

// row draws one side.
func (p *outlookPicture) row(side side) {
	name := "By " + side.notices
	if p.Other != nil {
		name = strings.ToUpper(side.name[:1]) + side.name[1:] + ": " + side.notices
	}
	p.Open("g", nil)
	p.Drawing.Words("title", name+". "+p.worst(side), nil)
	label(&p.labels, p.left, p.y+12, svg.Cut(name, 14*svg.BoldWider, p.right-p.left), look{size: 14, bold: true})
	p.y += 26
	top, bottom := p.y, p.y+peopleHeight
	low := bottom
	if p.Weeks != nil {
		low = bottom + 26 + refusedHeight
	}
	p.windows(side, top, low)
	p.scale(bottom, peopleHeight, p.most, "")
	bars := p.bars(side)
	for _, b := range bars {
		dark := float64(b.dark) / float64(p.most) * peopleHeight
		light := float64(b.light) / float64(p.most) * peopleHeight
		if b.dark > 0 {
			p.Box(b.from, bottom-dark, b.until-b.from, dark, b.words, svg.Attrs{"fill", drawnDark})
		}
		if b.light > 0 {
			p.Box(b.from, bottom-dark-light, b.until-b.from, light, b.words, svg.Attrs{"fill", "url(#outlook-hatch)", "stroke", drawnHatch, "stroke-width", "1"})
		}
	}
	if !slices.ContainsFunc(bars, func(b bar) bool { return b.dark+b.light > 0 }) {
		label(&p.labels, p.left+8, bottom-8, "nothing is stopped", look{size: 12, faint: true})
	}
	p.numbers(bars, bottom)
	p.y = bottom + 16
	if p.Weeks != nil {
		p.refused(bars, bottom+26, refusedHeight)
		p.y = low + 16
	}
	p.Close("g")
	p.y += 18
}

// scale draws the lines of a scale and its numbers.
func (p *outlookPicture) scale(bottom, height float64, most int, unit string) {
	values := []int{0, most}
	if most%2 == 0 {
		values = []int{0, most / 2, most}
	}
	for _, n := range values {
		y := bottom - float64(n)/float64(most)*height
		p.Line(p.left, y, p.right, y, svg.Attrs{"stroke", drawnGrid, "stroke-width", "1"})
		label(&p.labels, p.left-8, y+4, number(n)+unit, look{size: 11, faint: true, anchor: "end"})
	}
	p.Line(p.left, bottom, p.right, bottom, svg.Attrs{"stroke", drawnInk, "stroke-width", "1"})
}

// windows shades the times in which something blocks.
func (p *outlookPicture) windows(side side, top, bottom float64) {
	for i := 0; i < len(p.Steps); {
		s := side.of(&p.Steps[i])
		first := i
		for i++; i < len(p.Steps) && slices.Equal(side.of(&p.Steps[i]).Blocking, s.Blocking); i++ {
		}
		if len(s.Blocking) == 0 {
			continue
		}
		from, until := p.Steps[first].At, p.Steps[i-1].Until
		x0, x1 := p.place(from, until)
		p.Box(x0, top, x1-x0, bottom-top, strings.Join(s.Blocking, ", ")+" from "+span(from, until, p.Known), svg.Attrs{"fill", drawnWindow})
	}
}

// leastDrawn is how narrow a bar may be and still be seen.
const leastDrawn = 2.4

// place is where a stretch of time stands, wide enough to be seen.
func (p *outlookPicture) place(from, until string) (x0, x1 float64) {
	f, _ := instant(from)
	u, _ := instant(until)
	x0, x1 = p.x(f), p.x(u)
	if x1-x0 < leastDrawn {
		x1 = x0 + leastDrawn
	}
	return x0, x1
}

// bar is what some steps that follow each other have at worst. They are several
// only where they are too narrow to be drawn apart.
type bar struct {
	from, until float64
	dark, light int
	refused     int       // of a hundred sign-ins
	at          time.Time // of the worst
	words       string
}

// bars are those of a side. Steps that follow each other and differ on the other
// side only are one.
func (p *outlookPicture) bars(side side) []bar {
	var out []bar
	for i := 0; i < len(p.Steps); {
		first := &p.Steps[i]
		s := *side.of(first)
		until := first.Until
		for i++; i < len(p.Steps) && goesOn(&s, side.of(&p.Steps[i])); i++ {
			until = p.Steps[i].Until
			s.SignIns = sumOf(s.SignIns, side.of(&p.Steps[i]).SignIns)
		}
		if isFree(&s) {
			continue
		}
		b := bar{words: span(first.At, until, p.Known) + ": " + stopWords(&s, p.Told != "") + ", by " + strings.Join(s.Blocking, ", "), refused: refusedShare(&s)}
		b.from, b.until = p.place(first.At, until)
		b.dark, b.light = p.level(&s)
		b.at, _ = instant(first.At)
		if s.Worst != "" {
			b.at, _ = instant(s.Worst)
			b.words += " (at worst, on " + day(s.Worst, p.Known) + ")"
		}
		// What was too narrow to be seen reaches over its end.
		if last := len(out) - 1; last >= 0 && b.from < out[last].until {
			if b.until-leastDrawn < out[last].until {
				out[last].merge(b)
				continue
			}
			b.from = out[last].until
		}
		out = append(out, b)
	}
	return out
}

// goesOn reports whether a step goes on as the one before it.
func goesOn(s, next *readiness.OutlookStop) bool {
	return next.Worst == "" && s.Worst == "" && slices.Equal(s.Blocking, next.Blocking) &&
		s.Stopped == next.Stopped && s.Clients == next.Clients && (s.SignIns == nil) == (next.SignIns == nil)
}

func sumOf(a, b *readiness.SignInCount) *readiness.SignInCount {
	if a == nil || b == nil {
		return nil
	}
	return &readiness.SignInCount{Allowed: a.Allowed + b.Allowed, Warned: a.Warned + b.Warned, Blocked: a.Blocked + b.Blocked}
}

// merge takes in a bar that has no room of its own.
func (b *bar) merge(next bar) {
	b.until = max(b.until, next.until)
	b.refused = max(b.refused, next.refused)
	if next.dark > b.dark || next.dark == b.dark && next.light > b.light {
		b.dark, b.light, b.at = next.dark, next.light, next.at
		b.words = next.words
	}
}

// numbers writes how many are stopped above the highest bars, and when below
// them, where there is room.
func (p *outlookPicture) numbers(bars []bar, bottom float64) {
	order := make([]int, len(bars))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return bars[b].dark + bars[b].light - bars[a].dark - bars[a].light })
	var above, below []bar
	free := func(taken []bar, from, until float64) bool {
		return !slices.ContainsFunc(taken, func(t bar) bool { return from < t.until && t.from < until })
	}
	for _, i := range order {
		b := bars[i]
		if b.dark+b.light == 0 {
			continue
		}
		words := number(b.dark + b.light)
		wide := svg.Measure(words, 12*svg.BoldWider) + 6
		middle := min(max((b.from+b.until)/2, p.left+wide/2), p.right-wide/2)
		if free(above, middle-wide/2, middle+wide/2) {
			above = append(above, bar{from: middle - wide/2, until: middle + wide/2})
			y := bottom - float64(b.dark+b.light)/float64(p.most)*peopleHeight - 5
			label(&p.labels, middle, y, words, look{size: 12, bold: true, anchor: "middle"})
		}
		date := p.short(b.at)
		wide = svg.Measure(date, 11) + 8
		left := min(max(b.from-2, p.left), p.right-wide)
		if free(below, left, left+wide) {
			below = append(below, bar{from: left, until: left + wide})
			label(&p.labels, left, bottom+13, date, look{size: 11, faint: true})
		}
	}
}

// short is an instant as a label has room for.
func (p *outlookPicture) short(t time.Time) string {
	d := p.zone.Civil(t)
	words := fmt.Sprintf("%.3s %d %.3s", d.Weekday(), d.Day, d.Month)
	if d.Hour != 0 || d.Minute != 0 {
		words += fmt.Sprintf(" %02d:%02d", d.Hour, d.Minute)
	}
	return words
}

// refused draws how many of a hundred sign-ins are refused: steps are not of one
// length, so that counts of them could not be compared.
func (p *outlookPicture) refused(bars []bar, top, height float64) {
	bottom := top + height
	p.scale(bottom, height, p.share, "%")
	for _, b := range bars {
		if b.refused > 0 {
			high := float64(b.refused) / float64(p.share) * height
			p.Box(b.from, bottom-high, b.until-b.from, high, b.words, svg.Attrs{"fill", drawnFaint})
		}
	}
	label(&p.labels, p.left, bottom+13, "share of sign-ins refused", look{size: 11, faint: true})
}
