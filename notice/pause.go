package notice

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/notice/internal/text"
)

// pauseIndex holds the pauses that one notice grants, by organisation.
type pauseIndex struct {
	gives Action
	by    map[string][]*Pause
	cuts  []int64
}

// grant counts the pauses against the budget of a notice, in the order of their
// beginning, and refuses what exceeds the budget or the longest pause. Each
// pause counts in full against the organisation that it names, in every
// calendar year that it touches by its share.
func (n *Notice) grant(pauses []*Pause) (*pauseIndex, Problems) {
	if n.Pauses == nil || len(pauses) == 0 {
		return nil, nil
	}
	ordered := slices.Clone(pauses)
	slices.SortStableFunc(ordered, func(a, b *Pause) int { return cmp.Compare(a.from, b.from) })
	x := &pauseIndex{gives: n.Pauses.Gives, by: map[string][]*Pause{}}
	var refused Problems
	type account struct {
		organisation string
		year         int
	}
	spent := map[account]time.Duration{}
	refuse := func(p *Pause, mend, format string, args ...any) {
		refused = append(refused, text.Problem{File: p.file, Pos: p.pos, Severity: text.Warning,
			What: fmt.Sprintf("the pause of %s is refused: ", p.Organisation) + fmt.Sprintf(format, args...), Mend: mend})
	}
	for _, p := range ordered {
		if p.Requirement != "" && n.requirement(p.Requirement) == nil {
			continue // it is about another notice
		}
		length := time.Duration(p.until - p.from)
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
		out = append(out, share{year, time.Duration(end - from)})
		from = end
	}
	return out
}

// covers reports whether a pause holds for a requirement at an instant.
func (x *pauseIndex) covers(f *Facts, requirement string, t int64) bool {
	if x == nil || len(x.by) == 0 {
		return false
	}
	any := func(code string) bool {
		for _, p := range x.by[code] {
			if p.from <= t && t < p.until && (p.Requirement == "" || p.Requirement == requirement) {
				return true
			}
		}
		return false
	}
	if code, ok := f.Identity(predicate.OrganisationCode); ok && any(code) {
		return true
	}
	return slices.ContainsFunc(f.Within(), any)
}

// days writes a duration as people count pauses.
func days(d time.Duration) string {
	if d%(24*time.Hour) == 0 {
		if d == 24*time.Hour {
			return "1 day"
		}
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	}
	return fmt.Sprintf("%.1f days", d.Hours()/24)
}

// excuse indexes the exemptions and pauses of a set.
func (s *Set) excuse(o Options) Problems {
	s.exemptions = indexExemptions(o.Exemptions)
	var refused Problems
	for _, h := range s.notices {
		// Budgets are those of the latest revision that is known: an
		// organisation is not refused today what an old revision was stricter
		// about.
		e := h.known
		if e == nil {
			e = h.editions[len(h.editions)-1]
		}
		x, problems := e.notice.grant(o.Pauses)
		s.pauses = append(s.pauses, x)
		refused = append(refused, problems...)
	}
	return refused
}
