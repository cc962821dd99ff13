package live

import (
	"html/template"
	"slices"
	"strings"
	"time"
)

// chartView is the picture of what happened over time.
type chartView struct {
	Of      string       // whose sign-ins; "" = all
	Short   string       // a requirement that they fell short of; "" = any
	Place   string       // what the organisation is called, and whom to ring there
	Others  []choice     // other pictures: the wider ones, and what of this one fell short of which requirement
	CSV     template.URL // of the picture, each second or minute
	Unit    string       // second or minute
	Spans   []choice
	Wide    template.HTML
	Narrow  template.HTML
	Spared  bool // there are such
	Window  bool // the picture shows when one was open
	Numbers []barRow
}

// barRow is a bar in numbers.
type barRow struct{ At, Allowed, Warned, Blocked, Weakened string }

// The widths at which the letters of the picture have the size of the page's: on a
// screen, and on a phone.
const (
	widePicture   = 1000
	narrowPicture = 340
)

func viewChart(st *State, q query) chartView {
	c := &st.Curve
	v := chartView{Wide: draw("wide", widePicture, st), Narrow: draw("narrow", narrowPicture, st)}
	switch {
	case c.Of == requirementsID:
		v.Short = c.whose()
	default:
		v.Of = c.whose()
		if c.Short != nil {
			v.Short = c.Short.requirement()
		}
	}
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
	v.Others = c.others(q)
	if p := st.Places[c.Name]; c.Of == organisationsID && p != (Place{}) {
		v.Place = sentence(p.Name)
		if ring := p.ring(); ring != "" {
			v.Place = strings.TrimSpace(v.Place + " Ring " + ring + ".")
		}
	}
	// The values are encoded.
	v.CSV = template.URL("/curve.csv?" + query{chart: c.Chart, of: q.of, row: q.row, short: q.short}.values().Encode())
	form := "15:04:05"
	if c.BarSeconds >= 60 {
		form = "15:04"
	}
	for i := len(c.Bars) - 1; i >= 0; i-- {
		b := &c.Bars[i]
		at := c.From.Add(time.Duration(int64(i)*c.BarSeconds) * time.Second)
		v.Numbers = append(v.Numbers, barRow{at.Format(form), thousands(b.Allowed), thousands(b.Warned), thousands(b.Blocked), thousands(b.Weakened)})
		v.Spared = v.Spared || b.Weakened > 0
	}
	return v
}

// others are pictures beside one of a row: of all, of the row, of the requirement,
// and of what of an organisation fell short of which.
func (c *Curve) others(q query) (all []choice) {
	if c.Of == "" {
		return nil
	}
	add := func(words, id string, of string, row, short name) {
		to := q.pictureOf(of, row, short)
		all = append(all, choice{words, to.address("chart"), id, of == c.Of && row == q.row && short == q.short})
	}
	add("all sign-ins", "chart-all", "", name{}, name{})
	if c.Of != organisationsID {
		add(c.whose(), "chart-row", c.Of, q.row, name{})
		return all
	}
	add("all of "+c.whose(), "chart-row", c.Of, q.row, name{})
	shares := c.Shares
	if c.Short != nil && !slices.ContainsFunc(shares, func(s Share) bool { return s.Name == c.Short.Name && s.Part == c.Short.Part }) {
		shares = append([]Share{*c.Short}, shares...)
	}
	for _, s := range shares {
		words := "of " + c.whose() + ", short of: " + s.requirement()
		if did := s.Counts.did(); did != "" {
			words += " (" + did + " in 15 minutes)"
		}
		add(words, "chart-short-"+mark(s.Name, s.Part), c.Of, q.row, name{s.Name, s.Part})
	}
	if c.Short != nil {
		add("of all, short of: "+c.Short.requirement(), "chart-requirement", requirementsID, q.short, name{})
	}
	return all
}

// requirement is what a requirement is called.
func (s *Share) requirement() string { return or(s.Title, s.Part, s.Name) }

// whose is the row that the picture is about, as people call it; "" = none.
func (c *Curve) whose() string {
	switch {
	case c.Of == requirementsID:
		return or(c.Title, c.Part, c.Name)
	case c.Part != "":
		return c.Name + " " + c.Part
	}
	return c.Name
}
