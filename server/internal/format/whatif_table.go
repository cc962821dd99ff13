package format

import (
	"cmp"
	"io"
	"slices"
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

// steps shows every step. Each ends where the next begins. What blocks is a
// letter, since its names are long and often the same.
func (p *page) steps(o *readiness.Outlook) {
	titles := []string{"FROM", "by"}
	if o.Told != "" {
		titles = append(titles, "people", "stranded")
	}
	titles = append(titles, "devices", "clients", "cards", "orgs")
	if o.Weeks != nil {
		titles = append(titles, "refused")
	}
	g := grid{head: head(titles...), gives: 0, grows: 0}
	for i := range titles {
		g.right = append(g.right, i > 1)
	}
	var blocking []string // by letter
	for i := range o.Steps {
		step := &o.Steps[i]
		for n, side := range sides(o) {
			s := side.of(step)
			if n > 0 && isSame(s, &step.Base) {
				continue
			}
			row := []cell{{text: day(cmp.Or(s.Worst, step.At), o.Known)}, {text: "-", ink: dim}}
			if n > 0 {
				row[0] = cell{text: side.name, ink: dim}
			}
			if words := strings.Join(s.Blocking, ", "); words != "" {
				at := slices.Index(blocking, words)
				if at < 0 {
					at = len(blocking)
					blocking = append(blocking, words)
				}
				row[1] = cell{text: letter(at), ink: bold}
			}
			if o.Told != "" {
				row = append(row, count(s.People, yellow), count(s.Stranded, red))
			}
			row = append(row, count(s.Devices, ""), count(s.Clients, ""), count(s.Cards, ""), count(s.Organisations, ""))
			if o.Weeks != nil {
				row = append(row, count(refusedOf(s), red))
			}
			g.rows = append(g.rows, row)
		}
	}
	p.write(g)
	p.note("until " + day(o.Until, o.Known))
	for at, words := range blocking {
		p.labelled(letter(at), "", "is "+words)
	}
}

// letter names what blocks: A to Z, then AA.
func letter(n int) string {
	name := string(rune('A' + n%26))
	if n >= 26 {
		return letter(n/26-1) + name
	}
	return name
}

// isSame reports whether a table shows two sides of a step alike.
func isSame(a, b *readiness.OutlookStop) bool {
	return slices.Equal(a.Blocking, b.Blocking) && a.Stopped == b.Stopped && a.Clients == b.Clients &&
		a.Organisations == b.Organisations && refusedOf(a) == refusedOf(b)
}

func refusedOf(s *readiness.OutlookStop) int {
	if s.SignIns == nil {
		return 0
	}
	return s.SignIns.Blocked
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
	if o.Other != nil {
		p.note("Where no line says compared, it is as above.")
	}
	if o.Told == "" {
		p.note("Who works with which card and device is not known; give sign-ins, or the users of devices.")
	} else {
		p.note("Stranded have no device and card left; the other people that are stopped have. Told from " + o.Told + ".")
	}
	if o.Weeks != nil {
		p.note("Refused counts the sign-ins from a line to the next.")
	}
	for _, words := range append([]string{weeksWords(o.Weeks, o.Known), eachWords(o.Each)}, o.Notes...) {
		if words != "" {
			p.note(words)
		}
	}
	p.note("Facts are those of " + day(o.Known, "") + ".")
}
