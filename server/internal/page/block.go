package page

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// blocks are the next block, whom it stops, and the windows to come.
type blocks struct {
	Next     string   // the next block in a sentence; "" = none
	About    []string // the requirements that block in it
	Top      *list    // the organisations that it stops most
	Timeline *timeline
	First    []planned // the next windows
	More     string    // about those after them
	List     *list
}

// planned is when a window is, and what blocks in it.
type planned struct{ When, What string }

func (m *maker) blocks() blocks {
	b := blocks{Top: m.stoppedMost(), Timeline: m.timeline(), List: m.windows()}
	if next := m.r.NextBlock; next != nil {
		b.Next = capital(span(next.From, next.Until, wholeDay)) + "."
		b.About = bounded(m.names.requirementsOf(next.Notice, next.Requirements))
	}
	for i, w := range m.r.Windows {
		if i == firstWindows {
			b.More = fmt.Sprintf("and %s more below", web.Thousands(len(m.r.Windows)-i))
			break
		}
		b.First = append(b.First, planned{m.window(w, wholeDay), strings.Join(bounded(m.names.requirementsOf(w.Notice, w.Requirements)), "; ")})
	}
	return b
}

// window is when a window is. One that has begun is told by its end alone: the
// report begins it at its own instant.
func (m *maker) window(w readiness.Window, day string) string {
	switch {
	case w.From != m.r.At:
		return capital(span(w.From, w.Until, day))
	case w.Until == "":
		return "In force, for good"
	}
	return "In force, until " + readWhen(w.Until).through(day)
}

func (m *maker) stoppedMost() *list {
	l := m.list(list{
		ID: "stopped-list", Caption: "Stopped most by the next block", Plain: true,
		Columns: []column{
			{Title: "Organisation"}, {Title: "People", Kind: number}, {Title: "Stranded", Kind: number},
			{Title: "Computers", Kind: number}, {Title: "Smartcards", Kind: number},
		},
		Empty: m.noBlock() + ", so no organisation is to be stopped.",
	})
	next := m.r.NextBlock
	if next == nil {
		return l
	}
	l.Empty = "By what is known, the next block stops no organisation."
	m.fill(l, firstOrganisations, func(add func(...cell) bool) {
		for _, o := range next.Organisations {
			if !add(m.names.place(o.Organisation), count(o.People), count(o.Stranded), count(o.Devices), count(o.Cards)) {
				return
			}
		}
	})
	if n := len(next.Organisations) - len(l.Rows); n > 0 {
		l.More = several(n, "more is", "more are") + " listed under Organisations."
	}
	return l
}

func (m *maker) windows() *list {
	l := m.list(list{
		ID: "windows-list", Caption: "Windows",
		Columns: []column{{Title: "When", Kind: moment}, {Title: "How far away"}, {Title: "What blocks"}, {Title: "Notice", Pick: true}},
		Empty:   "No block is planned in the notices that were asked.",
	})
	m.fill(l, readiness.MaxWindows, func(add func(...cell) bool) {
		for _, w := range m.r.Windows {
			from := instant(w.From)
			from.Text = m.window(w, wholeDay)
			add(from, text(capital(ahead(m.at, readWhen(w.From)))), text(strings.Join(bounded(m.names.requirementsOf(w.Notice, w.Requirements)), "; ")),
				text(short(w.Notice)).small(named("window", w.Window)))
		}
	})
	return l
}

func named(what, name string) string {
	if name == "" {
		return ""
	}
	return what + " " + short(name)
}
