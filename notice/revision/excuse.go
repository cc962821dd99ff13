package revision

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// pauses finds what was paused under the old rule and is not under the new one.
// Pauses are compared as granted: which of them fit a budget depends on all.
func (c *setComparison) pauses(m match) {
	if m.was == (notice.Rule{}) {
		return // what is new may ask for nothing, paused or not
	}
	gave, granted := m.was.Pauses()
	gives, now := m.is.Pauses()
	n := m.is.Notice()
	for _, p := range granted {
		from, until := p.Span()
		held, ok := m.within.meet(span{from, until})
		if !ok {
			continue
		}
		var covers []span
		for _, q := range now {
			if from, until := q.Span(); q.Organisation == p.Organisation {
				covers = append(covers, span{from, until})
			}
		}
		whole := held.coveredBy(covers)
		if whole && gives <= gave {
			continue
		}
		switch {
		case c.mostAsked(n, m.is.Requirement(), held) <= gave:
		case !whole:
			c.strengthens.add("the pause of %s from %s is gone, refused or shorter", p.Organisation, shown(from, n.Zone))
		default:
			c.strengthens.add("a pause of %s gives %s instead of %s", n.ID, gives, gave)
		}
	}
}

// mostAsked is the strongest action that a requirement asks for in a span. Where
// the phases are those of another it is as strong.
func (c *setComparison) mostAsked(n *notice.Notice, q *notice.Requirement, within span) notice.Action {
	key := comparison{new: n, is: phasesOf(q), within: within}
	known, ok := c.most[key]
	if !ok {
		known = sideOf(n, q).most(within)
		c.most[key] = known
	}
	return known
}

// most is the strongest action that a side asks for in a span, somewhere.
func (s side) most(within span) notice.Action {
	most := notice.Observe
	for i, step := range s.steps {
		next := span{from: step.From}
		if i+1 < len(s.steps) {
			next.until = s.steps[i+1].From
		}
		if _, ok := within.meet(next); !ok {
			continue
		}
		for _, c := range step.Choices {
			most = max(most, c.Action)
		}
	}
	return most
}

// exemptions finds whom the old exemptions excused and the new ones do not, and
// whom new ones warn.
func (c *setComparison) exemptions() {
	was, is := listed(c.old.Exemptions()), listed(c.new.Exemptions())
	for _, e := range was.list {
		held, ok := c.future(e)
		if !ok || is.has(e) || !knows(c.new, e.Requirement) {
			continue
		}
		switch {
		case held.coveredBy(is.over(e, e.Effect)):
		case e.Effect == notice.Observe && held.coveredBy(is.over(e, notice.Warn)):
			c.strengthens.add("%s warns instead of asking for nothing", c.name(e))
		default:
			c.strengthens.add("%s is gone, narrower or shorter", c.name(e))
		}
	}
	for _, e := range is.list {
		held, ok := c.future(e)
		if e.Effect != notice.Warn || !ok || was.has(e) || !knows(c.old, e.Requirement) {
			continue
		}
		if !held.coveredBy(slices.Concat(was.over(e, notice.Warn), is.over(e, notice.Observe))) {
			c.warns.add("%s warns also those who fall short of nothing", c.name(e))
		}
	}
}

// future is the part of an exemption that counts; false if it is over.
func (c *setComparison) future(e *notice.Exemption) (span, bool) {
	from, until := e.Span()
	return span{from: c.since}.meet(span{from, until})
}

// knows reports whether some revision of a set has a requirement; without an id
// it is about all of them.
func knows(s *notice.Set, requirement string) bool {
	return requirement == "" || slices.ContainsFunc(s.Revisions(), func(n *notice.Notice) bool { return n.Requirement(requirement) != nil })
}

// exemptionList is the exemptions of a set, and which of them there are.
type exemptionList struct {
	list []*notice.Exemption
	by   map[exemptionKey]bool
}

// exemptionKey is all of an exemption that decides.
type exemptionKey struct {
	requirement, organisation, device, card, person, group string
	from, until                                            time.Time
	effect                                                 notice.Action
}

func keyOf(e *notice.Exemption) exemptionKey {
	from, until := e.Span()
	return exemptionKey{e.Requirement, e.Organisation, e.Device, e.Card, e.Person, e.Group, from, until, e.Effect}
}

func listed(list []*notice.Exemption) exemptionList {
	by := map[exemptionKey]bool{}
	for _, e := range list {
		by[keyOf(e)] = true
	}
	return exemptionList{list, by}
}

func (l exemptionList) has(e *notice.Exemption) bool { return l.by[keyOf(e)] }

// over lists when exemptions hold that fit wherever another does, and ask for no
// more than an effect.
func (l exemptionList) over(e *notice.Exemption, effect notice.Action) []span {
	var out []span
	for _, x := range l.list {
		if x != e && x.Effect <= effect && fitsWherever(x, e) {
			from, until := x.Span()
			out = append(out, span{from, until})
		}
	}
	return out
}

// fitsWherever reports whether one exemption fits every sign-in that another
// fits: it names nothing that the other does not name.
func fitsWherever(x, e *notice.Exemption) bool {
	open := func(x, e string) bool { return x == "" || x == e }
	return open(x.Requirement, e.Requirement) && open(x.Organisation, e.Organisation) && open(x.Device, e.Device) &&
		open(x.Card, e.Card) && open(x.Person, e.Person) && open(x.Group, e.Group)
}

// name says which exemption it is, without the person or card that it may name:
// the words go to logs.
func (c *setComparison) name(e *notice.Exemption) string {
	whom := []string{}
	for _, k := range []struct{ key, value string }{
		{"organisation", e.Organisation}, {"device", e.Device}, {"group", e.Group},
	} {
		if k.value != "" {
			whom = append(whom, k.key+" "+k.value)
		}
	}
	if e.Card != "" {
		whom = append(whom, "a card")
	}
	if e.Person != "" {
		whom = append(whom, "a person")
	}
	if len(whom) == 0 {
		whom = append(whom, "everybody")
	}
	from, _ := e.Span()
	return "the exemption of " + strings.Join(whom, ", ") + " from " + cmp.Or(e.Requirement, "every requirement") + " since " + shown(from, c.new.Zone())
}

// meet is the part that two spans share; false if there is none.
func (s span) meet(other span) (span, bool) {
	out := s
	if other.from.After(out.from) {
		out.from = other.from
	}
	if out.until.IsZero() || !other.until.IsZero() && other.until.Before(out.until) {
		out.until = other.until
	}
	return out, out.until.IsZero() || out.from.Before(out.until)
}

// coveredBy reports whether each instant of a span lies in one of others.
func (s span) coveredBy(others []span) bool {
	slices.SortFunc(others, func(a, b span) int { return a.from.Compare(b.from) })
	at := s.from
	for _, o := range others {
		if o.from.After(at) {
			return false
		}
		switch {
		case o.until.IsZero():
			return true
		case o.until.After(at):
			at = o.until
		}
		if !s.until.IsZero() && !at.Before(s.until) {
			return true
		}
	}
	return false
}

// shown writes an instant in a zone; in UTC where there is none.
func shown(at time.Time, z *civil.Zone) string {
	if z == nil {
		return at.UTC().Format("2006-01-02T15:04Z")
	}
	return instant("", at, z).value
}
