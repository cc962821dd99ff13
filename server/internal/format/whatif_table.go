package format

import (
	"io"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// OutlookTable writes an outlook for a terminal: a line for each step, with one
// below it for the notices to compare with, then the worst of it and what would
// save it.
func OutlookTable(w io.Writer, o *readiness.Outlook, options TableOptions) error {
	if options.Width == 0 {
		options.Width = usualWidth
	}
	p := &page{width: min(max(options.Width, leastWidth), mostWidth), colour: options.Colour}
	p.inked(bold, "What is stopped from "+day(o.From, "")+" to "+day(o.Until, ""))
	for _, s := range sides(o) {
		label := "by"
		if o.Other != nil {
			label = s.name + ":"
		}
		p.note(label + " " + s.notices)
	}
	p.steps(o)
	p.peaks(o)
	p.outlookNotes(o)
	_, err := io.WriteString(w, p.text.String())
	return err
}

// steps shows every step. Each ends where the next begins.
func (p *page) steps(o *readiness.Outlook) {
	titles := []string{"FROM", "blocking"}
	if o.Told != "" {
		titles = append(titles, "people", "stranded")
	}
	titles = append(titles, "devices", "clients", "cards", "orgs")
	if o.Weeks != nil {
		titles = append(titles, "sign-ins")
	}
	g := grid{head: head(titles...), gives: 1, grows: 1}
	for i := range titles {
		g.right = append(g.right, i > 1)
	}
	for i := range o.Steps {
		step := &o.Steps[i]
		for n, side := range sides(o) {
			s := side.of(step)
			row := []cell{{text: day(step.At, o.Known)}, {text: strings.Join(s.Blocking, ", "), ink: red}}
			if s.Worst != "" {
				row[0].text = day(s.Worst, o.Known)
			}
			if n > 0 {
				row[0] = cell{text: "  " + side.name, ink: dim}
			}
			if len(s.Blocking) == 0 {
				row[1] = cell{text: "-", ink: dim}
			}
			if o.Told != "" {
				row = append(row, count(s.People, yellow), count(s.Stranded, red))
			}
			row = append(row, count(s.Devices, ""), count(s.Clients, ""), count(s.Cards, ""), count(s.Organisations, ""))
			if o.Weeks != nil {
				blocked := 0
				if s.SignIns != nil {
					blocked = s.SignIns.Blocked
				}
				row = append(row, count(blocked, red))
			}
			g.rows = append(g.rows, row)
		}
	}
	p.write(g)
	p.note("until " + day(o.Until, o.Known))
}

// peaks says what the worst step is, and what to do first.
func (p *page) peaks(o *readiness.Outlook) {
	p.line("")
	for _, s := range sides(o) {
		label := "WORST"
		if o.Other != nil {
			label += ", " + s.name + ":"
		}
		if s.whole.Peak == nil {
			p.labelled(label, "", "nothing is stopped.")
			continue
		}
		peak := s.whole.Peak
		when := span(peak.At, peak.Until, o.Known)
		if peak.Worst != "" {
			when = day(peak.Worst, o.Known)
		}
		p.labelled(label, "", when+", "+stopWords(&peak.OutlookStop, o.Told != "")+", by "+strings.Join(peak.Blocking, ", ")+".")
		if peak.First != nil {
			p.labelled("First:", "", firstWords(peak.First, o.Told != "")+".")
		}
	}
}

// outlookNotes says what else a reader must know.
func (p *page) outlookNotes(o *readiness.Outlook) {
	p.line("")
	if o.Told == "" {
		p.note("Who works with which card and device is not known; give sign-ins, or the users of devices.")
	} else {
		p.note("Stranded have no device and card left; the other people that are stopped have. Told from " + o.Told + ".")
	}
	for _, words := range append([]string{weeksWords(o.Weeks, o.Known), eachWords(o.Each)}, o.Notes...) {
		if words != "" {
			p.note(words)
		}
	}
	p.note("Facts are those of " + day(o.Known, "") + ".")
}
