package format

import (
	"io"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// TableOptions say what a table is written to.
type TableOptions struct {
	// Width is how many columns it may take; 0 = 80. Fewer than 72 are taken as
	// 72, more than 120 as 120: longer lines are hard to follow.
	Width int
	// Colour allows the colours and the shades of a terminal. Without it the
	// table is plain text, and its bars are ASCII.
	Colour bool
}

const (
	usualWidth = 80
	leastWidth = 72
	mostWidth  = 120
)

// What each part shows at most, so that the whole is one screen of about 45
// lines. What is left out is counted.
const (
	mostRequirements  = 10
	mostOrganisations = 4
	mostWindows       = 3
	mostTasks         = 4
	mostNextCards     = 4
	mostSettle        = 2
	mostFiles         = 6
)

// Table writes the answer as one screen of text: how each requirement stands,
// who cannot work, what the next block stops, what to do first, what was read,
// and in the last line what to do next.
func Table(w io.Writer, r *readiness.Report, o TableOptions) error {
	if o.Width == 0 {
		o.Width = usualWidth
	}
	p := &page{width: min(max(o.Width, leastWidth), mostWidth), colour: o.Colour}
	p.head(r)
	p.requirements(r)
	p.people(r)
	p.stopped(r)
	p.windows(r)
	p.tasks(r)
	p.cards(r)
	p.settle(r)
	p.files(r)
	p.change(r)
	p.next(r)
	_, err := io.WriteString(w, p.text.String())
	return err
}

// head says when, and by which notices.
func (p *page) head(r *readiness.Report) {
	when := plain(r.At)
	if t, ok := instant(r.At); ok {
		when = t.Format("Monday 2 January 2006, 15:04")
	}
	names := make([]string, len(r.Notices))
	for i, n := range r.Notices {
		names[i] = plain(n.Notice) + " r" + number(n.Revision)
	}
	by := "by " + strings.Join(names, ", ")
	if len(names) == 0 {
		by = "by no notice"
	}
	if terminalCells(when)+2+terminalCells(by) < p.width {
		p.line(" " + p.ink(bold, when) + strings.Repeat(" ", p.width-1-terminalCells(when)-terminalCells(by)) + p.ink(dim, by))
		return
	}
	p.inked(bold, when)
	p.note(by)
}
