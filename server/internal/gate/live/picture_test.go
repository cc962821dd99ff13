package live

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestPicture draws whatever may have been counted: it is well-formed, and nothing
// in it lies outside of it or is no number.
func TestPicture(t *testing.T) {
	noon := day(t, 12, 0, 0)
	rapid.Check(t, func(t *rapid.T) {
		chart := rapid.SampledFrom(charts[:]).Draw(t, "chart")
		now := noon.Add(time.Duration(rapid.Int64Range(0, 86400*2).Draw(t, "seconds")) * time.Second)
		last := spanOf(now.Unix(), chart.width) * chart.width
		curve := Curve{Chart: chart.name, BarSeconds: chart.width, Running: now.Unix() + 1 - last, From: time.Unix(last-(chart.bars-1)*chart.width, 0).In(noon.Location())}
		most := rapid.SampledFrom([]uint64{0, 1, 10, 1 << 20, 1 << 40}).Draw(t, "most")
		for range chart.bars {
			curve.Bars = append(curve.Bars, Counts{
				Allowed: rapid.Uint64Range(0, most).Draw(t, "allowed"), Warned: rapid.Uint64Range(0, most).Draw(t, "warned"), Blocked: rapid.Uint64Range(0, most).Draw(t, "blocked"),
				Weakened: rapid.Uint64Range(0, most).Draw(t, "spared"),
			})
		}
		st := &State{At: now, Started: now.Add(-time.Duration(rapid.Int64Range(0, 86400*2).Draw(t, "age")) * time.Second), Plan: &Plan{}, Curve: curve}
		from := now.Add(time.Duration(rapid.Int64Range(-86400, 3600).Draw(t, "from")) * time.Second)
		w := Window{From: from, Until: from.Add(time.Duration(rapid.Int64Range(1, 86400).Draw(t, "lasts")) * time.Second)}
		if rapid.Bool().Draw(t, "for good") {
			w.Until = time.Time{}
		}
		st.seen = []Window{w}
		width := rapid.SampledFrom([]float64{widePicture, narrowPicture}).Draw(t, "width")
		drawn := string(draw("id", width, st))
		if strings.Contains(drawn, "NaN") || strings.Contains(drawn, "Inf") {
			t.Fatalf("no number in %s", drawn)
		}
		d := xml.NewDecoder(strings.NewReader(drawn))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v in %s", err, drawn)
			}
			if e, ok := token.(xml.StartElement); ok {
				inside(t, e, width)
			}
		}
	})
}

// inside fails the test for an element of the picture that lies outside of it.
func inside(t *rapid.T, e xml.StartElement, width float64) {
	at := make(map[string]float64)
	for _, a := range e.Attr {
		if a.Name.Local == "d" {
			for _, part := range strings.FieldsFunc(a.Value, func(r rune) bool { return strings.ContainsRune("MhVz ", r) }) {
				if v, err := strconv.ParseFloat(part, 64); err != nil || v > width {
					t.Fatalf("path with %q: %v", part, err)
				}
			}
		}
		if v, err := strconv.ParseFloat(a.Value, 64); err == nil {
			at[a.Name.Local] = v
		}
	}
	if e.Name.Local == "rect" && (at["x"] < 0 || at["width"] < 0 || at["height"] < 0 || at["x"]+at["width"] > width+.1 || at["y"]+at["height"] > pictureHeight) {
		t.Fatalf("%v", e)
	}
	if (e.Name.Local == "line" || e.Name.Local == "text") && (at["x"] < 0 || at["x"] > width || at["x1"] < 0 || at["x2"] > width || at["y1"] < 0) {
		t.Fatalf("%v", e)
	}
}

// TestPictureOfManyWindows: where windows open every hour, what is written of them
// does not overlap.
func TestPictureOfManyWindows(t *testing.T) {
	now := day(t, 18, 30, 0)
	st := &State{At: now, Started: now, Plan: &Plan{}, Curve: Curve{Chart: "24h", BarSeconds: 1200, From: now.Add(-24 * time.Hour).Truncate(20 * time.Minute), Bars: make(Bars, 72)}}
	for hour := 8; hour < 18; hour++ {
		st.seen = append(st.seen, Window{Name: strconv.Itoa(hour), From: day(t, hour, 0, 0), Until: day(t, hour, 10, 0)})
	}
	for _, width := range []float64{widePicture, narrowPicture} {
		drawn := string(draw("id", width, st))
		if n := strings.Count(drawn, `class="window"`); n != 10 {
			t.Errorf("%d windows", n)
		}
		most := int(width / 120)
		if n := strings.Count(drawn, "window opens") + strings.Count(drawn, "window ends"); n == 0 || n > most {
			t.Errorf("at %g: %d labels, at most %d have room", width, n, most)
		}
	}
}

func TestNice(t *testing.T) {
	for v, want := range map[float64]float64{0: 1, -1: 1, .3: .3, .31: .4, 1: 1, 1.1: 2, 57: 60, 60: 60, 61: 80, 101: 200, 850: 1000} {
		if got := nice(v); got < want*.999 || got > want*1.001 {
			t.Errorf("nice(%g) = %g, want %g", v, got, want)
		}
	}
}
