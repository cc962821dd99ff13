package estate

import (
	"iter"
	"slices"
)

// claim is an identifier, and the rows of which it says that they are one
// device.
type claim struct {
	identifier Identifier
	own        []int32 // that are filed under it
	carriers   []int32 // that carry it
	number     uint32  // in keys; 0 of a name
	sure       int32   // the row that an alias gives it; -1 = none does
}

// decide makes one device of what the claims of a namespace join. A claim is
// refused, and kept as a doubt, if it would make one of certainly different
// devices, for itself or together with others, or if traits that are not nil speak
// against it (against.go). The claims are gone through twice, and not kept: there may
// be millions.
func (j *joiner) decide(claims iter.Seq[*claim], traits iter.Seq2[int32, uint32]) {
	before, trial := j.groups.clone(), j.groups.clone()
	for c := range claims {
		c.tidy(before)
		if len(c.carriers) > 1 && !before.overlap(c.carriers) {
			for _, row := range c.carriers[1:] {
				trial.join(c.carriers[0], row)
			}
		}
	}
	if traits != nil {
		against(before, trial, traits)
	}
	for c := range claims {
		c.tidy(before)
		switch {
		case len(c.carriers) < 2:
			j.grant(c)
		case before.overlap(c.carriers):
			// What certainly different devices share tells none of them from others.
			j.doubt(c, before)
		case trial.wrong[trial.of(c.carriers[0])]:
			j.doubt(c, before)
			for _, row := range c.carriers {
				j.groups.mark(row, j.bit(spaceOf(c.identifier.Namespace), c.identifier)&weakMask)
			}
		default:
			j.grant(c)
		}
	}
}

// tidy leaves the groups of a claim, each once. Where an alias says whose the
// identifier is, those that certainly are others have no say.
func (c *claim) tidy(g *groups) {
	for _, rows := range [][]int32{c.own, c.carriers} {
		for n, row := range rows {
			rows[n] = g.of(row)
		}
	}
	if c.sure >= 0 {
		sure := g.of(c.sure)
		c.carriers = slices.DeleteFunc(append(c.carriers, sure), func(row int32) bool { return g.differ(row, sure) })
	}
	slices.Sort(c.carriers)
	c.carriers = slices.Compact(c.carriers)
}

// grant makes one device of all that has an identifier.
func (j *joiner) grant(c *claim) {
	first := int32(-1)
	for _, rows := range [][]int32{c.carriers, c.own} {
		for _, row := range rows {
			if first < 0 {
				first = row
			}
			j.groups.join(first, row)
		}
	}
	if c.number != 0 {
		j.keys.rowOf.set(int(c.number), uint64(first+1))
		if bit := j.bit(spaceOf(c.identifier.Namespace), c.identifier); bit != 0 {
			j.groups.mark(first, bit)
		}
	}
}
