package notice

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Set is notices that are judged together: every revision of each, the
// exemptions and the pauses. It does not change and is safe for concurrent use.
type Set struct {
	notices    []*history
	exemptions *exemptionIndex
	pauses     []*pauseIndex // by history; nil where the notice has no pauses
	rules      int           // the most rules that can be in force at once
	refused    Problems
}

// history is one notice with its revisions.
type history struct {
	id       string
	editions []*edition // by published
	first    int64      // when the first was published
	known    *edition   // the one that is in force at every instant; nil = by date
	early    bool       // known is from before the first was published
}

// edition is one revision, ready to be judged.
type edition struct {
	notice *Notice
	from   int64
	rules  []*rule
}

// rule is a requirement in a set.
type rule struct {
	requirement *Requirement
	notice      *Notice
	history     *history
	line        timeline
	fresh       time.Duration
	in          int64 // from when it stands in for one that it took out; 0 = always
	out         int64 // from when another notice has taken it out; maxInstant = never
	timed       bool  // its answer may change with time alone
}

// Options are what else a set is made of.
type Options struct {
	Exemptions []*Exemption
	Pauses     []*Pause
	// AsKnown fixes which revision of each notice is in force at every instant
	// to the one that was in force then; zero: each instant has its own.
	AsKnown time.Time
}

// NewSet puts notices together. Revisions of one notice are told apart by their
// published date; the order of the notices is the order of findings.
func NewSet(notices []*Notice, o Options) (*Set, Problems) {
	s := &Set{}
	byID := map[string]*history{}
	var problems Problems
	for _, n := range notices {
		h, ok := byID[n.ID]
		if !ok {
			h = &history{id: n.ID}
			byID[n.ID] = h
			s.notices = append(s.notices, h)
		}
		h.editions = append(h.editions, &edition{notice: n, from: n.publishedAt.UnixNano()})
	}
	for _, h := range s.notices {
		problems = append(problems, h.order(o.AsKnown)...)
	}
	problems = append(problems, s.supersede(byID)...)
	problems = append(problems, s.unique()...)
	if problems.HasErrors() {
		return nil, problems
	}
	for _, h := range s.notices {
		most := 0
		for _, e := range h.editions {
			for _, r := range e.rules {
				r.line = e.notice.timelineOf(r.requirement)
			}
			most = max(most, len(e.rules))
		}
		s.rules += most
	}
	problems = append(problems, s.excuse(o)...)
	problems.Sort()
	return s, problems
}

// order sorts the revisions, checks that they follow each other, and picks the
// one that is known at asKnown.
func (h *history) order(asKnown time.Time) Problems {
	var problems Problems
	slices.SortStableFunc(h.editions, func(a, b *edition) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.notice.Revision, b.notice.Revision))
	})
	for i, e := range h.editions {
		n := e.notice
		for _, r := range n.Requirements {
			fresh := r.Fresh
			if fresh == 0 {
				fresh = n.Fresh
			}
			e.rules = append(e.rules, &rule{
				requirement: r, notice: n, history: h, fresh: fresh, out: maxInstant,
				timed: r.timed(),
			})
		}
		if i == 0 {
			continue
		}
		before := h.editions[i-1].notice
		revision := n.root.Get("revision")
		switch {
		case n.Revision == before.Revision:
			problems = append(problems, revision.Error(
				fmt.Sprintf("revision %d of %s stands in %s too", n.Revision, n.ID, before.File),
				"give each revision a file and a number of its own"))
		case n.Revision < before.Revision:
			problems = append(problems, revision.Error(
				fmt.Sprintf("revision %d replaces revision %d, which was published earlier", n.Revision, before.Revision),
				"a later revision has a greater number"))
		case e.from == h.editions[i-1].from:
			problems = append(problems, n.root.Get("published").Warning(
				fmt.Sprintf("revisions %d and %d are published at one instant, so the earlier is never in force", before.Revision, n.Revision),
				"write the day or the time of day of each"))
		}
	}
	h.first = h.editions[0].from
	if !asKnown.IsZero() {
		h.known = h.at(asKnown.UnixNano())
		h.early = asKnown.UnixNano() < h.first
	}
	return problems
}

// at returns the revision in force at an instant; before the first one was
// published, the first.
func (h *history) at(t int64) *edition {
	if h.known != nil {
		return h.known
	}
	i := sort.Search(len(h.editions), func(i int) bool { return h.editions[i].from > t })
	return h.editions[max(i-1, 0)]
}

// silent reports whether the notice only observes at an instant, because it had
// not been published.
func (h *history) silent(t int64) bool { return h.early || t < h.first }

// Zone returns the zone in which civil times of facts are read: that of the
// first notice. It is nil for an empty set.
func (s *Set) Zone() *civil.Zone {
	if len(s.notices) == 0 {
		return nil
	}
	return s.notices[0].editions[0].notice.Zone
}

// Notices returns the revisions that are in force at an instant, in order.
func (s *Set) Notices(at time.Time) []*Notice {
	out := make([]*Notice, 0, len(s.notices))
	for _, h := range s.notices {
		out = append(out, h.at(at.UnixNano()).notice)
	}
	return out
}

// Revisions returns every revision of every notice, in order of publication.
func (s *Set) Revisions() []*Notice {
	var out []*Notice
	for _, h := range s.notices {
		for _, e := range h.editions {
			out = append(out, e.notice)
		}
	}
	return out
}
