package plan

import (
	"slices"
	"sort"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// walk follows what the rules of a set ask for.
type walk struct {
	set       *notice.Set
	published []time.Time // when revisions are published, in order: rules change there alone
	rules     map[int][]notice.Rule
}

func walkOf(s *notice.Set) *walk {
	w := &walk{set: s, rules: map[int][]notice.Rule{}}
	for _, n := range s.Revisions() {
		w.published = append(w.published, n.Published.Start(n.Zone))
	}
	slices.SortFunc(w.published, time.Time.Compare)
	return w
}

// span returns which of the spans between publications an instant lies in.
func (w *walk) span(at time.Time) int {
	return sort.Search(len(w.published), func(i int) bool { return w.published[i].After(at) })
}

// rulesAt returns the rules that stand at an instant.
func (w *walk) rulesAt(at time.Time) []notice.Rule {
	i := w.span(at)
	if _, ok := w.rules[i]; !ok {
		w.rules[i] = w.set.Rules(at)
	}
	return w.rules[i]
}

// publishedAfter is when the next revision is published; zero if none is.
func (w *walk) publishedAfter(at time.Time) time.Time {
	if i := w.span(at); i < len(w.published) {
		return w.published[i]
	}
	return time.Time{}
}

// at returns what is open at an instant, and the first instant after it at which
// anything may be otherwise; zero if nothing will.
func (w *walk) at(at time.Time) (open []OpenWindow, until time.Time) {
	until = w.publishedAfter(at)
	for _, r := range w.rulesAt(at) {
		choices, next := r.Choices(at)
		if !next.IsZero() && (until.IsZero() || next.Before(until)) {
			until = next
		}
		for _, c := range choices {
			if blocks(c) {
				open = append(open, w.open(r, c, at))
			}
		}
	}
	return open, until
}

// blocks reports whether a choice blocks because a window is open.
func blocks(c notice.Choice) bool { return c.Action == notice.Block && c.Window != nil }

// open describes a choice that blocks at an instant.
func (w *walk) open(r notice.Rule, c notice.Choice, at time.Time) OpenWindow {
	n, q, p := r.Notice(), r.Requirement(), c.Phase
	o := OpenWindow{
		Notice: n.ID, Revision: n.Revision, Requirement: q.ID, Title: q.Title, Phase: p.ID, List: p.During, Window: c.Window.Window.ID,
		Places: p.WhereSource() != "", Fail: p.Fail, Refuse: p.Refuse, From: c.Window.Start, Until: c.Window.End,
	}
	if from, _ := n.Span(p); from.After(o.From) {
		o.From = from
	}
	if published := n.Published.Start(n.Zone); published.After(o.From) {
		o.From = published.In(n.Zone.Location())
	}
	o.From, o.Until = w.stretch(r, c, o, at)
	return o
}

func (w *walk) describe(r notice.Rule, c notice.Choice, at time.Time) OpenWindow {
	if stands(c) {
		return w.stand(r, c, at)
	}
	return w.open(r, c, at)
}

// standing returns what blocks at an instant without a window: a date that has
// come, and stays.
func (w *walk) standing(at time.Time) []OpenWindow {
	var out []OpenWindow
	for _, r := range w.rulesAt(at) {
		choices, _ := r.Choices(at)
		for _, c := range choices {
			if stands(c) {
				out = append(out, w.stand(r, c, at))
			}
		}
	}
	return out
}

// stands reports whether a choice blocks, and no window is why.
func stands(c notice.Choice) bool { return c.Action == notice.Block && c.Window == nil }

// stand describes a choice that blocks without a window.
func (w *walk) stand(r notice.Rule, c notice.Choice, at time.Time) OpenWindow {
	n, q, p := r.Notice(), r.Requirement(), c.Phase
	o := OpenWindow{
		Notice: n.ID, Revision: n.Revision, Requirement: q.ID, Title: q.Title, Phase: p.ID,
		Places: p.WhereSource() != "", Fail: p.Fail, Refuse: p.Refuse, From: n.Published.Start(n.Zone).In(n.Zone.Location()),
	}
	if from, _ := n.Span(p); from.After(o.From) {
		o.From = from
	}
	o.From, o.Until = w.stoodSince(n.ID, q.ID, o.From, at).In(n.Zone.Location()), at
	for range maxSteps {
		blocks, next := w.standsAt(n.ID, q.ID, o.Until)
		if !blocks {
			o.Until = o.Until.In(n.Zone.Location())
			return o
		}
		if next.IsZero() {
			break
		}
		o.Until = next
	}
	o.Until = time.Time{}
	return o
}

// stoodSince returns from when on a requirement that blocks at an instant has done
// so, not before it began to: a day without blocks may lie between.
func (w *walk) stoodSince(id, requirement string, began, at time.Time) time.Time {
	since, blocked := began, false
	for t := began; ; {
		blocks, next := w.standsAt(id, requirement, t)
		if blocks && !blocked {
			since = t
		}
		blocked = blocks
		if next.IsZero() || next.After(at) {
			return since
		}
		t = next
	}
}

// standsAt reports whether a requirement blocks at an instant without a window,
// whatever its revision, and the next instant at which that may be otherwise.
func (w *walk) standsAt(id, requirement string, at time.Time) (blocks bool, until time.Time) {
	until = w.publishedAfter(at)
	for _, r := range w.rulesAt(at) {
		if r.Notice().ID != id || r.Requirement().ID != requirement {
			continue
		}
		choices, next := r.Choices(at)
		if !next.IsZero() && (until.IsZero() || next.Before(until)) {
			until = next
		}
		blocks = blocks || slices.ContainsFunc(choices, stands)
	}
	return blocks, until
}

// stretch cuts the time of an open window to where it really blocks: the phase, or
// the time of the revision, may end before the window does, and a day without
// blocks begin in it.
func (w *walk) stretch(r notice.Rule, c notice.Choice, o OpenWindow, at time.Time) (from, until time.Time) {
	same := func(t time.Time) (bool, time.Time) {
		choices, next := r.Choices(t)
		return slices.Contains(choices, c) && slices.Contains(w.rulesAt(t), r), next
	}
	until = at
	for range maxSteps {
		blocks, next := same(until)
		if !blocks {
			break
		}
		if next.IsZero() || !next.Before(o.Until) {
			until = o.Until
			break
		}
		until = next
	}
	from = at
	for t := o.From; t.Before(at); {
		blocks, next := same(t)
		switch {
		case !blocks:
			from = at
		case from.Equal(at):
			from = t
		}
		if next.IsZero() {
			break
		}
		t = next
	}
	return from, until
}

// next finds the window that opens next, or the block without one that begins
// before it.
func (w *walk) next(after time.Time) *OpenWindow {
	for from := after; ; {
		until := w.publishedAfter(from)
		var first *OpenWindow
		for _, r := range w.rulesAt(from) {
			if o := w.nextOf(r, from, until, from.After(after)); o != nil && (first == nil || o.From.Before(first.From)) {
				first = o
			}
		}
		if first != nil || until.IsZero() {
			return first
		}
		from = until
	}
}

// nextOf finds when a rule begins to block in another window than at first, or
// without one, in a span in which it stands; the first instant itself counts if it
// is a revision's.
func (w *walk) nextOf(r notice.Rule, from, until time.Time, published bool) *OpenWindow {
	var open []*notice.Span
	opened := func(t time.Time) *OpenWindow {
		choices, _ := r.Choices(t)
		var now []*notice.Span
		var found *OpenWindow
		for _, c := range choices {
			if c.Action != notice.Block {
				continue
			}
			now = append(now, c.Window) // nil: the block without a window
			if found == nil && !slices.Contains(open, c.Window) {
				o := w.describe(r, c, t)
				found = &o
			}
		}
		open = now
		return found
	}
	if o := opened(from); o != nil && published && !o.From.Before(from) {
		return o
	}
	for t := from; ; {
		_, next := r.Choices(t)
		if next.IsZero() || !until.IsZero() && !next.Before(until) {
			return nil
		}
		t = next
		if o := opened(t); o != nil {
			return o
		}
	}
}
