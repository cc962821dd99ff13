package notice

import "time"

// Rule is a requirement as it stands in a set, by one revision of its notice. It
// is a small value; two are equal if they are the same requirement of the same
// revision.
//
// An estate of a million subjects is not judged by a million calls of Set.Judge.
// A rule tells what its answers depend on, so that subjects that are alike in
// that are judged once, and the few that excuses name are corrected afterwards:
//
//	Reads, TimeCuts, Oldest   what Outcome depends on
//	Outcome                   what applies and met say
//	Places, WhereReads        what InForce depends on
//	InForce                   what the phases ask for
//	Excused                   whom Exempt and Pause can be about
//	Exempt, Pause             the excuses of one subject
//	Finding                   puts these four together
//
// The finding is the one that Set.Judge gives with UseAny. Set.Why and Set.Until
// take it with a Verdict in which only At is set.
type Rule struct {
	set  *Set
	rule *rule
}

// Rules returns the rules that are judged at an instant, in the order of the
// findings of Set.Judge. Between two instants of Set.Changes they are the same.
func (s *Set) Rules(at time.Time) []Rule {
	t := at.UnixNano()
	var out []Rule
	for _, h := range s.notices {
		for _, r := range h.at(t).rules {
			if r.stands(t) {
				out = append(out, Rule{s, r})
			}
		}
	}
	return out
}

// Requirement returns the requirement.
func (r Rule) Requirement() *Requirement { return r.rule.requirement }

// Notice returns the revision that the requirement is in.
func (r Rule) Notice() *Notice { return r.rule.notice }

// Oldest returns the instant before which a fact that has a time of its own
// was seen too long ago, and counts as missing; zero: none is too old.
func (r Rule) Oldest(at time.Time) time.Time { return r.rule.bound(at) }

// Force is what a rule asks for by its phases. It is comparable.
type Force struct {
	Action  Action // of an unmet subject
	Unknown Action // of an unknown one
	Phase   *Phase // nil: none is in force
	Window  *Span  // the window that is open; nil outside windows
}

// InForce returns what the phases ask for at an instant, before pauses. It
// follows from what WhereReads tells and from whether the requirement's own
// subject was given; where Places is false, from the latter alone.
func (r Rule) InForce(f *Facts, at time.Time) Force {
	f.At(at, r.rule.notice.Catalogue, r.rule.oldest(f, at))
	var found Finding
	r.rule.byPhase(f, at.UnixNano(), &found)
	return Force{found.InForce, found.ifUnknown, found.Phase, found.Window}
}

// Places reports whether InForce depends on where a subject is: whether a phase
// that may be in force at the instant has a where.
func (r Rule) Places(at time.Time) bool {
	t := at.UnixNano()
	if r.rule.history.silent(t) {
		return false
	}
	for _, c := range r.rule.notice.choicesAt(r.rule.requirement, t) {
		if c.Phase.where != nil {
			return true
		}
	}
	return false
}

// Silent reports whether the notice of the rule had not been published at an
// instant, so that it only observes.
func (r Rule) Silent(at time.Time) bool { return r.rule.history.silent(at.UnixNano()) }

// Choices returns the phases of the rule in force at an instant, as Notice.Steps
// lists them, and the first instant after it at which they may be others; zero:
// they stay. While the rule is silent there are none.
func (r Rule) Choices(at time.Time) (choices []Choice, until time.Time) {
	t := at.UnixNano()
	next := maxInstant
	if stand := r.set.standCuts(r.rule, t); len(stand) > 0 {
		next = stand[0]
	}
	if !r.rule.history.silent(t) {
		choices = r.rule.notice.choicesAt(r.rule.requirement, t)
		next = min(next, r.rule.notice.nextCut(r.rule.requirement, t))
	}
	if next != maxInstant {
		until = time.Unix(0, next).In(r.rule.notice.Zone.Location())
	}
	return choices, until
}

// Exempt returns the exemption that excuses a subject at an instant; nil if none
// does. What the subject is called, its groups and organisations decide.
func (r Rule) Exempt(f *Facts, at time.Time) *Exemption {
	t := at.UnixNano()
	return inForce(r.set.exemptions.inForce(f, t, nil), r.rule.requirement.ID, t)
}

// Pause returns the pause that holds for a subject at an instant; nil if none
// does. Its organisation and those above it decide.
func (r Rule) Pause(f *Facts, at time.Time) *Pause {
	if r.rule.pauses == nil {
		return nil
	}
	return r.rule.pauses.find(f, r.rule.requirement.ID, at.UnixNano())
}

// Finding puts together what was found of a subject: the outcome, the exemption
// and the pause, nil where there is none, and what the phases ask for.
func (r Rule) Finding(o Outcome, e *Exemption, in Force, p *Pause) Finding {
	f := Finding{
		Requirement: r.rule.requirement, Notice: r.rule.notice, rule: r.rule,
		InForce: in.Action, ifUnknown: in.Unknown, Phase: in.Phase, Window: in.Window,
	}
	if p != nil {
		f.pause(r.rule.pauses)
	}
	f.settle(o)
	if e != nil && o != OutcomeNotApplicable {
		f.excuse(e)
	}
	f.Asks = f.asks()
	return f
}
