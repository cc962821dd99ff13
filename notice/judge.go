package notice

import (
	"time"

	"github.com/lanyard-id/lanyard/fact"
)

// How old a fact with a time of its own may be where the notice does not say.
const (
	// SignInAge is for sign-ins, whose dated facts come from the estate, not from
	// the sign-in itself.
	SignInAge = 30 * 24 * time.Hour
	// AnyAge is for estate checks: no fact is too old.
	AnyAge = time.Duration(-1)
)

// The uses that a decision can be about.
const (
	UseSignIn     = "sign-in"
	UseSign       = "sign"
	UseManageCard = "manage-card"
)

// UseAny asks about every use at once, as an estate check does: no requirement
// is left out. No sign-in is for it.
const UseAny = "any"

// Judge answers for one sign-in at an instant: what each requirement finds and
// asks for, and the strongest of that. The verdict's memory is used again; with
// every fact known nothing is allocated.
func (s *Set) Judge(f *Facts, use string, at time.Time, v *Verdict) {
	t := at.UnixNano()
	v.At, v.Decision = at, Observe
	v.Findings = v.Findings[:0]
	v.exemptions = s.exemptions.inForce(f, t, v.exemptions[:0])
	if cap(v.Findings) < s.rules {
		v.Findings = make([]Finding, 0, s.rules)
	}
	for _, h := range s.notices {
		asked := false
		for _, r := range h.at(t).rules {
			if (r.heir || len(r.taken) > 0) && !r.stands(t) {
				continue
			}
			// Without facts that grow old the requirements of one notice ask one question.
			if !asked || f.Dated() {
				f.At(at, r.notice.Catalogue, r.oldest(f, at))
				asked = true
			}
			v.Findings = v.Findings[:len(v.Findings)+1]
			finding := &v.Findings[len(v.Findings)-1]
			r.find(f, use, t, v.exemptions, finding)
			v.Decision = max(v.Decision, finding.Asks)
		}
	}
}

// find judges a requirement at the instant that f.At was asked about.
func (r *rule) find(f *Facts, use string, t int64, exemptions []*Exemption, out *Finding) {
	*out = Finding{Requirement: r.requirement, Notice: r.notice, rule: r}
	r.act(f, t, out)
	r.judge(f, use, t, exemptions, out)
	out.Asks = out.asks()
}

// judge finds the result.
func (r *rule) judge(f *Facts, use string, t int64, exemptions []*Exemption, out *Finding) {
	q := r.requirement
	if !q.isAbout(use) {
		out.otherUse = true
		return
	}
	applies := q.appliesTo(f)
	if applies == fact.False {
		return
	}
	if len(exemptions) > 0 {
		if e := inForce(exemptions, q.ID, t); e != nil {
			out.excuse(e)
			return
		}
	}
	out.settle(q.metBy(f, applies))
}

// settle gives the finding the result of an outcome.
func (f *Finding) settle(o Outcome) {
	f.Result, f.appliesUnknown = o.Result(), o == OutcomeUnknownApplies
}

// excuse makes an exempt finding.
func (f *Finding) excuse(e *Exemption) {
	f.Result, f.appliesUnknown, f.Exemption = Exempt, false, e
}

// pause caps what is asked for.
func (f *Finding) pause(x *pauseIndex) {
	if f.InForce > x.limit() {
		f.InForce, f.Paused = x.gives, true
	}
}

// asks is what the result asks for under the action in force.
func (f *Finding) asks() Action {
	switch {
	case f.Result == Unmet:
		return f.InForce
	case f.Result == Unknown && f.appliesUnknown:
		return min(f.ifUnknown, f.InForce, Warn)
	case f.Result == Unknown:
		return min(f.ifUnknown, f.InForce)
	case f.Result == Exempt:
		return min(f.Exemption.Effect, f.InForce)
	}
	return Observe
}

// oldest is the instant before which facts with a time of their own are too
// old.
func (r *rule) oldest(f *Facts, at time.Time) time.Time {
	if !f.Dated() {
		return time.Time{}
	}
	return r.bound(f.AgedAt(at))
}

// bound is the instant before which whatever was seen is too old.
func (r *rule) bound(at time.Time) time.Time {
	if r.fresh < 0 {
		return time.Time{}
	}
	return at.Add(-r.fresh)
}

// ifUnknown is what an unknown finding asks for at the most.
func (q *Requirement) ifUnknown(f *Facts, p *Phase) Action {
	switch {
	case !f.Given(q.subject):
		return q.Absent
	case p.Unknown != nil:
		return *p.Unknown
	}
	return q.Unknown
}

func (q *Requirement) isAbout(use string) bool {
	if len(q.Use) == 0 || use == UseAny {
		return true
	}
	for _, u := range q.Use {
		if u == use {
			return true
		}
	}
	return false
}

// act finds the action in force. The finding has no phase yet.
func (r *rule) act(f *Facts, t int64, out *Finding) {
	r.byPhase(f, t, out)
	if out.InForce > r.pauses.limit() && r.pauses.find(f, r.requirement.ID, t) != nil {
		out.pause(r.pauses)
	}
}

// byPhase finds what the phases ask for: of those whose where holds the last in
// the file.
func (r *rule) byPhase(f *Facts, t int64, out *Finding) {
	if r.history.silent(t) {
		return
	}
	q := r.requirement
	for i := len(q.Phases) - 1; i >= 0; i-- {
		p := q.Phases[i]
		if !p.holdsAt(t) {
			continue
		}
		if p.where != nil {
			r.byPlace(f, t, q.Phases[:i+1], out)
			return
		}
		c := r.notice.choose(p, t)
		out.Phase, out.Window, out.InForce = p, c.Window, c.Action
		out.ifUnknown = min(c.Action, q.ifUnknown(f, p))
		return
	}
}

// byPlace chooses among phases of which the last holds in some places only. A
// where that is unknown is judged both ways and the weaker taken, of what an
// unmet finding and of what an unknown one would ask for.
func (r *rule) byPlace(f *Facts, t int64, phases []*Phase, out *Finding) {
	best := Choice{Action: Observe}
	unsure := false // some phase after this one in the file may hold
	ifUnknown := Block
	for i := len(phases) - 1; i >= 0; i-- {
		p := phases[i]
		if !p.holdsAt(t) {
			continue
		}
		holds := fact.True
		if p.where != nil {
			holds = p.where.Judge(f)
		}
		if holds == fact.False {
			continue
		}
		c := r.notice.choose(p, t)
		if !unsure || c.Action < best.Action {
			best = c
		}
		ifUnknown = min(ifUnknown, c.Action, r.requirement.ifUnknown(f, p))
		if holds == fact.True {
			out.Phase, out.Window, out.InForce, out.ifUnknown = best.Phase, best.Window, best.Action, ifUnknown
			return
		}
		unsure = true
	}
	// It may be that no phase holds, and then nothing is in force.
}
