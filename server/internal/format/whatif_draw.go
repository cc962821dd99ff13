package format

import "github.com/lanyard-id/lanyard/svg"

// look is how a label looks.
type look struct {
	size   float64
	bold   bool
	faint  bool
	anchor string // start, middle or end; "" = start
}

// label writes text with its baseline at y.
func label(d *svg.Drawing, x, y float64, text string, l look) {
	s := svg.Style{Size: l.size, Bold: l.bold, Fill: drawnInk, Halo: drawnPaper, Anchor: l.anchor}
	if l.faint {
		s.Fill = drawnFaint
	}
	d.Label(x, y, text, "", s)
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
