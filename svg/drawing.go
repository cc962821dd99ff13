package svg

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Drawing gathers the elements of a picture. All that is written goes through
// it, so that nothing stands in the XML unescaped. Styles are attributes: a page
// that forbids inline styles can show the picture too.
type Drawing struct{ xml strings.Builder }

// String returns what was drawn.
func (d *Drawing) String() string { return d.xml.String() }

// Place puts another drawing, or elements written elsewhere, behind what is drawn.
func (d *Drawing) Place(elements string) { d.xml.WriteString(elements) }

// Attrs are names and values in turn.
type Attrs []string

func (d *Drawing) Open(name string, with Attrs) {
	d.tag(name, with)
	d.xml.WriteString(">\n")
}

func (d *Drawing) Close(name string) { d.xml.WriteString("</" + name + ">\n") }

// Leaf writes an element without children but for its title, which readers show
// beside a pointer and speak; "" is none.
func (d *Drawing) Leaf(name, title string, with Attrs) {
	d.tag(name, with)
	if title == "" {
		d.xml.WriteString("/>\n")
		return
	}
	d.xml.WriteString("><title>")
	d.escape(Shorten(title, MostTitle))
	d.xml.WriteString("</title></" + name + ">\n")
}

// Words writes an element that holds only text; of a title what titles hold.
func (d *Drawing) Words(name, text string, with Attrs) {
	if name == "title" {
		text = Shorten(text, MostTitle)
	}
	d.tag(name, with)
	d.xml.WriteString(">")
	d.escape(text)
	d.xml.WriteString("</" + name + ">\n")
}

func (d *Drawing) tag(name string, with Attrs) {
	d.xml.WriteString("<" + name)
	for i := 0; i+1 < len(with); i += 2 {
		d.xml.WriteString(" " + with[i] + `="`)
		d.escape(with[i+1])
		d.xml.WriteString(`"`)
	}
}

// escape writes text so that XML reads it back; characters that XML does not
// have become U+FFFD.
func (d *Drawing) escape(text string) {
	// A strings.Builder takes all it is given, so there is no error to return.
	_ = xml.EscapeText(&d.xml, []byte(text))
}

// Style is how a label looks.
type Style struct {
	Size   float64
	Bold   bool
	Fill   string
	Halo   string // the ground it is to stand out from; "" = white
	Anchor string // start, middle or end; "" = start
}

// Label writes text with its baseline at y. Text that is cut shows in full as
// title.
func (d *Drawing) Label(x, y float64, text, full string, s Style) {
	with := Attrs{"x", Number(x), "y", Number(y), "font-size", Number(s.Size), "fill", s.Fill}
	if s.Bold {
		with = append(with, "font-weight", "bold")
	}
	if s.Anchor != "" && s.Anchor != "start" {
		with = append(with, "text-anchor", s.Anchor)
	}
	halo := s.Halo
	if halo == "" {
		halo = "#ffffff"
	}
	// The halo keeps grid and hatching from running through the letters.
	with = append(with, "stroke", halo, "stroke-width", "4", "stroke-linejoin", "round", "paint-order", "stroke")
	d.tag("text", with)
	d.xml.WriteString(">")
	text = Shorten(text, MostLabel)
	if full != "" && full != text {
		d.xml.WriteString("<title>")
		d.escape(Shorten(full, MostTitle))
		d.xml.WriteString("</title>")
	}
	d.escape(text)
	d.xml.WriteString("</text>\n")
}

// Box writes a rectangle.
func (d *Drawing) Box(x, y, width, height float64, title string, with Attrs) {
	d.Leaf("rect", title, append(Attrs{"x", Number(x), "y", Number(y), "width", Number(width), "height", Number(height)}, with...))
}

// Line writes a straight line.
func (d *Drawing) Line(x1, y1, x2, y2 float64, with Attrs) {
	d.Leaf("line", "", append(Attrs{"x1", Number(x1), "y1", Number(y1), "x2", Number(x2), "y2", Number(y2)}, with...))
}

// Number writes a coordinate to a tenth of a unit.
func Number(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// Measure estimates how wide a text is. Which font a reader has is not known:
// the estimate is that of a wide one, DejaVu Sans, with capitals and digits as
// wide as they come.
func Measure(text string, size float64) float64 {
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

// BoldWider is how much wider bold letters run.
const BoldWider = 1.12

// Bounds of what a picture holds of one text, in characters: no label has room
// for more than MostLabel, and nobody reads more than MostTitle beside a pointer.
const (
	MostLabel = 300
	MostTitle = 2000
)

// Shorten cuts a text to so many characters, with an ellipsis.
func Shorten(text string, most int) string {
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

// Cut shortens a text to a width, with an ellipsis.
func Cut(text string, size, most float64) string {
	// It measures anew for every letter that it takes away.
	text = Shorten(text, MostLabel)
	if Measure(text, size) <= most {
		return text
	}
	for text != "" {
		_, last := utf8.DecodeLastRuneInString(text)
		text = strings.TrimRight(text[:len(text)-last], " ")
		if Measure(text+"…", size) <= most {
			break
		}
	}
	return text + "…"
}
