package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Facts is what is known of a sign-in.
type Facts = predicate.Facts

// SignInAge is how old a fact with a time of its own may be at a sign-in where
// the notice does not say: such facts come from the estate, not from the
// sign-in itself.
const SignInAge = 30 * 24 * time.Hour

// The uses that a decision can be about.
const (
	UseSignIn     = "sign-in"
	UseSign       = "sign"
	UseManageCard = "manage-card"
)

// Judge answers for one sign-in at an instant: what each requirement finds and
// asks for, and the strongest of that. The verdict's memory is used again; with
// every fact known nothing is allocated.
func (s *Set) Judge(f *Facts, use string, at time.Time, v *Verdict) {
	t := at.UnixNano()
	v.At, v.Decision = at, Observe
	v.Findings = v.Findings[:0]
	v.exemptions = v.exemptions[:0]
	if s.exemptions != nil {
		v.exemptions = s.exemptions.matching(f, v.exemptions)
	}
	if cap(v.Findings) < s.rules {
		v.Findings = make([]Finding, 0, s.rules)
	}
	for i, h := range s.notices {
		asked := false
		for _, r := range h.at(t).rules {
			if t >= r.out || t < r.in {
				continue
			}
			// Without facts that grow old the requirements of one notice ask one question.
			if !asked || f.Dated() {
				f.At(at, r.notice.Catalogue, r.oldest(f, at))
				asked = true
			}
			v.Findings = v.Findings[:len(v.Findings)+1]
			finding := &v.Findings[len(v.Findings)-1]
			s.find(r, s.pauses[i], f, use, t, v.exemptions, finding)
			v.Decision = max(v.Decision, finding.Asks)
		}
	}
}

// find judges one requirement at the instant that f.At was asked about.
func (s *Set) find(r *rule, pauses *pauseIndex, f *Facts, use string, t int64, exemptions []*Exemption, out *Finding) {
	q := r.requirement
	*out = Finding{Requirement: q, Notice: r.notice, rule: r}
	s.act(r, pauses, f, t, out)
	if !q.isAbout(use) {
		return
	}
	applies := fact.True
	if q.applies != nil {
		applies = q.applies.Judge(f)
	}
	if applies == fact.False {
		return
	}
	if len(exemptions) > 0 {
		if e := inForce(exemptions, q.ID, t); e != nil {
			out.Result, out.Exemption = Exempt, e
			out.Asks = min(e.Effect, out.InForce)
			return
		}
	}
	met := q.met.Judge(f)
	switch {
	case met == fact.True:
		out.Result = Met
	case applies == fact.Unknown:
		out.Result, out.appliesUnknown = Unknown, true
	case met == fact.False:
		out.Result = Unmet
	default:
		out.Result = Unknown
	}
	switch out.Result {
	case Unmet:
		out.Asks = out.InForce
	case Unknown:
		out.Asks = min(q.asksUnknown(f, out.Phase, out.appliesUnknown), out.InForce)
	}
}

// oldest is the instant before which facts with a time of their own are too
// old.
func (r *rule) oldest(f *Facts, at time.Time) time.Time {
	if !f.Dated() {
		return time.Time{}
	}
	fresh := r.fresh
	if fresh == 0 {
		fresh = SignInAge
	}
	return at.Add(-fresh)
}

// asksUnknown is what an unknown finding asks for at the most.
func (q *Requirement) asksUnknown(f *Facts, phase *Phase, appliesUnknown bool) Action {
	limit := q.Unknown
	if phase != nil && phase.Unknown != nil {
		limit = *phase.Unknown
	}
	if !f.Given(q.subject) {
		limit = q.Absent
	}
	if appliesUnknown {
		limit = min(limit, Warn)
	}
	return limit
}

func (q *Requirement) isAbout(use string) bool {
	if len(q.Use) == 0 {
		return true
	}
	for _, u := range q.Use {
		if u == use {
			return true
		}
	}
	return false
}

// act finds the action in force: of the phases whose where holds the last in
// the file, capped by a pause. A where that is unknown is judged both ways and
// the weaker taken.
func (s *Set) act(r *rule, pauses *pauseIndex, f *Facts, t int64, out *Finding) {
	if r.history.silent(t) {
		return
	}
	step := r.line.at(t)
	if step == nil {
		return
	}
	unsure := false
	best := choice{action: Observe}
	settled := false
	for _, c := range step.choices {
		holds := fact.True
		if c.phase.where != nil {
			holds = c.phase.where.Judge(f)
		}
		if holds == fact.False {
			continue
		}
		if !unsure || c.action < best.action {
			best = c
		}
		unsure = true
		if holds == fact.True {
			settled = true
			break
		}
	}
	if unsure && !settled {
		// Every phase that may hold may also not: then nothing is in force.
		best = choice{action: Observe}
	}
	out.Phase, out.Window, out.InForce = best.phase, best.window, best.action
	if pauses != nil && out.InForce > pauses.gives && pauses.covers(f, r.requirement.ID, t) {
		out.InForce, out.Paused = pauses.gives, true
	}
}
