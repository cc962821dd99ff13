package notice

import (
	"slices"
	"time"
)

// Changes returns the instants from one to another, the latter excluded, at
// which it may change for somebody which rules are judged, what they find of the
// same facts or what they ask for: revisions and what they supersede, phases,
// windows, days without blocks, exemptions, pauses, the status of a version, and
// dates in conditions. They are in order and in the zone of the set.
//
// Between two of them only facts make a difference: their values, and that some
// time of a fact passes or that a fact grows too old.
func (s *Set) Changes(from, until time.Time) []time.Time {
	within := stretch{instantOf(from), instantOf(until)}
	var cuts []int64
	add := func(list ...int64) {
		for _, t := range list {
			if within.from <= t && t < within.until {
				cuts = append(cuts, t)
			}
		}
	}
	s.exemptions.every(func(e *Exemption) { add(e.from, e.until) })
	for _, h := range s.notices {
		add(h.first)
		for _, spans := range h.taken {
			for _, span := range spans {
				add(span.from, span.until)
			}
		}
		for i, e := range h.editions {
			decides := h.decides(i)
			inside := func(t int64) {
				if decides.from <= t && t < decides.until {
					add(t)
				}
			}
			inside(decides.from)
			if e.pauses != nil {
				for _, t := range e.pauses.cuts {
					inside(t)
				}
			}
			for _, r := range e.rules {
				r.conditionCuts(inside)
				r.actionCuts(stretch{max(decides.from, within.from), min(decides.until, within.until)}, inside)
			}
		}
	}
	slices.Sort(cuts)
	out := make([]time.Time, 0, len(cuts))
	for _, t := range slices.Compact(cuts) {
		out = append(out, s.inZone(t))
	}
	return out
}

// instantOf returns an instant in nanoseconds; one that has none, the zero time
// among them, lies before or behind all others.
func instantOf(at time.Time) int64 {
	switch {
	case inRange(at):
		return at.UnixNano()
	case at.Year() < 1970:
		return -maxInstant
	}
	return maxInstant
}

func (s *Set) inZone(t int64) time.Time {
	at := time.Unix(0, t).UTC()
	if z := s.Zone(); z != nil {
		return at.In(z.Location())
	}
	return at
}

// decides returns when a revision is the one that is judged by, the time before
// the first publication included.
func (h *history) decides(i int) stretch {
	switch e := h.editions[i]; {
	case h.known == e:
		return stretch{-maxInstant, maxInstant}
	case h.known != nil:
		return stretch{}
	}
	span := h.span(i)
	if i == 0 {
		span.from = -maxInstant
	}
	return span
}

// conditionCuts adds the instants at which the conditions of a rule may change
// their answers though facts, and now beside them, stay as they are.
func (r *rule) conditionCuts(add func(int64)) {
	for c := range r.requirement.conditions() {
		c.FixedCuts(func(at time.Time) {
			if inRange(at) {
				add(at.UnixNano())
			}
		})
		if !c.Footprint.Catalogue {
			continue
		}
		anyClient := c.Footprint.Slots&bit(clientStatus) != 0
		for _, p := range r.notice.Catalogue.Products {
			if anyClient || slices.Contains(c.Footprint.Products, p.ID) {
				for _, t := range p.cuts {
					add(t)
				}
			}
		}
	}
}

// actionCuts adds the instants within a span at which another phase is in force
// or asks for something else.
func (r *rule) actionCuts(within stretch, add func(int64)) {
	n, q := r.notice, r.requirement
	for t := n.nextCut(q, within.from-1); t < within.until; t = n.nextCut(q, t) {
		if r.stands(t) && !r.history.silent(t) && !slices.EqualFunc(n.choicesAt(q, t-1), n.choicesAt(q, t), sameAction) {
			add(t)
		}
	}
}

// sameAction leaves the window out: one that follows on another changes nothing.
func sameAction(a, b Choice) bool { return a.Phase == b.Phase && a.Action == b.Action }

// Action returns what the rule asks for at an instant of those who fall short;
// where places differ, the strongest.
func (r Rule) Action(at time.Time) Action { return r.rule.strongest(at.UnixNano()) }

func (r *rule) strongest(t int64) Action {
	strongest := Observe
	if r.history.silent(t) {
		return strongest
	}
	for _, c := range r.notice.choicesAt(r.requirement, t) {
		strongest = max(strongest, c.Action)
	}
	return strongest
}

// Next returns the first instant after another at which Action changes, and to
// what; false if it does not. The requirement is followed to later revisions and
// to a notice that takes it over, also if these stand at the first instant
// already; where it ends, nothing is asked for.
func (r Rule) Next(after time.Time) (at time.Time, action Action, found bool) {
	in := r.rule.notice.Zone.Location()
	t := instantOf(after)
	stood := func(t int64) (*rule, Action) {
		if current := r.set.ruleAt(r.rule, t); current != nil {
			return current, current.strongest(t)
		}
		return nil, Observe
	}
	current, was := stood(t)
	stand := r.set.standCuts(r.rule, t)
	for {
		for len(stand) > 0 && stand[0] <= t {
			stand = stand[1:]
		}
		next := maxInstant
		if len(stand) > 0 {
			next = stand[0]
		}
		if current != nil && !current.history.silent(t) {
			next = min(next, current.notice.nextCut(current.requirement, t))
		}
		if next == maxInstant {
			return time.Time{}, was, false
		}
		var is Action
		t = next
		if current, is = stood(t); is != was {
			return time.Unix(0, t).In(in), is, true
		}
	}
}

// standCuts lists the instants after t, in order, at which it may change which
// rule stands for the requirement of a rule.
func (s *Set) standCuts(r *rule, t int64) []int64 {
	var out []int64
	add := func(at int64) {
		if at > t && at != maxInstant {
			out = append(out, at)
		}
	}
	for _, h := range s.owners(r) {
		add(h.first)
		for _, span := range h.taken[r.requirement.ID] {
			add(span.from)
			add(span.until)
		}
		for i := range h.editions {
			add(h.decides(i).from)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
