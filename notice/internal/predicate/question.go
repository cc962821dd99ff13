package predicate

import (
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// At asks about an instant, by a catalogue: whatever is judged next is judged
// there. Facts seen before oldest are missing; a zero time is no bound.
func (f *Facts) At(now time.Time, c Catalogue, oldest time.Time) {
	f.now = now
	if f.frame != nil && f.frame.Scope() != interpreter.Activation(f) {
		f.frame = nil // of the facts that these were copied from
	}
	if c != f.catalogue || !f.narrowed {
		f.catalogue = c
		f.narrow()
	}
	f.stale = 0
	if f.dated != 0 && !oldest.IsZero() {
		bound := oldest.UnixNano()
		for slot := range maxSlots {
			if f.dated&(1<<slot) != 0 && f.seen[slot] < bound {
				f.stale |= 1 << slot
			}
		}
	}
}

// SeenAt says when the facts about an object were seen, its software included.
// Without it they are as new as any question.
func (f *Facts) SeenAt(object Object, at time.Time) { f.RestSeenAt(object, 0, at) }

// Slots is a set of attributes, and of the software of a device.
type Slots uint64

// Add adds one.
func (s *Slots) Add(slot int) { *s |= 1 << slot }

// RestSeenAt is SeenAt of all but some.
func (f *Facts) RestSeenAt(object Object, but Slots, at time.Time) {
	for slot := range attributes {
		if objectOfSlot[slot] == object && but&(1<<slot) == 0 {
			f.SlotSeenAt(slot, at)
		}
	}
	if object == Device && but&(1<<softwareSlot) == 0 {
		f.SoftwareSeenAt(at)
	}
}

// SlotOf returns the slot of what is seen of an object under a name: an attribute,
// or the software of a device.
func SlotOf(object Object, name string) (slot int, ok bool) {
	if object == Device && name == "software" {
		return softwareSlot, true
	}
	a, ok := AttributeOf(object, name)
	if !ok {
		return 0, false
	}
	return a.Slot, true
}

// AttributeSeenAt says when one attribute was seen, where that was not with the
// rest of its object. The type of a card tells its series however long ago it
// was seen.
func (f *Facts) AttributeSeenAt(attribute fact.Attribute, at time.Time) {
	f.SlotSeenAt(attribute.Slot, at)
}

// SoftwareSeenAt says when the software of the device was seen, where that was
// not with its attributes.
func (f *Facts) SoftwareSeenAt(at time.Time) { f.SlotSeenAt(softwareSlot, at) }

// SlotSeenAt says when what is in a slot was seen.
func (f *Facts) SlotSeenAt(slot int, at time.Time) {
	f.seen[slot] = at.UnixNano()
	f.dated |= 1 << slot
}

// Dated reports whether any fact has a time of its own, so that age matters.
func (f *Facts) Dated() bool { return f.dated != 0 }

// Hold keeps facts as old as they are at an instant, whatever instant is asked
// about: a look ahead that ought not to hang on how soon somebody looks again. A
// zero time ends it.
func (f *Facts) Hold(at time.Time) { f.held = at }

// AgedAt is the instant by which the age of facts counts where one is asked about.
func (f *Facts) AgedAt(at time.Time) time.Time {
	if f.held.IsZero() {
		return at
	}
	return f.held
}

// Held reports whether facts are kept as old as they are.
func (f *Facts) Held() bool { return !f.held.IsZero() }

// Ages calls visit with the time at which each group of facts was seen; the
// same time may come twice.
func (f *Facts) Ages(visit func(seen time.Time)) {
	var last int64
	first := true
	for slot := range maxSlots {
		if f.dated&(1<<slot) != 0 && (first || f.seen[slot] != last) {
			first, last = false, f.seen[slot]
			visit(time.Unix(0, last).UTC())
		}
	}
}

// value returns what a slot holds for the question being asked, nil if missing.
func (f *Facts) value(slot int) ref.Val {
	if f.stale&(1<<slot) != 0 {
		return nil
	}
	if v := f.slots[slot]; v != nil {
		return v
	}
	if slot == clientStatus.Slot {
		return f.clientStatus()
	}
	if a := &attributes[slot]; a.ClosedWorld && f.Given(objectOf(a)) && f.noted(slot) == "" {
		return emptyList
	}
	return nil
}

// clientStatus is the status of the client where none was given: that of its
// version in the catalogue.
func (f *Facts) clientStatus() ref.Val {
	product, _ := f.value(clientProduct.Slot).(types.String)
	version, ok := f.value(clientVersion.Slot).(versionVal)
	if !ok || product == "" || f.catalogue == nil {
		return nil
	}
	return f.catalogue.StatusOf(string(product), version.Version, f.now).val
}
