package notice

import (
	"slices"
	"time"
)

// Until returns the first instant after the verdict's at which a finding asks
// for less than it does now; false if there is none. The facts stay as they are;
// the notices, excuses and statuses are those of the later instant.
//
// A requirement that another notice takes over under the same id is followed
// there. Few instants can change a result: a new revision, an exemption, the
// status of a version, a comparison with now, a fact grown old. Between two of
// them only the phases move, and those are looked up, not judged.
func (s *Set) Until(f *Facts, use string, v *Verdict, finding *Finding) (time.Time, bool) {
	asks := finding.Asks
	if asks == Observe {
		return time.Time{}, false
	}
	in := finding.Notice.Zone.Location()
	current := *finding
	t := v.At.UnixNano()
	exemptions := s.exemptions.after(f, t)
	for _, bound := range append(s.boundsOf(current.rule, f, v.At, exemptions), maxInstant) {
		r := current.rule
		at := time.Unix(0, t).UTC()
		f.At(at, r.notice.Catalogue, r.oldest(f, at))
		for next := r.notice.nextChange(r.requirement, asks, t); next < bound; next = r.notice.nextChange(r.requirement, asks, next) {
			current.Phase, current.Window, current.Paused = nil, nil, false
			current.InForce, current.ifUnknown = Observe, Observe
			if r.act(f, next, &current); current.asks() < asks {
				return time.Unix(0, next).In(in), true
			}
		}
		if bound == maxInstant {
			break
		}
		t = bound
		at = time.Unix(0, t).UTC()
		if r = s.ruleAt(r, t); r == nil {
			return at.In(in), true
		}
		f.At(at, r.notice.Catalogue, r.oldest(f, at))
		if r.find(f, use, t, exemptions, &current); current.Asks < asks {
			return at.In(in), true
		}
	}
	return time.Time{}, false
}

// owners are the notices that have the requirement of a rule: more than its own
// where one takes the place of another under one id.
func (s *Set) owners(r *rule) []*history {
	if owners := s.shared[r.requirement.ID]; owners != nil {
		return owners
	}
	return []*history{r.history}
}

// ruleAt returns the rule that stands at an instant for the requirement of a
// rule; nil if none does.
func (s *Set) ruleAt(r *rule, t int64) *rule {
	for _, h := range s.owners(r) {
		if other := h.at(t).byID[r.requirement.ID]; other != nil && other.stands(t) {
			return other
		}
	}
	return nil
}

// boundsOf lists the later instants, in order, at which the result of a rule may
// change for these facts, or which rule stands there.
func (s *Set) boundsOf(r *rule, f *Facts, after time.Time, exemptions []*Exemption) []int64 {
	t := after.UnixNano()
	var out []int64
	add := func(at int64) {
		if at > t && at != maxInstant {
			out = append(out, at)
		}
	}
	for _, h := range s.owners(r) {
		add(h.first)
		for i, e := range h.editions {
			if h.known != nil && e != h.known {
				continue
			}
			if i > 0 && h.known == nil {
				add(e.from)
			}
			if other := e.byID[r.requirement.ID]; other != nil {
				other.bounds(f, after, add)
			}
		}
	}
	for _, x := range exemptions {
		add(x.from)
		add(x.until)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bounds adds the instants at which the result of a rule, or the place that its
// phases hold in, may change for these facts.
func (r *rule) bounds(f *Facts, at time.Time, add func(int64)) {
	for _, s := range r.taken {
		add(s.from)
		add(s.until)
	}
	if r.pauses != nil {
		for _, c := range r.pauses.cuts {
			add(c)
		}
	}
	oldest := r.oldest(f, at)
	f.At(at, r.notice.Catalogue, oldest)
	for c := range r.requirement.conditions() {
		if c.Footprint.Catalogue {
			r.notice.Catalogue.cutsFor(f, c, add)
		}
		c.Cuts(f, func(cut time.Time) {
			if inRange(cut) {
				add(cut.UnixNano())
			}
		})
	}
	if oldest.IsZero() || f.Held() {
		return
	}
	f.Ages(func(seen time.Time) {
		if grown := seen.Add(at.Sub(oldest)); inRange(grown) {
			add(grown.UnixNano() + 1)
		}
	})
}

// inRange reports whether an instant fits 64 bits of nanoseconds.
func inRange(at time.Time) bool { return at.Year() >= 1700 && at.Year() <= 2260 }
