package notice

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/fact"
)

// maxTurns is how many blocks that follow on one another Opens looks through.
// Two plans that open window after window in turn could else keep it for long.
const maxTurns = 64

// Opens returns the first instant after a verdict that blocks at which the
// sign-in is no longer refused, with the facts held; false if there is none, or
// none behind the first blocks that follow on one another. It differs from Until
// of one finding where another finding blocks on, or begins to.
func (s *Set) Opens(f *Facts, use string, v *Verdict) (time.Time, bool) {
	if v.Decision != Block {
		return time.Time{}, false
	}
	later := v
	for range maxTurns {
		var opens time.Time
		for i := range later.Findings {
			finding := &later.Findings[i]
			if finding.Asks != Block {
				continue
			}
			until, ok := s.Until(f, use, later, finding)
			if !ok {
				return time.Time{}, false
			}
			if until.After(opens) {
				opens = until
			}
		}
		// Until then one finding or another blocked all the while.
		next := &Verdict{}
		s.Judge(f, use, opens, next)
		if next.Decision != Block {
			return opens, true
		}
		later = next
	}
	return time.Time{}, false
}

// Closes returns the first instant after another, at which the sign-in is not
// refused, at which it is, with the facts held; false if there is none. Every
// revision of the set counts from its publication.
func (s *Set) Closes(f *Facts, use string, after time.Time) (time.Time, bool) {
	t, first := after.UnixNano(), maxInstant
	exemptions := s.exemptions.after(f, t)
	var in *time.Location
	for _, h := range s.notices {
		for i, e := range h.editions {
			for _, r := range e.rules {
				if at := r.closes(f, use, after, h.decides(i), first, exemptions); at < first {
					first, in = at, r.notice.Zone.Location()
				}
			}
		}
	}
	if in == nil {
		return time.Time{}, false
	}
	return time.Unix(0, first).In(in), true
}

// closes returns the first instant within a span, after one and before another,
// at which the rule asks to block; maxInstant if there is none.
func (r *rule) closes(f *Facts, use string, after time.Time, within stretch, before int64, exemptions []*Exemption) int64 {
	t := after.UnixNano()
	within = stretch{max(t, within.from), min(before, within.until)}
	if within.from >= within.until || !r.everBlocks() {
		return maxInstant
	}
	starts := []int64{within.from}
	add := func(at int64) {
		if within.from < at && at < within.until {
			starts = append(starts, at)
		}
	}
	add(r.history.first)
	r.bounds(f, after, add)
	for _, x := range exemptions {
		add(x.from)
		add(x.until)
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	var current Finding
	for i, start := range starts {
		end := within.until
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		if !r.stands(start) {
			continue
		}
		at := time.Unix(0, start).UTC()
		f.At(at, r.notice.Catalogue, r.oldest(f, at))
		r.find(f, use, start, exemptions, &current)
		if current.Asks == Block && start > t {
			return start
		}
		if current.Result != Unmet && (current.Result != Unknown || current.appliesUnknown) {
			continue // no phase makes these block
		}
		for next := r.notice.nextCut(r.requirement, start); next < end; next = r.notice.nextCut(r.requirement, next) {
			current.Phase, current.Window, current.Paused = nil, nil, false
			current.InForce, current.ifUnknown = Observe, Observe
			if r.act(f, next, &current); current.asks() == Block {
				return next
			}
		}
	}
	return maxInstant
}

func (r *rule) everBlocks() bool {
	return slices.ContainsFunc(r.requirement.Phases, func(p *Phase) bool { return p.Action == Block || p.Otherwise == Block })
}

// Course is how the phases of what falls short go, as announced by the revisions
// of a verdict, whatever windows, pauses and exemptions there are besides.
type Course struct {
	Since   time.Time // the earliest phase that asks for more than to observe; zero: there is none
	ForGood time.Time // the earliest phase that blocks always and has no end; zero: there is none
}

// Course returns the course of the unmet findings of a verdict.
func (s *Set) Course(f *Facts, v *Verdict) Course {
	var c Course
	earlier := func(old *time.Time, p *Phase, n *Notice) {
		if at := p.From.Start(n.Zone).In(n.Zone.Location()); old.IsZero() || at.Before(*old) {
			*old = at
		}
	}
	for i := range v.Findings {
		finding := &v.Findings[i]
		if finding.Result != Unmet {
			continue
		}
		q, n := finding.Requirement, finding.Notice
		f.At(v.At, n.Catalogue, finding.rule.oldest(f, v.At))
		last := true // no phase behind this one in the file goes on without end
		for _, p := range slices.Backward(q.Phases) {
			holds := fact.True
			if p.where != nil {
				holds = p.where.Judge(f)
			}
			if holds == fact.False {
				continue
			}
			if p.Action > Observe {
				earlier(&c.Since, p, n)
			}
			if p.until == maxInstant {
				if last && holds == fact.True && p.Action == Block && p.list == nil {
					earlier(&c.ForGood, p, n)
				}
				last = false
			}
		}
	}
	return c
}
