package predicate

import (
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// A slot is the place of an attribute in an array: fact.Attribute.Slot.
const (
	// softwareSlot stands for all that is known of a device's software: it has
	// an age like an attribute, but no name that a condition can write.
	softwareSlot = fact.SlotCount
	maxSlots     = fact.SlotCount + 1
)

// Sets of slots are bits of a uint64; should the attributes outgrow it, this
// does not compile.
var _ [64 - maxSlots]struct{}

// Facts is what is known about one subject, or about one sign-in. The zero
// value knows nothing. It is used by one goroutine at a time and not copied
// once something was judged: judging leaves the instant and the catalogue of
// the last question in it.
type Facts struct {
	slots   [maxSlots]ref.Val   // nil = missing; of what is known in part, one possible value
	several [maxSlots][]ref.Val // the possible values of what is known in part
	partial uint64              // slots that have several values
	seen    [maxSlots]int64     // Unix nanoseconds, of the slots in dated
	dated   uint64              // slots that have a time of their own
	given   uint16              // objects that were given at all
	notes   map[int]string      // why a slot is missing, in words

	series   []ref.Val // as given, before the type of the card narrows it
	narrowed bool      // it has been, by the catalogue below

	software             []softwareFact
	claimed              []softwareFact // what the sign-in itself says, which does not age
	softwareComplete     bool           // a product that is not in software is not installed
	applicationsComplete bool
	within               []string

	held time.Time // no fact is older than it was then; zero: they age

	// The question being asked.
	now       time.Time
	stale     uint64 // slots too old to count
	catalogue Catalogue
	frame     *interpreter.ExecutionFrame
}

// Reset forgets everything, so that the memory can serve the next sign-in.
func (f *Facts) Reset() {
	for i := range f.several {
		if len(f.several[i]) > 0 {
			f.several[i] = f.several[i][:0]
		}
	}
	if len(f.notes) > 0 {
		clear(f.notes)
	}
	clear(f.slots[:])
	f.partial, f.dated, f.given, f.stale = 0, 0, 0, 0
	f.series, f.narrowed = f.series[:0], false
	f.software, f.claimed, f.within = f.software[:0], f.claimed[:0], f.within[:0]
	f.softwareComplete, f.applicationsComplete = false, false
	f.held, f.now, f.catalogue = time.Time{}, time.Time{}, nil
}

// Give says that an object was given, even if nothing is known of it.
func (f *Facts) Give(object Object) { f.given |= 1 << object }

// Given reports whether an object was given.
func (f *Facts) Given(object Object) bool { return f.given&(1<<object) != 0 }

// Set sets an attribute, and gives its object.
func (f *Facts) Set(attribute fact.Attribute, v Value) {
	f.Give(objectOf(&attribute))
	f.slots[attribute.Slot] = v.val
	f.partial &^= 1 << attribute.Slot
	f.keepSeries(attribute.Slot)
}

// SetSeveral says that an attribute is one of several values. Duplicates count
// once; with one value left it is known. With none, or where one of them is
// itself missing, the attribute is missing.
func (f *Facts) SetSeveral(attribute fact.Attribute, values []Value) {
	f.Give(objectOf(&attribute))
	kept := f.several[attribute.Slot][:0]
	for _, v := range values {
		if v.IsMissing() {
			kept = kept[:0]
			break
		}
		if !slices.ContainsFunc(kept, func(k ref.Val) bool { return k.Equal(v.val) == types.True }) {
			kept = append(kept, v.val)
		}
	}
	f.setPossible(attribute.Slot, kept)
	f.keepSeries(attribute.Slot)
}

func (f *Facts) setPossible(slot int, values []ref.Val) {
	f.several[slot] = values
	f.partial &^= 1 << slot
	f.slots[slot] = nil
	if len(values) > 0 {
		f.slots[slot] = values[0]
	}
	if len(values) > 1 {
		f.partial |= 1 << slot
	}
}

// possible returns the possible values of a slot without regard to its age:
// none where it is missing, one where it is known.
func (f *Facts) possible(slot int) []ref.Val {
	switch {
	case f.partial&(1<<slot) != 0:
		return f.several[slot]
	case f.slots[slot] == nil:
		return nil
	}
	return f.slots[slot : slot+1]
}

// Get returns the value of an attribute; of one known in part, the first.
func (f *Facts) Get(attribute fact.Attribute) Value { return Value{f.slots[attribute.Slot]} }

// Possible returns the possible values of an attribute: none where it is
// missing, one where it is known.
func (f *Facts) Possible(attribute fact.Attribute) []Value {
	var out []Value
	for _, v := range f.possible(attribute.Slot) {
		out = append(out, Value{v})
	}
	return out
}

// Note says in words why an attribute is missing, for the why of a finding. Of
// groups it says that they are missing: without it an object that is given
// without them is in none.
func (f *Facts) Note(attribute fact.Attribute, why string) {
	if f.notes == nil {
		f.notes = map[int]string{}
	}
	f.notes[attribute.Slot] = why
}
