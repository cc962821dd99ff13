package notice

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Excused is whom excuses can be about. Nobody else is exempt or paused, so that
// the excuses of all others need not be asked for. Each list is in order, and
// names of an exemption with several keys the narrowest alone: card, device,
// person, group, organisation.
type Excused struct {
	Everybody     bool // an exemption is about all
	Cards         []string
	Devices       []string
	People        []string
	Groups        []string // of cards, devices, people and organisations
	Organisations []string // with all below them
	Paused        []string // organisations with a pause, with all below them
}

// Excused returns whom some exemption or pause of the set is about at some time,
// for some requirement.
func (s *Set) Excused() Excused {
	x := s.exemptions.excused(func(*Exemption) bool { return true })
	for _, h := range s.notices {
		for _, e := range h.editions {
			if e.pauses != nil {
				x.Paused = slices.AppendSeq(x.Paused, maps.Keys(e.pauses.by))
			}
		}
	}
	slices.Sort(x.Paused)
	x.Paused = slices.Compact(x.Paused)
	return x
}

// Exemptions returns the exemptions of the set, in the order in which they were
// given; those for a requirement that no notice has are left out.
func (s *Set) Exemptions() []*Exemption {
	if s.exemptions == nil {
		return nil
	}
	return slices.Clone(s.exemptions.list)
}

// Pauses returns the pauses that the rule's revision grants and that concern it,
// by their beginning, and what is asked for at the most during one of them. Those
// that it refused are left out.
func (r Rule) Pauses() (gives Action, granted []*Pause) {
	if r.rule.pauses == nil {
		return Block, nil
	}
	for _, list := range r.rule.pauses.by {
		for _, p := range list {
			if p.Requirement == "" || p.Requirement == r.rule.requirement.ID {
				granted = append(granted, p)
			}
		}
	}
	slices.SortFunc(granted, func(a, b *Pause) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(a.until, b.until), cmp.Compare(a.Requirement, b.Requirement))
	})
	return r.rule.pauses.gives, granted
}

// Excused returns whom the exemptions and pauses are about that are in force for
// the rule at an instant, of which Rule.Exempt and Rule.Pause find the one that
// counts.
func (r Rule) Excused(at time.Time) Excused {
	t, id := at.UnixNano(), r.rule.requirement.ID
	x := r.set.exemptions.excused(func(e *Exemption) bool {
		return e.from <= t && t < e.until && (e.Requirement == "" || e.Requirement == id)
	})
	if r.rule.pauses == nil {
		return x
	}
	for organisation := range r.rule.pauses.by {
		if r.rule.pauses.of(organisation, id, t) != nil {
			x.Paused = append(x.Paused, organisation)
		}
	}
	slices.Sort(x.Paused)
	return x
}

// excused lists the keys under which exemptions stand that count.
func (x *exemptionIndex) excused(counts func(*Exemption) bool) Excused {
	if x == nil {
		return Excused{}
	}
	keys := func(by map[string]*excuses) []string {
		var out []string
		for value, found := range by {
			if slices.ContainsFunc(found.all, counts) {
				out = append(out, value)
			}
		}
		slices.Sort(out)
		return out
	}
	return Excused{
		Everybody: slices.ContainsFunc(x.everywhere.all, counts),
		Cards:     keys(x.card), Devices: keys(x.device), People: keys(x.person),
		Groups: keys(x.group), Organisations: keys(x.organisation),
	}
}
