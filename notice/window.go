package notice

import (
	"errors"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/text"
	"github.com/lanyard-id/lanyard/notice/internal/window"
)

// WindowList is a named list of windows, in which the blocks of phases hold.
type WindowList struct {
	Name    string
	Windows []*Window
	Spans   []Span // expanded, by start
	node    *text.Node
}

// Window is one entry of a list, as written: one stretch of time or many.
type Window struct {
	ID       string // its position from 1 where none was written
	Said     string
	Settled  *Settlement
	Observed *Observed
	Weekday  string // as quoted

	position int
	rule     window.Rule
	node     *text.Node
}

// Settlement says by whom a contradiction of the publisher was settled.
type Settlement struct{ By, Source string }

func (n *Notice) windowList(name string) *WindowList {
	if name == "" {
		return nil
	}
	for _, l := range n.Windows {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// openAt returns the window that is open at an instant. Overlapping windows are
// one stretch; the first of the file that is open is named. Instants must come
// in ascending order for one cursor.
func (l *WindowList) openAt(t int64, cursors map[string]int) *Span {
	i := cursors[l.Name]
	for i < len(l.Spans) && l.Spans[i].end <= t {
		i++
	}
	cursors[l.Name] = i
	for ; i < len(l.Spans) && l.Spans[i].start <= t; i++ {
		if t < l.Spans[i].end {
			return &l.Spans[i]
		}
	}
	return nil
}

func (r *reader) readWindows(n *text.Node) {
	keys, values := entries(n)
	for i, k := range keys {
		l := &WindowList{Name: k.Text, node: k}
		for j, w := range items(values[i]) {
			l.Windows = append(l.Windows, r.window(w, j+1, l))
		}
		sort.SliceStable(l.Spans, func(a, b int) bool { return l.Spans[a].start < l.Spans[b].start })
		r.warnOverlaps(l)
		r.n.Windows = append(r.n.Windows, l)
	}
}

func (r *reader) window(n *text.Node, position int, l *WindowList) *Window {
	w := &Window{ID: n.Get("id").String(), Said: n.Get("said").String(), Weekday: n.Get("weekday").String(), position: position, node: n}
	if w.ID == "" {
		w.ID = strconv.Itoa(position)
	}
	if s := n.Get("settled"); s != nil {
		w.Settled = &Settlement{s.Get("by").String(), s.Get("source").String()}
	}
	w.Observed = r.observed(n.Get("observed"))
	before := r.errors
	w.rule = r.rule(n, w.Settled != nil)
	if n.Kind != text.Map || r.errors > before {
		return w
	}
	for _, p := range w.rule.Validate() {
		at := n
		if k := n.Get(p.Key); k != nil {
			at = k
			if list := items(k); p.Index < len(list) {
				at = list[p.Index]
			}
		}
		what, mend, _ := strings.Cut(p.Text, "; ")
		if p.Warning {
			r.warn(at, mend, "%s", what)
		} else {
			r.error(at, mend, "%s", what)
		}
	}
	if r.errors > before {
		return w
	}
	spans, remarks, err := w.rule.Expand(r.n.Zone, r.expands)
	if errors.Is(err, window.ErrTooMany) {
		if r.expands > 0 {
			r.error(n, "split the notice, or make the windows fewer", "the windows of the notice expand to more than %d", MaxWindows)
		}
		r.expands = 0
		return w
	}
	r.expands -= len(spans)
	for _, remark := range remarks {
		r.warn(n, "check the times of that day", "%s", remark)
	}
	for _, s := range spans {
		l.Spans = append(l.Spans, Span{Start: s.Start, End: s.End, Window: w, start: s.Start.UnixNano(), end: s.End.UnixNano()})
	}
	return w
}

// rule reads the keys that say when a window is.
func (r *reader) rule(n *text.Node, settled bool) window.Rule {
	rule := window.Rule{
		Date: r.date(n.Get("date")), First: r.date(n.Get("first")), Last: r.date(n.Get("last")),
		Settled:   settled,
		From:      r.clock(n.Get("from")),
		Until:     r.clock(n.Get("until")),
		Overnight: n.Get("overnight").String() == "true",
	}
	if d := r.weekday(n.Get("weekday")); d != nil {
		rule.Weekday = d
	}
	for _, d := range items(n.Get("on")) {
		if day := r.weekday(d); day != nil {
			rule.On = append(rule.On, *day)
		}
	}
	for _, d := range items(n.Get("except")) {
		if date := r.date(d); !date.IsZero() {
			rule.Except = append(rule.Except, date)
		}
	}
	if h := n.Get("hours"); h.String() != "" {
		hours, err := window.ParseHours(h.Text)
		if err != nil {
			r.error(h, `write whole hours, such as "08:00-18:00"`, "%s", firstClause(err))
		}
		rule.Hours = &hours
	}
	if m := n.Get("minutes"); m.String() != "" {
		minutes, err := window.ParseMinutes(m.Text)
		if err != nil {
			r.error(m, `write minutes of the hour, such as "00-10"`, "%s", firstClause(err))
		}
		rule.Minutes = &minutes
	}
	return rule
}

func (r *reader) clock(n *text.Node) *civil.Clock {
	if n.String() == "" {
		return nil
	}
	c, err := civil.ParseClock(n.Text)
	if err != nil {
		r.error(n, "write a time of day from 00:00 to 24:00", "%s", firstClause(err))
		return nil
	}
	return &c
}

func (r *reader) weekday(n *text.Node) *time.Weekday {
	if n.String() == "" {
		return nil
	}
	d, err := civil.ParseWeekday(n.Text)
	if err != nil {
		r.error(n, "write a day of the week, in full or with three letters", "%s", firstClause(err))
		return nil
	}
	return &d
}

func (r *reader) observed(n *text.Node) *Observed {
	if n == nil || n.Kind != text.Map {
		return nil
	}
	return &Observed{r.point(n.Get("at")), n.Get("source").String()}
}

// warnOverlaps reports each pair of windows that overlap once, however often
// they do.
func (r *reader) warnOverlaps(l *WindowList) {
	told := map[[2]*Window]bool{}
	open := 0 // the span that ends last so far
	for i := 1; i < len(l.Spans); i++ {
		if l.Spans[i].start < l.Spans[open].end {
			a, b := l.Spans[open].Window, l.Spans[i].Window
			if pair := [2]*Window{a, b}; !told[pair] {
				told[pair] = true
				r.warn(b.node, "move or shorten one of them", "window %s overlaps window %s of %s on %s",
					b.ID, a.ID, l.Name, r.n.Zone.Civil(l.Spans[i].Start).Date)
			}
		}
		if l.Spans[i].end > l.Spans[open].end {
			open = i
		}
	}
}
