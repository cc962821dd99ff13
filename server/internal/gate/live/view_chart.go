package live

import (
	"html/template"
	"time"
)

// chartView is the picture of what happened over time.
type chartView struct {
	Of      string // whose sign-ins; "" = all
	Short   bool   // that of a requirement: those that only fell short
	OfAll   string // address of the picture of all
	Unit    string // second or minute
	Spans   []choice
	Wide    template.HTML
	Narrow  template.HTML
	Window  bool // the picture shows when one was open
	Numbers []barRow
}

// barRow is a bar in numbers.
type barRow struct{ At, Allowed, Warned, Blocked string }

// The widths at which the letters of the picture have the size of the page's: on a
// screen, and on a phone.
const (
	widePicture   = 1000
	narrowPicture = 340
)

func viewChart(st *State, q query) chartView {
	c := &st.Curve
	v := chartView{Of: c.whose(), Short: c.Of == requirementsID, Wide: draw("wide", widePicture, st), Narrow: draw("narrow", narrowPicture, st)}
	_, v.Unit = c.unitOf()
	v.Window = len(st.shown()) > 0
	for i, chart := range charts {
		if !q.has(i) {
			continue
		}
		to := q
		to.chart = chart.name
		v.Spans = append(v.Spans, choice{chart.words, to.address("chart"), "chart-" + chart.name, chart.name == c.Chart})
	}
	if c.Of != "" {
		to := q
		to.of, to.row = "", name{}
		v.OfAll = to.address("chart")
	}
	form := "15:04:05"
	if c.BarSeconds >= 60 {
		form = "15:04"
	}
	for i := len(c.Bars) - 1; i >= 0; i-- {
		b := &c.Bars[i]
		at := c.From.Add(time.Duration(int64(i)*c.BarSeconds) * time.Second)
		v.Numbers = append(v.Numbers, barRow{at.Format(form), thousands(b.Allowed), thousands(b.Warned), thousands(b.Blocked)})
	}
	return v
}

// whose is the row that the picture is about, as people call it; "" = none.
func (c *Curve) whose() string {
	switch {
	case c.Of == requirementsID:
		return c.Name + "/" + c.Part
	case c.Part != "":
		return c.Name + " " + c.Part
	}
	return c.Name
}
