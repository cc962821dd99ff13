package predicate

import (
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"
)

// Identity is what tells one subject from another. Conditions cannot compare
// it; exemptions and pauses do. It is known however long ago it was seen.
type Identity int

// The identities.
var (
	CardNumber       = Identity(attributeNamed("card", "number").Slot)
	DeviceID         = Identity(attributeNamed("device", "id").Slot)
	PersonID         = Identity(attributeNamed("person", "id").Slot)
	OrganisationCode = Identity(attributeNamed("organisation", "code").Slot)
)

// Identity returns one identity of the sign-in, and whether it is known.
func (f *Facts) Identity(id Identity) (string, bool) {
	s, ok := f.slots[id].(types.String)
	return string(s), ok
}

// SetWithin names the organisations above the one given, nearest first: an
// exemption or pause of one of them holds for it too.
func (f *Facts) SetWithin(codes []string) { f.within = append(f.within[:0], codes...) }

// Within returns the organisations above the one given, nearest first.
func (f *Facts) Within() []string { return f.within }

// BelongsTo reports whether the organisation is the one given, or below it.
func (f *Facts) BelongsTo(code string) bool {
	if own, ok := f.Identity(OrganisationCode); ok && own == code {
		return true
	}
	return slices.Contains(f.within, code)
}

// Groups calls visit with every group of the card, device, person and
// organisation.
func (f *Facts) Groups(visit func(group string)) {
	for _, slot := range groupSlots {
		list, ok := f.slots[slot].(traits.Lister)
		if !ok {
			continue
		}
		for i := range size(list) {
			if g, ok := list.Get(types.Int(i)).(types.String); ok {
				visit(string(g))
			}
		}
	}
}

var groupSlots = func() (slots []int) {
	for _, a := range attributes {
		if a.ClosedWorld {
			slots = append(slots, a.Slot)
		}
	}
	return slots
}()
