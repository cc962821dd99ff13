package notice

import (
	"slices"
	"sort"

	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// exemptionIndex finds the exemptions that may concern a sign-in by the
// narrowest key of each, so that hundreds of them cost a few look-ups.
type exemptionIndex struct {
	card, device, person, group, organisation map[string]*excuses
	everywhere                                excuses // those without a key
	list                                      []*Exemption
}

// excuses are the exemptions that one value of a key finds.
type excuses struct {
	all   []*Exemption
	joint []*Exemption // those with another key beside, which must fit too

	// The others, over time: from cuts[i] steps[i] are in force, for each
	// requirement that they name the strongest.
	cuts  []int64
	steps [][]*Exemption
}

func indexExemptions(list []*Exemption) *exemptionIndex {
	if len(list) == 0 {
		return nil
	}
	x := &exemptionIndex{
		list: list,
		card: map[string]*excuses{}, device: map[string]*excuses{}, person: map[string]*excuses{},
		group: map[string]*excuses{}, organisation: map[string]*excuses{},
	}
	for _, e := range list {
		x.add(e)
	}
	x.everywhere.lay()
	for _, by := range []map[string]*excuses{x.card, x.device, x.person, x.group, x.organisation} {
		for _, found := range by {
			found.lay()
		}
	}
	return x
}

// add files an exemption under its narrowest key.
func (x *exemptionIndex) add(e *Exemption) {
	place := &x.everywhere
	keys := 0
	for _, k := range []struct {
		by    map[string]*excuses
		value string
	}{{x.card, e.Card}, {x.device, e.Device}, {x.person, e.Person}, {x.group, e.Group}, {x.organisation, e.Organisation}} {
		if k.value == "" {
			continue
		}
		if keys++; keys > 1 {
			continue
		}
		if k.by[k.value] == nil {
			k.by[k.value] = &excuses{}
		}
		place = k.by[k.value]
	}
	place.all = append(place.all, e)
	if keys > 1 {
		place.joint = append(place.joint, e)
	}
}

// lay puts those that have no other key over time.
func (x *excuses) lay() {
	alone := slices.DeleteFunc(slices.Clone(x.all), func(e *Exemption) bool { return slices.Contains(x.joint, e) })
	for _, e := range alone {
		x.cuts = append(x.cuts, e.from, e.until)
	}
	slices.Sort(x.cuts)
	x.cuts = slices.Compact(x.cuts)
	for _, t := range x.cuts {
		var step []*Exemption
		for _, e := range alone {
			if e.from <= t && t < e.until {
				step = append(step, e)
			}
		}
		x.steps = append(x.steps, slices.Clip(strongest(step)))
	}
}

// inForce puts the exemptions that fit a sign-in and are in force to a list, for
// each requirement that they name the strongest.
func (x *exemptionIndex) inForce(f *Facts, t int64, to []*Exemption) []*Exemption {
	if x == nil {
		return to
	}
	x.each(f, func(found *excuses) {
		if i := sort.Search(len(found.cuts), func(i int) bool { return found.cuts[i] > t }); i > 0 {
			to = append(to, found.steps[i-1]...)
		}
		for _, e := range found.joint {
			if e.from <= t && t < e.until && e.fits(f) {
				to = append(to, e)
			}
		}
	})
	if len(to) > 1 {
		to = strongest(to)
	}
	return to
}

// after returns all exemptions that fit a sign-in and are not over at an instant.
func (x *exemptionIndex) after(f *Facts, t int64) []*Exemption {
	if x == nil {
		return nil
	}
	var out []*Exemption
	x.each(f, func(found *excuses) {
		for _, e := range found.all {
			if t < e.until && e.fits(f) {
				out = append(out, e)
			}
		}
	})
	return out
}

// every calls visit with every exemption.
func (x *exemptionIndex) every(visit func(*Exemption)) {
	if x == nil {
		return
	}
	for _, e := range x.list {
		visit(e)
	}
}

// each calls visit with what each key of a sign-in finds.
func (x *exemptionIndex) each(f *Facts, visit func(*excuses)) {
	if len(x.everywhere.all) > 0 {
		visit(&x.everywhere)
	}
	look := func(by map[string]*excuses, value string) {
		if found := by[value]; found != nil {
			visit(found)
		}
	}
	identified := func(by map[string]*excuses, a predicate.Identity) {
		if len(by) > 0 {
			if id, ok := f.Identity(a); ok {
				look(by, id)
			}
		}
	}
	identified(x.card, predicate.CardNumber)
	identified(x.device, predicate.DeviceID)
	identified(x.person, predicate.PersonID)
	identified(x.organisation, predicate.OrganisationCode)
	if len(x.organisation) > 0 {
		for _, code := range f.Within() {
			look(x.organisation, code)
		}
	}
	if len(x.group) > 0 {
		f.Groups(func(group string) { look(x.group, group) })
	}
}

// strongest leaves of several exemptions for one requirement the one that asks
// for the least, of equal ones the first. It uses the memory of the list.
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
