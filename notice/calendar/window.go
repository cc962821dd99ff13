package calendar

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// windows makes an event of each time that a window opens and is not over by
// since.
func windows(n *notice.Notice, since time.Time) iter.Seq[event] {
	return func(yield func(event) bool) {
		for _, l := range n.Windows {
			blocks := blocksDuring(n, l)
			for i := range l.Spans {
				if s := &l.Spans[i]; s.End.After(since) && !yield(window(n, l, s, blocks, since)) {
					return
				}
			}
		}
	}
}

func window(n *notice.Notice, l *notice.WindowList, s *notice.Span, blocks []blocked, since time.Time) event {
	w := s.Window
	opens := n.Zone.Civil(s.Start)
	when := opens.Date.String()
	if w.Times().IsHourly() {
		when = opens.String() // it may open several times on that day
	}
	e := event{
		uid:      uid(n, fmt.Sprintf("window/%s/%s/%s", l.Name, w.ID, when)),
		category: categoryWindow,
		zone:     n.Zone,
		start:    s.Start,
		end:      s.End,
		source:   n.Source,
	}
	if s.Start.Before(since) {
		e.start = since
		e.lines = append(e.lines, "The window is listed from "+day(s.Start, n.Zone)+" at "+clock(s.Start, n.Zone)+
			"; before the notice was published, it blocked nothing.", "")
	}
	var titles []string
	for _, b := range blocks {
		parts := b.within(e.start, e.end)
		if len(parts) == 0 {
			continue
		}
		q := b.requirement
		titles = append(titles, name(q))
		e.busy = true
		e.lines = append(e.lines, "Sign-ins that do not meet this are blocked: "+sentence(name(q)))
		if whole := parts[0] == (stretch{e.start, e.end}); !whole {
			e.lines = append(e.lines, "This window blocks them only "+stretches(parts, n.Zone)+".")
		}
		e.lines = append(e.lines, about(q)...)
		e.lines = append(e.lines, places(q, l)...)
		e.lines = append(e.lines, "")
	}
	e.summary = "Block window: " + few(titles)
	if len(titles) == 0 {
		// A phase that blocks all the time may well block now.
		e.summary = "Window without a block of its own: " + l.Name
		e.lines = append(e.lines, "No phase blocks because of this window.", "")
	}
	record := said(w.Said)
	if w.Settled != nil {
		record = append(record, "The weekday was announced as "+w.Weekday+". The date holds, as settled by "+sentence(w.Settled.By))
	}
	e.lines = append(e.lines, paragraph(append(record, observed(w.Observed)...))...)
	e.lines = append(e.lines, footer(n)...)
	return e
}

// places says where the phases that block in a list of windows hold, if not
// everywhere.
func places(q *notice.Requirement, l *notice.WindowList) []string {
	var out []string
	for _, p := range q.Phases {
		if where := p.WhereSource(); p.During == l.Name && where != "" {
			out = append(out, "Phase "+p.ID+" holds only where "+where+".")
		}
	}
	return out
}

// stretch is a stretch of time, half-open.
type stretch struct{ from, until time.Time }

// blocked is when the phases of one requirement block during a list of windows,
// in order. It is less than the windows: phases end, later ones stand before
// them, and on some days nothing is blocked.
type blocked struct {
	requirement *notice.Requirement
	when        []stretch
}

// blocksDuring returns what blocks in the windows of a list, by requirement.
func blocksDuring(n *notice.Notice, l *notice.WindowList) []blocked {
	var out []blocked
	for _, q := range n.Requirements {
		if !slices.ContainsFunc(q.Phases, func(p *notice.Phase) bool { return p.During == l.Name }) {
			continue
		}
		b := blocked{requirement: q}
		steps := n.Steps(q)
		for i, s := range steps {
			blocks := slices.ContainsFunc(s.Choices, func(c notice.Choice) bool {
				return c.Action == notice.Block && c.Phase.During == l.Name
			})
			if !blocks || i+1 == len(steps) { // a window always ends, so that a step follows
				continue
			}
			from, until := s.From, steps[i+1].From
			if last := len(b.when) - 1; last >= 0 && b.when[last].until.Equal(from) {
				b.when[last].until = until
				continue
			}
			b.when = append(b.when, stretch{from, until})
		}
		out = append(out, b)
	}
	return out
}

// within returns the parts of a span in which the requirement blocks.
func (b blocked) within(from, until time.Time) []stretch {
	first, _ := slices.BinarySearchFunc(b.when, from, func(s stretch, t time.Time) int {
		if s.until.After(t) {
			return 1
		}
		return -1
	})
	var out []stretch
	for _, s := range b.when[first:] {
		if !s.from.Before(until) {
			break
		}
		part := stretch{s.from, s.until}
		if part.from.Before(from) {
			part.from = from
		}
		if part.until.After(until) {
			part.until = until
		}
		out = append(out, part)
	}
	return out
}

// stretches tells parts of a window in words.
func stretches(parts []stretch, z *civil.Zone) string {
	var out []string
	for _, p := range parts {
		out = append(out, "from "+clock(p.from, z)+" to "+clock(p.until, z))
	}
	return list(out)
}
