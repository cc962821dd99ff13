package timeline

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// drawing gathers the elements of a picture. All that is written goes through
// it, so that nothing stands in the XML unescaped. Styles are attributes: a page
// that forbids inline styles can show the picture too.
type drawing struct{ xml strings.Builder }

// attrs are names and values in turn.
type attrs []string

func (d *drawing) open(name string, with attrs) {
	d.tag(name, with)
	d.xml.WriteString(">\n")
}

func (d *drawing) close(name string) { d.xml.WriteString("</" + name + ">\n") }

// leaf writes an element without children but for its title, which readers show
// beside a pointer and speak; "" is none.
func (d *drawing) leaf(name, title string, with attrs) {
	d.tag(name, with)
	if title == "" {
		d.xml.WriteString("/>\n")
		return
	}
	d.xml.WriteString("><title>")
	d.escape(shorten(title, mostTitle))
	d.xml.WriteString("</title></" + name + ">\n")
}

// words writes an element that holds only text; of a title what titles hold.
func (d *drawing) words(name, text string, with attrs) {
	if name == "title" {
		text = shorten(text, mostTitle)
	}
	d.tag(name, with)
	d.xml.WriteString(">")
	d.escape(text)
	d.xml.WriteString("</" + name + ">\n")
}

func (d *drawing) tag(name string, with attrs) {
	d.xml.WriteString("<" + name)
	for i := 0; i+1 < len(with); i += 2 {
		d.xml.WriteString(" " + with[i] + `="`)
		d.escape(with[i+1])
		d.xml.WriteString(`"`)
	}
}

// escape writes text so that XML reads it back; characters that XML does not
// have become U+FFFD.
func (d *drawing) escape(text string) {
	// A strings.Builder takes all it is given, so there is no error to return.
	_ = xml.EscapeText(&d.xml, []byte(text))
}

// style is how a label looks.
type style struct {
	size   float64
	bold   bool
	fill   string
	halo   string // the ground it is to stand out from; "" = white
	anchor string // start, middle or end; "" = start
}

// label writes text with its baseline at y. Text that is cut shows in full as
// title.
func (d *drawing) label(x, y float64, text, full string, s style) {
	with := attrs{"x", number(x), "y", number(y), "font-size", number(s.size), "fill", s.fill}
	if s.bold {
		with = append(with, "font-weight", "bold")
	}
	if s.anchor != "" && s.anchor != "start" {
		with = append(with, "text-anchor", s.anchor)
	}
	halo := s.halo
	if halo == "" {
		halo = paper
	}
	// The halo keeps grid and hatching from running through the letters.
	with = append(with, "stroke", halo, "stroke-width", "4", "stroke-linejoin", "round", "paint-order", "stroke")
	d.tag("text", with)
	d.xml.WriteString(">")
	text = shorten(text, mostLabel)
	if full != "" && full != text {
		d.xml.WriteString("<title>")
		d.escape(shorten(full, mostTitle))
		d.xml.WriteString("</title>")
	}
	d.escape(text)
	d.xml.WriteString("</text>\n")
}

// box writes a rectangle.
func (d *drawing) box(x, y, width, height float64, title string, with attrs) {
	d.leaf("rect", title, append(attrs{"x", number(x), "y", number(y), "width", number(width), "height", number(height)}, with...))
}

// line writes a straight line.
func (d *drawing) line(x1, y1, x2, y2 float64, with attrs) {
	d.leaf("line", "", append(attrs{"x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2)}, with...))
}

// number writes a coordinate to a tenth of a unit.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// measure estimates how wide a text is. Which font a reader has is not known:
// the estimate is that of a wide one, DejaVu Sans, with capitals and digits as
// wide as they come.
func measure(text string, size float64) float64 {
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

// boldWider is how much wider bold letters run.
const boldWider = 1.12

// Bounds of what a picture holds of one text, in characters: no label has room
// for more than mostLabel, and nobody reads more than mostTitle beside a pointer.
const (
	mostLabel = 300
	mostTitle = 2000
)

// shorten cuts a text to so many characters, with an ellipsis.
func shorten(text string, most int) string {
	count := 0
	for i := range text {
		if count == most-1 {
			if _, size := utf8.DecodeRuneInString(text[i:]); i+size < len(text) {
				return strings.TrimRight(text[:i], " ") + "…"
			}
		}
		count++
	}
	return text
}

// cut shortens a text to a width, with an ellipsis.
func cut(text string, size, most float64) string {
	// It measures anew for every letter that it takes away.
	text = shorten(text, mostLabel)
	if measure(text, size) <= most {
		return text
	}
	for text != "" {
		_, last := utf8.DecodeLastRuneInString(text)
		text = strings.TrimRight(text[:len(text)-last], " ")
		if measure(text+"…", size) <= most {
			break
		}
	}
	return text + "…"
}
