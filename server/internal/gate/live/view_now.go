package live

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/svg"
)

// nowView is what happens now, second by second.
type nowView struct {
	Span   string // how long it is
	Bar    string // how long a bar is
	Find   string
	Hidden []hiddenField // the rest of the query, for the form that searches
	Tables []tableView
}

// pulseView is what a row of now has beside its counts.
type pulseView struct {
	Strip  template.HTML
	Peak   string // at most so many in a bar
	Shares []shareView
	More   string // shares that are not shown
}

// shareView is a part of a row, with the address of its picture.
type shareView struct{ Name, Words, Address, ID string }

func viewNow(st *State, q query) nowView {
	span, bar := spanOfNow(st.rate())
	words, each, in := strings.TrimPrefix(spanWords[span], "the last "), "a second", "a second"
	if bar != 1 {
		each = several(uint64(bar), "second", "seconds")
		in = "in " + each
	}
	v := nowView{Span: words, Bar: each, Find: q.find, Hidden: q.hidden()}
	requirements := st.tableOf(requirementsID, "now-", "By requirement", "Requirement", &st.Now.Requirements, q, span)
	requirements.nameRequirements(&st.Now.Requirements)
	organisations := st.tableOf(organisationsID, "now-", "By organisation", "Organisation", &st.Now.Organisations, q, span)
	for i := range requirements.Rows {
		r := &st.Now.Requirements.Rows[i]
		p := pulse(r, in)
		for _, s := range r.Shares {
			to := q.pictureOf(organisationsID, name{of: s.Name}, name{r.Name, r.Part})
			p.Shares = append(p.Shares, shareView{organisationName(s.Name), s.Counts.did(), to.address("chart"), "now-at-" + mark(r.Name, r.Part, s.Name)})
		}
		if more := r.AllShares - len(r.Shares); more > 0 {
			p.More = "and at " + several(uint64(more), "organisation", "organisations") + " more"
		}
		requirements.Rows[i].Pulse = p
	}
	for i := range organisations.Rows {
		r := &st.Now.Organisations.Rows[i]
		p := pulse(r, in)
		for _, s := range r.Shares {
			to := q.pictureOf(organisationsID, name{of: r.Name}, name{s.Name, s.Part})
			p.Shares = append(p.Shares, shareView{or(s.Title, s.Part, s.Name), s.Counts.did(), to.address("chart"), "now-for-" + mark(r.Name, s.Name, s.Part)})
		}
		if more := r.AllShares - len(r.Shares); more > 0 {
			p.More = "and " + several(uint64(more), "requirement", "requirements") + " more"
		}
		organisations.Rows[i].Pulse = p
	}
	requirements.File, organisations.File = spanWords[span]+" by requirement", spanWords[span]+" by organisation"
	requirements.Note = observedNote
	v.Tables = []tableView{requirements, organisations}
	return v
}

// pulse draws the seconds of a row.
func pulse(r *Row, in string) *pulseView {
	most := uint64(0)
	for _, s := range r.Lately {
		most = max(most, s.All())
	}
	p := &pulseView{Strip: strip(r.Lately, most), Peak: "at most " + thousands(most) + " " + in}
	if !r.Whole.IsZero() {
		p.Peak += "; none is kept from before " + clockTime(r.Whole)
	}
	return p
}

// rate is what came in a span as so much a second; the span is in seconds.
func rate(n uint64, span int64) string {
	switch each := float64(n) / float64(span); {
	case n == 0:
		return ""
	case each < .01:
		return "<0.01/s"
	case each < 1:
		return strconv.FormatFloat(each, 'f', 2, 64) + "/s"
	case each < 10:
		return strconv.FormatFloat(each, 'f', 1, 64) + "/s"
	default:
		return thousands(uint64(math.Round(each))) + "/s"
	}
}

// did says what was done, in numbers: those that are none are left out.
func (c Counts) did() string {
	var words []string
	add := func(n uint64, what string) {
		if n > 0 {
			words = append(words, thousands(n)+" "+what)
		}
	}
	add(c.Blocked, "blocked")
	add(c.Weakened, "spared")
	add(c.Warned-min(c.Warned, c.Weakened), "warned")
	add(c.Allowed, "observed")
	return strings.Join(words, ", ")
}

// The size of the strip of a row.
const (
	stripWidth  = 2.0 * nowBars
	stripHeight = 30.0
)

// strip draws the bars of a row, blocked ones at the ground. Their numbers stand
// beside them.
func strip(bars Bars, most uint64) template.HTML {
	var d svg.Drawing
	d.Open("svg", svg.Attrs{"viewBox", "0 0 " + svg.Number(stripWidth) + " " + svg.Number(stripHeight), "class", "strip", "aria-hidden", "true", "preserveAspectRatio", "none"})
	height := func(n uint64) float64 { return (stripHeight - 1) * float64(n) / float64(max(1, most)) }
	var paths [kinds]strings.Builder
	for i, b := range bars {
		y := stripHeight - 1
		for _, k := range stacked {
			if n := b.part(k); n > 0 {
				fmt.Fprintf(&paths[k], "M%s %sv-%sh1.5v%sz", svg.Number(2*float64(i)), svg.Number(y), svg.Number(height(n)), svg.Number(height(n)))
				y -= height(n)
			}
		}
	}
	for _, k := range stacked {
		if paths[k].Len() > 0 {
			d.Leaf("path", "", svg.Attrs{"class", kindNames[k], "d", paths[k].String()})
		}
	}
	d.Line(0, stripHeight-.5, stripWidth, stripHeight-.5, svg.Attrs{"class", "grid"})
	d.Close("svg")
	return template.HTML(d.String()) // svg escapes all that is written through it
}
