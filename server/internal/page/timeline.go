package page

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/readiness"
)

// timeline draws the windows to come, a lane for each requirement.
type timeline struct {
	Lanes []lane
	Ticks []tick
	Words string // what it shows, for those who cannot see it
	More  string // requirements without a lane
}

// lane is one requirement.
type lane struct {
	Name  string
	Bands []band
}

// band is one window.
type band struct {
	X, Width string
	Words    string
	ForGood  bool
}

// timeline returns nil where there is nothing to draw.
func (m *maker) timeline() *timeline {
	if len(m.r.Windows) == 0 || m.at.form != time.RFC3339 {
		return nil
	}
	a := axis{from: m.at.at, until: m.at.at}
	for _, w := range m.r.Windows {
		for _, end := range []when{readWhen(w.From), readWhen(w.Until)} {
			if end.known() && end.at.After(a.until) {
				a.until = end.at
			}
		}
	}
	length := a.until.Sub(a.from)
	a.until = a.until.Add(max(length/20, 6*time.Hour)) // what is for good goes on
	t := &timeline{Ticks: a.ticks()}
	places := map[string]int{}
	hidden := map[string]bool{}
	for _, w := range m.r.Windows {
		for _, q := range w.Requirements {
			key := w.Notice + "/" + q
			place, ok := places[key]
			if !ok {
				if len(t.Lanes) == firstLanes {
					hidden[key] = true
					continue
				}
				place = len(t.Lanes)
				places[key] = place
				t.Lanes = append(t.Lanes, lane{Name: m.names.requirement(w.Notice, q)})
			}
			if b, ok := bandOf(a, w); ok {
				t.Lanes[place].Bands = append(t.Lanes[place].Bands, b)
			}
		}
	}
	first, last := m.r.Windows[0], m.r.Windows[len(m.r.Windows)-1]
	t.Words = fmt.Sprintf("Timeline of %s of %s, from %s to %s. The table of windows lists them.",
		several(len(m.r.Windows), "block", "blocks"), several(len(t.Lanes)+len(hidden), "requirement", "requirements"),
		readWhen(first.From).words(), readWhen(last.From).words())
	if len(hidden) > 0 {
		t.More = several(len(hidden), "requirement more is", "requirements more are") + " not drawn; the table of windows lists them."
	}
	return t
}

func bandOf(a axis, w readiness.Window) (band, bool) {
	from, until := readWhen(w.From), readWhen(w.Until)
	if !from.known() {
		return band{}, false
	}
	b := band{Words: capital(span(w.From, w.Until, wholeDay)), ForGood: w.Until == ""}
	x, end := a.x(from.at), 100.0
	if until.known() {
		end = a.x(until.at)
	}
	b.X, b.Width = percent(x), percent(max(end-x, 0))
	return b, true
}
