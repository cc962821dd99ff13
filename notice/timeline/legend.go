package timeline

import (
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/svg"
)

// legend explains the marks that the picture has, in one line or two.
func (p *picture) legend() {
	const swatch, size = 34, 12
	p.y += 6
	x := p.left
	entry := func(what, words string, draw func(x, y float64)) {
		if !p.used[what] {
			return
		}
		wide := swatch + 8 + svg.Measure(words, size) + 18
		if x+wide > p.right+18 {
			x = p.left
			p.y += 24
		}
		draw(x, p.y)
		p.label(x+swatch+8, p.y+13, words, "", svg.Style{Size: size, Fill: ink})
		x += wide
	}
	bar := func(a notice.Action) func(x, y float64) {
		return func(x, y float64) { p.Box(x, y, swatch, 18, "", p.look(a)) }
	}
	entry("observe", "only counted", bar(notice.Observe))
	entry("warn", "a warning", bar(notice.Warn))
	entry("windows", "refused in dark windows", func(x, y float64) {
		bar(notice.Warn)(x, y)
		p.Box(x+9, y, 4, 18, "", svg.Attrs{"fill", refused})
		p.Box(x+22, y, 4, 18, "", svg.Attrs{"fill", refused})
		p.Line(x, y, x+swatch, y, rails)
		p.Line(x, y+18, x+swatch, y+18, rails)
	})
	entry("dense", "so many windows that they touch", func(x, y float64) {
		p.Box(x, y, swatch, 18, "", svg.Attrs{"fill", "url(#" + p.id + "-dense)"})
		p.Line(x, y, x+swatch, y, rails)
		p.Line(x, y+18, x+swatch, y+18, rails)
	})
	entry("block", "refused", bar(notice.Block))
	entry("due", "to be mended by the end of this day", func(x, y float64) {
		p.Line(x+12, y, x+12, y+18, svg.Attrs{"stroke", ink, "stroke-width", "1.8"})
		p.Leaf("path", "", svg.Attrs{"d", "M" + svg.Number(x+12) + " " + svg.Number(y) + "l11 5l-11 5z", "fill", ink})
	})
	entry("free", "day on which nobody is refused", func(x, y float64) {
		p.Box(x+12, y+3, 9, 12, "", svg.Attrs{"fill", paper, "stroke", ink, "stroke-width", "1.6"})
	})
	p.y += 24
}
