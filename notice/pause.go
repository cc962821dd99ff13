package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/text"
)

// pauseIndex holds the pauses that one notice grants, by organisation.
type pauseIndex struct {
	gives Action
	by    map[string][]*Pause
	cuts  []int64
}

// grant counts the pauses against the budget of a revision, in the order of
// their beginning, and refuses what exceeds the budget or the longest pause. Each
// pause counts in full against the organisation that it names, in every calendar
// year that it touches by its share. Days are those of the calendar: one on which
// clocks change counts as any other.
func (n *Notice) grant(pauses []*Pause) (*pauseIndex, []refusal) {
	if n.Pauses == nil || len(pauses) == 0 {
		return nil, nil
	}
	ordered := slices.Clone(pauses)
	slices.SortStableFunc(ordered, func(a, b *Pause) int { return cmp.Compare(a.from, b.from) })
	x := &pauseIndex{gives: n.Pauses.Gives, by: map[string][]*Pause{}}
	var refused []refusal
	type account struct {
		organisation string
		year         int
	}
	spent := map[account]time.Duration{}
	refuse := func(p *Pause, mend, format string, args ...any) {
		refused = append(refused, refusal{p, text.Problem{File: p.file, Pos: p.pos, Severity: text.Warning,
			What: fmt.Sprintf("the pause of %s is refused: ", p.Organisation) + fmt.Sprintf(format, args...), Mend: mend}})
	}
	for _, p := range ordered {
		if p.Requirement != "" && n.requirement(p.Requirement) == nil {
			continue // it is about another notice
		}
		length := n.civilLength(p.from, p.until)
		if longest := cmp.Or(n.Pauses.Longest, n.Pauses.Budget); length > longest {
			refuse(p, "make it shorter", "it lasts %s, and %s is the longest that %s allows", days(length), days(longest), n.ID)
			continue
		}
		shares := n.perYear(p.from, p.until)
		over := 0
		for _, s := range shares {
			if spent[account{p.Organisation, s.year}]+s.length > n.Pauses.Budget {
				over = s.year
			}
		}
		if over != 0 {
			refuse(p, "make it shorter, or wait for the next year", "with it the pauses of %d would exceed the budget of %s", over, days(n.Pauses.Budget))
			continue
		}
		for _, s := range shares {
			spent[account{p.Organisation, s.year}] += s.length
		}
		x.by[p.Organisation] = append(x.by[p.Organisation], p)
		x.cuts = append(x.cuts, p.from, p.until)
	}
	slices.Sort(x.cuts)
	x.cuts = slices.Compact(x.cuts)
	return x, refused
}

// refusal is a pause that is not granted, and why.
type refusal struct {
	pause   *Pause
	problem Problem
}

type share struct {
	year   int
	length time.Duration
}

// perYear divides a span over the calendar years of the notice's zone.
func (n *Notice) perYear(from, until int64) []share {
	var out []share
	for from < until {
		year := n.Zone.Civil(time.Unix(0, from).UTC()).Year
		next, _ := n.Zone.Start(civil.Date{Year: year + 1, Month: time.January, Day: 1})
		end := min(until, next.UnixNano())
		out = append(out, share{year, n.civilLength(from, end)})
		from = end
	}
	return out
}

// civilLength is the time between two instants as clocks in the zone show it,
// were they never changed: a day is 24 hours.
func (n *Notice) civilLength(from, until int64) time.Duration {
	shown := func(t int64) time.Time {
		c := n.Zone.Civil(time.Unix(0, t).UTC())
		return time.Date(c.Year, c.Month, c.Day, c.Hour, c.Minute, c.Second, c.Nanosecond, time.UTC)
	}
	return max(shown(until).Sub(shown(from)), 0)
}

// limit is what is asked for at the most during a pause.
func (x *pauseIndex) limit() Action {
	if x == nil {
		return Block
	}
	return x.gives
}

// find returns the pause that holds for a requirement at an instant, of the
// nearest organisation; nil if there is none.
func (x *pauseIndex) find(f *Facts, requirement string, t int64) *Pause {
	if code, ok := f.Identity(predicate.OrganisationCode); ok {
		if p := x.of(code, requirement, t); p != nil {
			return p
		}
	}
	for _, code := range f.Within() {
		if p := x.of(code, requirement, t); p != nil {
			return p
		}
	}
	return nil
}

// of returns the pause that an organisation itself has taken.
func (x *pauseIndex) of(organisation, requirement string, t int64) *Pause {
	for _, p := range x.by[organisation] {
		if p.from <= t && t < p.until && (p.Requirement == "" || p.Requirement == requirement) {
			return p
		}
	}
	return nil
}

// days writes a length of time as people count pauses.
func days(d time.Duration) string {
	const day = 24 * time.Hour
	var words []string
	switch n := d / day; n {
	case 0:
	case 1:
		words = append(words, "1 day")
	default:
		words = append(words, fmt.Sprintf("%d days", n))
	}
	if rest := d % day; rest > 0 || len(words) == 0 {
		words = append(words, strings.TrimSuffix(rest.String(), "0s"))
	}
	return strings.Join(words, " ")
}

// excuse indexes the exemptions and pauses of a set. Each revision grants pauses
// by its own budget, so that what was decided under one is not changed by the
// next; a refusal is told where the pause touches the time of that revision.
func (s *Set) excuse(o Options) Problems {
	s.exemptions = indexExemptions(slices.DeleteFunc(slices.Clone(o.Exemptions), func(e *Exemption) bool { return !s.has(e.Requirement) }))
	var problems Problems
	for _, h := range s.notices {
		told := map[*Pause]bool{}
		for i, e := range h.editions {
			index, refused := e.notice.grant(o.Pauses)
			e.pauses = index
			span := h.span(i)
			for _, r := range refused {
				if p := r.pause; max(p.from, span.from) < min(p.until, span.until) && !told[p] {
					told[p] = true
					problems = append(problems, r.problem)
				}
			}
		}
	}
	return append(problems, s.idle(o)...)
}

// has reports whether some notice has a requirement; none means all of them.
func (s *Set) has(requirement string) bool {
	return requirement == "" || slices.ContainsFunc(s.notices, func(h *history) bool { return h.has(requirement) })
}

// idle warns of exemptions and pauses that name a requirement that there is not.
func (s *Set) idle(o Options) Problems {
	var problems Problems
	warn := func(what, requirement, file string, pos Pos) {
		if !s.has(requirement) {
			problems = append(problems, text.Problem{File: file, Pos: pos, Severity: text.Warning,
				What: fmt.Sprintf("this %s excuses nothing: no notice has a requirement %s", what, requirement),
				Mend: "name one of its requirements, or give the notice that has it"})
		}
	}
	for _, e := range o.Exemptions {
		warn("exemption", e.Requirement, e.file, e.pos)
	}
	grants := slices.ContainsFunc(s.Revisions(), func(n *Notice) bool { return n.Pauses != nil })
	for _, p := range o.Pauses {
		warn("pause", p.Requirement, p.file, p.pos)
		if !grants {
			problems = append(problems, text.Problem{File: p.file, Pos: p.pos, Severity: text.Warning,
				What: "this pause has no effect: no notice here allows pauses",
				Mend: "give the notice that does; it has a budget under pauses"})
		}
	}
	return problems
}
