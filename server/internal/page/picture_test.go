package page

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/readiness"
)

func perCent(t rapid.TB, text string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestBarFills holds bars to showing every part that is not empty, in order,
// side by side, and none beyond the end.
func TestBarFills(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, 2_000_000))
		parts := []part{{Class: "a", N: n.Draw(t, "a")}, {Class: "b", N: n.Draw(t, "b")}, {Class: "c", N: n.Draw(t, "c")}, {Class: "d", N: n.Draw(t, "d")}}
		want := ""
		for _, p := range parts {
			if p.N > 0 {
				want += p.Class
			}
		}
		got, end := "", 0.0
		for _, p := range barOf(parts...).Parts {
			got += p.Class
			x, width := perCent(t, p.X), perCent(t, p.Width)
			if x < end-0.02 || x > end+0.02 || width < 0.9 {
				t.Fatalf("part %s of %v stands at %s with %s; the one before ends at %.2f", p.Class, parts, p.X, p.Width, end)
			}
			end = x + width
		}
		if got != want {
			t.Fatalf("%v shows %s, want %s", parts, got, want)
		}
		if want != "" && (end < 99.9 || end > 100.02) {
			t.Fatalf("%v ends at %.2f", parts, end)
		}
	})
}

func TestChart(t *testing.T) {
	m := &maker{at: readWhen("2025-07-02T09:00:00+01:00")}
	tests := []struct {
		name    string
		ends    []readiness.Ends
		days    int
		peak    string
		outside string
	}{
		{"none", nil, 0, "", ""},
		{"no dates", []readiness.Ends{{Date: "soon", Cards: 3}, {Date: "2025-07-03"}}, 0, "", ""},
		{"one", []readiness.Ends{{Date: "2025-07-03", Cards: 1}}, 1, "1 on 3 July 2025", ""},
		{"in any order", []readiness.Ends{{Date: "2026-01-01", Cards: 5}, {Date: "2025-08-01", Cards: 5}, {Date: "2025-12-01", Cards: 2}}, 3, "5 on 1 August 2025", ""},
		{"past and far", []readiness.Ends{{Date: "2022-06-27", Cards: 140_000}, {Date: "2025-07-02", Cards: 4}, {Date: "2040-01-01", Cards: 1}}, 1, "4 on 2 July 2025",
			"140,000 certificates have ended already. 1 certificate ends after Thursday 6 July 2028."},
		{"only past", []readiness.Ends{{Date: "2022-06-27", Cards: 140_000}, {Date: "2022-06-28", Cards: 1}}, 2, "140,000 on 27 June 2022", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := m.chart(&readiness.CardPlan{Ends: test.ends})
			if c == nil {
				c = &chart{Peak: &peak{}}
			}
			got := c.Peak.Label
			if c.Peak.Day != "" {
				got += " on " + c.Peak.Day
			}
			if diff := cmp.Diff([]string{fmt.Sprint(test.days), test.peak, test.outside}, []string{fmt.Sprint(len(c.Days)), got, c.Outside}); diff != "" {
				t.Errorf("days, peak, outside (-want +got)\n%s", diff)
			}
			for _, d := range c.Days {
				if d.Y < chartTop || d.Y >= chartBase {
					t.Errorf("a day reaches from %d to %d", chartBase, d.Y)
				}
			}
		})
	}
}

func TestTimeline(t *testing.T) {
	m := &maker{at: readWhen("2025-07-02T09:00:00+01:00"), r: &readiness.Report{}, names: names{}}
	if m.timeline() != nil {
		t.Error("without windows there is a timeline")
	}
	for i := range 12 {
		m.r.Windows = append(m.r.Windows, readiness.Window{From: "2025-07-08T10:00:00+01:00", Until: "2025-07-08T11:00:00+01:00", Requirements: []string{fmt.Sprint("q", i)}})
	}
	m.r.Windows = append(m.r.Windows, readiness.Window{From: "2025-09-01T00:00:00+01:00", Requirements: []string{"q0"}}, readiness.Window{From: "soon", Requirements: []string{"q1"}})
	line := m.timeline()
	if len(line.Lanes) != firstLanes || line.More != "4 requirements more are not drawn; the table of windows lists them." {
		t.Errorf("%d lanes, and %q", len(line.Lanes), line.More)
	}
	if bands := line.Lanes[0].Bands; len(bands) != 2 || !bands[1].ForGood || bands[1].Words != "From Monday 1 September 2025, 00:00 for good" {
		t.Errorf("bands %+v", bands)
	}
	if bands := line.Lanes[1].Bands; len(bands) != 1 {
		t.Errorf("bands %+v", bands)
	}
}
