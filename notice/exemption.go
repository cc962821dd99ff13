package notice

import (
	"slices"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// MaxExemptionDays is how long an exemption may last at the most, in days of the
// calendar.
const MaxExemptionDays = 400

// Exemption is a time-limited excuse with an owner and a reason. All of the
// keys that are given must match.
type Exemption struct {
	Requirement  string // "" = every requirement
	Organisation string // its descendants are included
	Device       string
	Card         string
	Person       string
	Group        string // of the card, device, person or organisation
	From, Until  civil.Point
	Owner        string
	Reason       string
	Effect       Action // Observe (none) or Warn

	from, until int64
	file        string
	pos         Pos
}

// Pause is an organisation's own excuse, out of a budget.
type Pause struct {
	Organisation string // its descendants are included
	Requirement  string // "" = every requirement
	From, Until  civil.Point
	By           string
	Reason       string

	from, until int64
	file        string
	pos         Pos
}

// exemptionIndex finds the exemptions that may concern a sign-in by the
// narrowest key of each, so that hundreds of them cost a few look-ups.
type exemptionIndex struct {
	card, device, person, group, organisation map[string][]*Exemption
	everywhere                                []*Exemption
}

func indexExemptions(list []*Exemption) *exemptionIndex {
	if len(list) == 0 {
		return nil
	}
	x := &exemptionIndex{
		card: map[string][]*Exemption{}, device: map[string][]*Exemption{}, person: map[string][]*Exemption{},
		group: map[string][]*Exemption{}, organisation: map[string][]*Exemption{},
	}
	for _, e := range list {
		switch {
		case e.Card != "":
			x.card[e.Card] = append(x.card[e.Card], e)
		case e.Device != "":
			x.device[e.Device] = append(x.device[e.Device], e)
		case e.Person != "":
			x.person[e.Person] = append(x.person[e.Person], e)
		case e.Group != "":
			x.group[e.Group] = append(x.group[e.Group], e)
		case e.Organisation != "":
			x.organisation[e.Organisation] = append(x.organisation[e.Organisation], e)
		default:
			x.everywhere = append(x.everywhere, e)
		}
	}
	return x
}

// matching appends the exemptions whose keys all fit and that are in force in
// some part of a span.
func (x *exemptionIndex) matching(f *Facts, in stretch, to []*Exemption) []*Exemption {
	if x == nil {
		return to
	}
	add := func(list []*Exemption) {
		for _, e := range list {
			if e.from < in.until && in.from < e.until && e.fits(f) {
				to = append(to, e)
			}
		}
	}
	add(x.everywhere)
	lookup := func(m map[string][]*Exemption, a predicate.Identity) {
		if len(m) > 0 {
			if id, ok := f.Identity(a); ok {
				add(m[id])
			}
		}
	}
	lookup(x.card, predicate.CardNumber)
	lookup(x.device, predicate.DeviceID)
	lookup(x.person, predicate.PersonID)
	if len(x.organisation) > 0 {
		if code, ok := f.Identity(predicate.OrganisationCode); ok {
			add(x.organisation[code])
		}
		for _, code := range f.Within() {
			add(x.organisation[code])
		}
	}
	if len(x.group) > 0 {
		f.Groups(func(group string) { add(x.group[group]) })
	}
	return to
}

func (e *Exemption) fits(f *Facts) bool {
	is := func(want string, a predicate.Identity) bool {
		if want == "" {
			return true
		}
		got, ok := f.Identity(a)
		return ok && got == want
	}
	if !is(e.Card, predicate.CardNumber) || !is(e.Device, predicate.DeviceID) || !is(e.Person, predicate.PersonID) {
		return false
	}
	if e.Organisation != "" && !f.BelongsTo(e.Organisation) {
		return false
	}
	if e.Group != "" {
		found := false
		f.Groups(func(group string) { found = found || group == e.Group })
		return found
	}
	return true
}

// strongest leaves of several exemptions for one requirement the one that
// inForce would return, in the memory of the list.
func strongest(list []*Exemption) []*Exemption {
	kept := list[:0]
	for _, e := range list {
		i := slices.IndexFunc(kept, func(k *Exemption) bool { return k.Requirement == e.Requirement })
		switch {
		case i < 0:
			kept = append(kept, e)
		case e.Effect < kept[i].Effect:
			kept = append(slices.Delete(kept, i, i+1), e)
		}
	}
	return kept
}

// inForce returns the exemption that excuses a requirement at an instant: one
// that asks for nothing before one that warns.
func inForce(list []*Exemption, requirement string, t int64) *Exemption {
	var best *Exemption
	for _, e := range list {
		if e.from <= t && t < e.until && (e.Requirement == "" || e.Requirement == requirement) &&
			(best == nil || e.Effect < best.Effect) {
			best = e
		}
	}
	return best
}
