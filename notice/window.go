package notice

import (
	"cmp"
	"errors"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/window"
	"github.com/lanyard-id/lanyard/text"
)

// WindowList is a named list of windows, in which the blocks of phases hold.
type WindowList struct {
	Name    string
	Windows []*Window
	Spans   []Span // expanded, by start

	node  *text.Node
	edges []edge // by instant
}

// Window is one entry of a list, as written: one stretch of time or many.
type Window struct {
	ID       string // its position from 1 where none was written
	Said     string
	Settled  *Settlement
	Observed *Observed
	Weekday  string // as quoted

	rule window.Rule
	node *text.Node
}

// Settlement says by whom a contradiction of the publisher was settled.
type Settlement struct{ By, Source string }

// edge is an instant from which another window of a list is open, or none.
type edge struct {
	at   int64
	open *Span // nil: none
}

// lay puts the windows of a list in order. Where several are open the one that
// opened first is named.
func (l *WindowList) lay() {
	slices.SortStableFunc(l.Spans, func(a, b Span) int { return cmp.Compare(a.start, b.start) })
	end := -maxInstant
	for i := range l.Spans {
		s := &l.Spans[i]
		if s.end <= end {
			continue // another one is open all the while
		}
		if s.start > end && i > 0 {
			l.edges = append(l.edges, edge{end, nil})
		}
		l.edges = append(l.edges, edge{max(s.start, end), s})
		end = s.end
	}
	if len(l.Spans) > 0 {
		l.edges = append(l.edges, edge{end, nil})
	}
}

// openAt returns the window that is open at an instant, nil if none is.
func (l *WindowList) openAt(t int64) *Span {
	i := sort.Search(len(l.edges), func(i int) bool { return l.edges[i].at > t })
	if i == 0 {
		return nil
	}
	return l.edges[i-1].open
}

// edgeAfter returns the first instant after t at which another window is open
// than before, or none; maxInstant if there is no such instant.
func (l *WindowList) edgeAfter(t int64) int64 {
	i := sort.Search(len(l.edges), func(i int) bool { return l.edges[i].at > t })
	if i == len(l.edges) {
		return maxInstant
	}
	return l.edges[i].at
}

// opensIn reports whether a window of the list is open in some part of a span.
func (l *WindowList) opensIn(s stretch) bool {
	return s.from < s.until && (l.openAt(s.from) != nil || l.edgeAfter(s.from) < s.until)
}

func (r *reader) readWindows(n *text.Node) {
	keys, values := entries(n)
	for i, k := range keys {
		l := &WindowList{Name: k.Text, node: k}
		r.lists[l.Name] = l
		for j, w := range items(values[i]) {
			l.Windows = append(l.Windows, r.window(w, j+1, l))
		}
		l.lay()
		r.warnOverlaps(l)
		r.n.Windows = append(r.n.Windows, l)
	}
}

func (r *reader) window(n *text.Node, position int, l *WindowList) *Window {
	w := &Window{ID: n.Get("id").String(), Said: n.Get("said").String(), Weekday: n.Get("weekday").String(), node: n}
	if w.ID == "" {
		w.ID = strconv.Itoa(position)
	}
	if s := n.Get("settled"); s != nil {
		w.Settled = &Settlement{s.Get("by").String(), s.Get("source").String()}
	}
	w.Observed = r.observed(n.Get("observed"))
	before := r.errors
	if n.Kind != text.Map {
		return w
	}
	var excepted []*text.Node // by the place in Except
	var faulty map[string]bool
	w.rule, excepted, faulty = r.rule(n, w.Settled != nil)
	for _, p := range w.rule.Validate() {
		if faulty[p.Key] {
			continue // it could not be read, and that is told
		}
		at := n
		if k := n.Get(p.Key); k != nil {
			at = k
			if p.Key == "except" && p.Index < len(excepted) {
				at = excepted[p.Index]
			} else if list := items(k); p.Index < len(list) {
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
	if r.expands < 0 {
		return w // there are too many already
	}
	spans, remarks, err := w.rule.Expand(r.n.Zone, r.expands)
	if errors.Is(err, window.ErrTooMany) {
		r.error(n, "split the notice, or make the windows fewer", "the windows of the notice expand to more than %d", MaxWindows)
		r.expands = -1
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

// rule reads the keys that say when a window is. It returns the node of each of
// the days in Except, and the keys that it could not read.
func (r *reader) rule(n *text.Node, settled bool) (rule window.Rule, excepted []*text.Node, faulty map[string]bool) {
	rule.Settled = settled
	rule.Overnight = n.Get("overnight").String() == "true"
	faulty = map[string]bool{}
	for _, k := range []struct {
		key  string
		read func(*text.Node)
	}{
		{"date", func(n *text.Node) { rule.Date = r.dayOrMonth(n).Date() }},
		{"first", func(n *text.Node) { rule.First = r.dayOrMonth(n).Date() }},
		{"last", func(n *text.Node) { rule.Last = r.dayOrMonth(n).LastDate() }},
		{"from", func(n *text.Node) { rule.From = r.clock(n) }},
		{"until", func(n *text.Node) { rule.Until = r.clock(n) }},
		{"weekday", func(n *text.Node) { rule.Weekday = r.weekday(n) }},
		{"on", func(n *text.Node) {
			for _, d := range items(n) {
				if day := r.weekday(d); day != nil {
					rule.On = append(rule.On, *day)
				}
			}
		}},
		{"except", func(n *text.Node) { // behind those that say when it would be open
			for _, d := range items(n) {
				for _, date := range exceptions(rule, r.dayOrMonth(d)) {
					rule.Except = append(rule.Except, date)
					excepted = append(excepted, d)
				}
			}
		}},
		{"hours", func(n *text.Node) { rule.Hours = r.hours(n) }},
		{"minutes", func(n *text.Node) { rule.Minutes = r.minutes(n) }},
	} {
		before := r.errors
		k.read(n.Get(k.key))
		faulty[k.key] = r.errors > before
	}
	return rule, excepted, faulty
}

func (r *reader) hours(n *text.Node) *window.Hours {
	if n.String() == "" {
		return nil
	}
	hours, err := window.ParseHours(n.Text)
	if err != nil {
		r.error(n, `write whole hours, such as "08:00-18:00"`, "%s", clause(err))
	}
	return &hours
}

func (r *reader) minutes(n *text.Node) *window.Minutes {
	if n.String() == "" {
		return nil
	}
	minutes, err := window.ParseMinutes(n.Text)
	if err != nil {
		r.error(n, `write minutes of the hour, such as "00-10"`, "%s", clause(err))
	}
	return &minutes
}

// exceptions are the days on which a rule is not to open: of a month those on
// which it would, or its first if there is none, to be warned of.
func exceptions(rule window.Rule, p civil.Point) []civil.Date {
	days := daysOf(p)
	if len(days) <= 1 {
		return days
	}
	opens := slices.DeleteFunc(slices.Clone(days), func(d civil.Date) bool {
		return d.Before(rule.First) || rule.Last.Before(d) || !slices.Contains(rule.On, d.Weekday())
	})
	if len(opens) == 0 {
		return days[:1]
	}
	return opens
}

func (r *reader) clock(n *text.Node) *civil.Clock {
	if n.String() == "" {
		return nil
	}
	c, err := civil.ParseClock(n.Text)
	if err != nil {
		r.error(n, "write a time of day from 00:00 to 24:00", "%s", clause(err))
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
		r.error(n, "write a day of the week, in full or with three letters", "%s", clause(err))
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
