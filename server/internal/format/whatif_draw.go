package format

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// picture gathers the elements of an SVG. All that is written goes through it,
// so that nothing stands in the XML unescaped. Styles are attributes: a page that
// forbids inline styles can show the picture too.
//
// Source: SVG 2, https://www.w3.org/TR/SVG2/.
type picture struct{ xml strings.Builder }

// attrs are names and values in turn.
type attrs []string

func (d *picture) open(name string, with attrs) {
	d.tag(name, with)
	d.xml.WriteString(">\n")
}

func (d *picture) close(name string) { d.xml.WriteString("</" + name + ">\n") }

// words writes an element that holds only text.
func (d *picture) words(name, text string, with attrs) {
	d.tag(name, with)
	d.xml.WriteString(">")
	d.escape(text)
	d.close(name)
}

// leaf writes an element without children but for its title, which readers show
// beside a pointer and speak; "" is none.
func (d *picture) leaf(name, title string, with attrs) {
	d.tag(name, with)
	if title == "" {
		d.xml.WriteString("/>\n")
		return
	}
	d.xml.WriteString(">")
	d.words("title", title, nil)
	d.close(name)
}

func (d *picture) tag(name string, with attrs) {
	d.xml.WriteString("<" + name)
	for i := 0; i+1 < len(with); i += 2 {
		d.xml.WriteString(" " + with[i] + `="`)
		d.escape(with[i+1])
		d.xml.WriteString(`"`)
	}
}

// mostDrawn is how many characters of one text a picture holds: nobody reads
// more beside a pointer.
const mostDrawn = 2000

func (d *picture) escape(text string) {
	if runes := []rune(text); len(runes) > mostDrawn {
		text = string(runes[:mostDrawn-1]) + "…"
	}
	// A strings.Builder takes all it is given, so there is no error to return.
	_ = xml.EscapeText(&d.xml, []byte(text))
}

// box writes a rectangle.
func (d *picture) box(x, y, width, height float64, title string, with attrs) {
	d.leaf("rect", title, append(attrs{"x", coordinate(x), "y", coordinate(y), "width", coordinate(width), "height", coordinate(height)}, with...))
}

// line writes a straight line.
func (d *picture) line(x1, y1, x2, y2 float64, with attrs) {
	d.leaf("line", "", append(attrs{"x1", coordinate(x1), "y1", coordinate(y1), "x2", coordinate(x2), "y2", coordinate(y2)}, with...))
}

// look is how a label looks.
type look struct {
	size   float64
	bold   bool
	faint  bool
	anchor string // start, middle or end; "" = start
}

// label writes text with its baseline at y.
func (d *picture) label(x, y float64, text string, l look) {
	with := attrs{"x", coordinate(x), "y", coordinate(y), "font-size", coordinate(l.size), "fill", drawnInk}
	if l.faint {
		with[len(with)-1] = drawnFaint
	}
	if l.bold {
		with = append(with, "font-weight", "bold")
	}
	if l.anchor != "" {
		with = append(with, "text-anchor", l.anchor)
	}
	// The halo keeps the grid from running through the letters.
	with = append(with, "stroke", drawnPaper, "stroke-width", "4", "stroke-linejoin", "round", "paint-order", "stroke")
	d.words("text", text, with)
}

// coordinate writes a number to a tenth of a unit.
func coordinate(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// letters estimates how wide a text is. Which font a reader has is not known:
// the estimate is that of a wide one, DejaVu Sans.
func letters(text string, size float64) float64 {
	wide := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("iljtfI.,:;'|!()[] ’", r):
			wide += 0.4
		case strings.ContainsRune("mwMWOQ@%…—", r):
			wide += 0.98
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			wide += 0.7
		case r >= 0x1100:
			wide += 1.1
		default:
			wide += 0.62
		}
	}
	return wide * size
}

// boldLetters is how much wider bold letters run.
const boldLetters = 1.12

// cutDrawn shortens a text to a width, with an ellipsis.
func cutDrawn(text string, size, most float64) string {
	if letters(text, size) <= most {
		return text
	}
	wide := letters("…", size)
	for i, r := range text {
		if wide += letters(string(r), size); wide > most {
			return strings.TrimRight(text[:i], " ") + "…"
		}
	}
	return text
}

// The colours are those of the timeline of a notice. Their lightness tells them
// apart without their hue, in print and for eyes that see red and green alike.
const (
	drawnPaper  = "#ffffff"
	drawnInk    = "#16202a"
	drawnFaint  = "#55626e"
	drawnGrid   = "#dde3e8"
	drawnWindow = "#e3edf4"
	drawnLight  = "#ffe6ad"
	drawnHatch  = "#7a4d00"
	drawnDark   = "#8c1d2f"
)
