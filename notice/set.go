package notice

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/text"
)

// Set is notices that are judged together: every revision of each, the
// exemptions and the pauses. It does not change and is safe for concurrent use.
type Set struct {
	notices    []*history
	exemptions *exemptionIndex
	rules      int                   // the most rules that can be in force at once
	shared     map[string][]*history // the notices that have a requirement of one id, where there are several
}

// history is one notice with its revisions.
type history struct {
	id       string
	editions []*edition           // by published
	first    int64                // when the first was published
	known    *edition             // the one that is in force at every instant; nil = by date
	early    bool                 // known is from before the first was published
	taken    map[string]stretches // when others have taken a requirement out, by its id
	heir     map[string]bool      // requirements that it takes out of another and has itself
}

// edition is one revision, ready to be judged.
type edition struct {
	notice *Notice
	from   int64
	rules  []*rule
	byID   map[string]*rule
	pauses *pauseIndex // nil: there are none
}

// rule is a requirement in a set.
type rule struct {
	requirement *Requirement
	notice      *Notice
	history     *history
	pauses      *pauseIndex
	fresh       time.Duration // below zero: no fact is too old
	taken       stretches     // in which another notice has taken it out
	heir        bool          // it takes the place of another's, and so waits until its notice is published
}

// stands reports whether the requirement is judged at an instant.
func (r *rule) stands(t int64) bool {
	if len(r.taken) > 0 && r.taken.overlap(stretch{t, t + 1}) {
		return false
	}
	return !r.heir || !r.history.silent(t)
}

// Options are what else a set is made of.
type Options struct {
	Exemptions []*Exemption
	Pauses     []*Pause
	// Age is how old a fact with a time of its own may be where neither the
	// requirement nor its notice says; AnyAge: as old as it is; zero: SignInAge.
	Age time.Duration
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
			h = &history{id: n.ID, taken: map[string]stretches{}, heir: map[string]bool{}}
			byID[n.ID] = h
			s.notices = append(s.notices, h)
		}
		h.editions = append(h.editions, &edition{notice: n, from: n.publishedAt.UnixNano()})
	}
	for _, h := range s.notices {
		problems = append(problems, h.order(o)...)
	}
	problems = append(problems, s.supersede(byID)...)
	problems = append(problems, s.excuse(o)...)
	for _, h := range s.notices {
		most := 0
		for _, e := range h.editions {
			most = max(most, len(e.rules))
			for _, r := range e.rules {
				r.taken, r.heir, r.pauses = h.taken[r.requirement.ID], h.heir[r.requirement.ID], e.pauses
			}
		}
		s.rules += most
	}
	problems = append(problems, s.unique()...)
	listed := &text.Listing{}
	for _, p := range problems {
		listed.Add(p)
	}
	if problems.HasErrors() {
		return nil, listed.Problems()
	}
	return s, listed.Problems()
}

// order sorts the revisions, checks that they follow each other, and picks the
// one that is known at o.AsKnown.
func (h *history) order(o Options) Problems {
	var problems Problems
	slices.SortStableFunc(h.editions, func(a, b *edition) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.notice.Revision, b.notice.Revision))
	})
	for i, e := range h.editions {
		n := e.notice
		e.byID = map[string]*rule{}
		for _, q := range n.Requirements {
			r := &rule{requirement: q, notice: n, history: h, fresh: cmp.Or(q.Fresh, n.Fresh, o.Age, SignInAge)}
			e.rules = append(e.rules, r)
			e.byID[q.ID] = r
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
	if !o.AsKnown.IsZero() {
		h.known = h.at(o.AsKnown.UnixNano())
		h.early = o.AsKnown.UnixNano() < h.first
	}
	return problems
}

// at returns the revision in force at an instant; before the first one was
// published, the first.
func (h *history) at(t int64) *edition {
	switch {
	case h.known != nil:
		return h.known
	case len(h.editions) == 1:
		return h.editions[0]
	}
	i := sort.Search(len(h.editions), func(i int) bool { return h.editions[i].from > t })
	return h.editions[max(i-1, 0)]
}

// span returns when a revision is in force: from its publication until that of
// the next, or for good if it is the known one.
func (h *history) span(i int) stretch {
	e := h.editions[i]
	switch {
	case h.known == e && !h.early:
		return stretch{e.from, maxInstant}
	case h.known != nil:
		return stretch{}
	case i+1 < len(h.editions):
		return stretch{e.from, h.editions[i+1].from}
	}
	return stretch{e.from, maxInstant}
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
