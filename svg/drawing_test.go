package svg_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/svg"
)

// TestWellFormed draws hostile texts everywhere a text can stand, and reads the
// picture back as XML.
func TestWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var d svg.Drawing
		d.Open("svg", svg.Attrs{"aria-label", text})
		d.Words("title", text, nil)
		d.Box(0, 0, 1, 1, text, svg.Attrs{"id", text})
		d.Line(0, 0, 1, 1, nil)
		d.Label(0, 0, text, text+text, svg.Style{Size: 12, Bold: true, Anchor: "end"})
		d.Close("svg")
		read := xml.NewDecoder(strings.NewReader(d.String()))
		for {
			if _, err := read.Token(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatalf("%v\n%s", err, d.String())
			}
		}
	})
}

// TestCut holds that a cut text fits, and that one which fits is not cut.
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zA-Z0-9 ]{0,60}`).Draw(t, "text")
		most := rapid.Float64Range(20, 400).Draw(t, "most")
		got := svg.Cut(text, 12, most)
		if svg.Measure(text, 12) <= most && got != text {
			t.Fatalf("%q fits and was cut to %q", text, got)
		}
		if svg.Measure(got, 12) > most {
			t.Fatalf("%q is wider than %v", got, most)
		}
	})
}

func ExampleDrawing() {
	var d svg.Drawing
	d.Open("svg", svg.Attrs{"viewBox", "0 0 10 10"})
	d.Box(0, 0, 10, 10, "a & b", svg.Attrs{"fill", "#ffffff"})
	d.Close("svg")
	fmt.Print(d.String())
	// Output:
	// <svg viewBox="0 0 10 10">
	// <rect x="0" y="0" width="10" height="10" fill="#ffffff"><title>a &amp; b</title></rect>
	// </svg>
}
