package notice

import (
	"slices"
	"sort"
	"time"
)

// Until returns the first instant after the verdict's at which a finding asks
// for less than it does now, with the evidence held and all else judged at each
// later instant; false if there is none.
//
// Few instants can change a result: a new revision, an exemption, the status of
// a version, a comparison with now, a fact grown old. Between two of them only
// the phases move, and those are looked up, not judged.
func (s *Set) Until(f *Facts, use string, v *Verdict, finding *Finding) (time.Time, bool) {
	asks := finding.Asks
	if asks == Observe {
		return time.Time{}, false
	}
	r := finding.rule
	hist := slices.Index(s.notices, r.history)
	bounds := s.boundsOf(r, s.pauses[hist], f, v)
	t := v.At.UnixNano()
	current := *finding
	for i := 0; ; i++ {
		end := maxInstant
		if i < len(bounds) {
			end = bounds[i]
		}
		if at, ok := s.lessWithin(&current, s.pauses[hist], f, asks, t, end); ok {
			return time.Unix(0, at).In(r.notice.Zone.Location()), true
		}
		if end == maxInstant {
			return time.Time{}, false
		}
		t = end
		next := r.history.ruleAt(r.requirement.ID, t)
		if next == nil {
			return time.Unix(0, t).In(r.notice.Zone.Location()), true
		}
		at := time.Unix(0, t).UTC()
		f.At(at, next.notice.Catalogue, next.oldest(f, at))
		s.find(next, s.pauses[hist], f, use, t, v.exemptions, &current)
		if current.Asks < asks {
			return time.Unix(0, t).In(r.notice.Zone.Location()), true
		}
	}
}

// ruleAt returns the rule of a requirement that is in force at an instant.
func (h *history) ruleAt(id string, t int64) *rule {
	for _, r := range h.at(t).rules {
		if r.requirement.ID == id {
			if t >= r.out || t < r.in {
				return nil
			}
			return r
		}
	}
	return nil
}

// boundsOf lists the instants after the verdict's at which the result of a rule
// may change for these facts, or which rule stands there.
func (s *Set) boundsOf(r *rule, pauses *pauseIndex, f *Facts, v *Verdict) []int64 {
	t := v.At.UnixNano()
	var out []int64
	add := func(at int64) {
		if at > t && at != maxInstant {
			out = append(out, at)
		}
	}
	h := r.history
	add(h.first)
	editions := h.editions
	if h.known != nil {
		editions = []*edition{h.known}
	}
	for i, e := range editions {
		if i > 0 {
			add(e.from)
		}
		for _, other := range e.rules {
			if other.requirement.ID != r.requirement.ID {
				continue
			}
			add(other.in)
			add(other.out)
			if other.requirement.readsCatalogue() {
				for _, c := range e.notice.Catalogue.cuts {
					add(c)
				}
			}
			if other.timed {
				q := other.requirement
				f.At(v.At, e.notice.Catalogue, other.oldest(f, v.At))
				visit := func(at time.Time) {
					if inRange(at) {
						add(at.UnixNano())
					}
				}
				if q.applies != nil {
					q.applies.Cuts(f, visit)
				}
				q.met.Cuts(f, visit)
			}
			if f.Dated() {
				fresh := other.fresh
				if fresh == 0 {
					fresh = SignInAge
				}
				f.Ages(func(seen time.Time) { add(seen.Add(fresh).UnixNano() + 1) })
			}
		}
	}
	for _, x := range v.exemptions {
		add(x.from)
		add(x.until)
	}
	if pauses != nil {
		for _, c := range pauses.cuts {
			add(c)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// lessWithin finds the first cut in (from, until) at which the phases ask for
// less, the result being what it is.
func (s *Set) lessWithin(f *Finding, pauses *pauseIndex, facts *Facts, asks Action, from, until int64) (int64, bool) {
	r := f.rule
	line := &r.line
	i := sort.Search(len(line.cuts), func(i int) bool { return line.cuts[i] > from })
	plain := f.Result == Unmet || f.Result == Unknown && !line.overrides
	if plain && !line.placed {
		// The step says it all: jump to the next one that is weaker.
		if i == 0 {
			return 0, false // nothing is in force yet, so nothing can end
		}
		if j := line.weaker[asks-1][i-1]; j < len(line.cuts) && line.cuts[j] < until {
			return line.cuts[j], true
		}
		return 0, false
	}
	for ; i < len(line.cuts) && line.cuts[i] < until; i++ {
		later := *f
		later.Phase, later.Window, later.InForce, later.Paused = nil, nil, Observe, false
		s.act(r, pauses, facts, line.cuts[i], &later)
		ask := later.InForce
		switch f.Result {
		case Unknown:
			ask = min(r.requirement.asksUnknown(facts, later.Phase, f.appliesUnknown), ask)
		case Unmet:
		default:
			ask = f.Asks
		}
		if ask < asks {
			return line.cuts[i], true
		}
	}
	return 0, false
}

// inRange reports whether an instant fits 64 bits of nanoseconds.
func inRange(at time.Time) bool { return at.Year() >= 1700 && at.Year() <= 2260 }
