package predicate

import (
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"

	"github.com/lanyard-id/lanyard/fact"
)

// Facts is what is known about one subject, or about one sign-in, at one
// instant. The zero value knows nothing. It is used by one goroutine at a time:
// judging leaves the instant and the catalogue of the last question in it.
type Facts struct {
	slots   [maxSlots]ref.Val   // nil = missing
	several [maxSlots][]ref.Val // the possible values of a fact known in part
	partial uint64              // slots that have several values
	seen    [maxSlots]int64     // Unix nanoseconds; 0 = as old as the question
	dated   uint64              // slots that have a time of their own
	given   uint16              // objects that were given at all
	notes   map[int]string      // why a slot is missing, in words

	series   []ref.Val // as given, before the type of the card narrows it
	narrowed bool

	software []softwareFact
	complete bool // the inventory of software and applications is complete
	within   []string

	// The question being asked.
	views     [objectCount]view
	now       time.Time
	nowVal    ref.Val
	stale     uint64
	catalogue Catalogue
	bound     bool
	frame     *interpreter.ExecutionFrame
}

type softwareFact struct {
	product string
	cell    fact.Cell
}

// Catalogue tells the status of a version of a product at an instant: the
// generations of a notice.
type Catalogue interface {
	// StatusOf returns the zero Value where no generation holds the version.
	StatusOf(product string, version fact.Version, at time.Time) Value
	// SeriesOf returns the series that a type of card may have; none where the
	// notice does not say.
	SeriesOf(cardType string) []Value
}

// Value is one value of an attribute; the zero Value is a missing one.
type Value struct{ val ref.Val }

// Text returns a text as a Value.
func Text(s string) Value { return Value{types.String(s)} }

// Int returns a whole number as a Value.
func Int(i int) Value { return Value{types.Int(i)} }

// Instant returns an instant as a Value.
func Instant(t time.Time) Value { return Value{types.Timestamp{Time: t}} }

// VersionOf returns a version as a Value.
func VersionOf(v fact.Version) Value { return Value{versionVal{v}} }

// TLSOf returns a protocol version as a Value.
func TLSOf(t fact.TLS) Value { return Value{tlsVal(t)} }

// List returns texts as a Value; an empty list is known, not missing.
func List(texts []string) Value {
	elems := make([]ref.Val, len(texts))
	for i, t := range texts {
		elems[i] = types.String(t)
	}
	return Value{types.NewRefValList(types.DefaultTypeAdapter, elems)}
}

// IsMissing reports whether the value is not known.
func (v Value) IsMissing() bool { return v.val == nil }

// Text returns the text of a text value, and whether it is one.
func (v Value) Text() (string, bool) {
	s, ok := v.val.(types.String)
	return string(s), ok
}

// Version returns the version of a version value, and whether it is one.
func (v Value) Version() (fact.Version, bool) {
	w, ok := v.val.(versionVal)
	return w.Version, ok
}

// Instant returns the instant of a time value, and whether it is one.
func (v Value) Instant() (time.Time, bool) {
	t, ok := v.val.(types.Timestamp)
	return t.Time, ok
}

// Texts returns the elements of a list of texts.
func (v Value) Texts() []string {
	list, ok := v.val.(traits.Lister)
	if !ok {
		return nil
	}
	size, _ := list.Size().(types.Int)
	out := make([]string, 0, int(size))
	for i := range int(size) {
		if s, ok := list.Get(types.Int(i)).(types.String); ok {
			out = append(out, string(s))
		}
	}
	return out
}

// Application is one application of a device, or the application signed in to.
// Its fields may be missing.
type Application struct {
	slots [maxSlots]ref.Val
}

// Set sets an attribute of the application.
func (a *Application) Set(attribute fact.Attribute, v Value) { a.slots[attribute.Slot] = v.val }

// Reset forgets everything, so that the memory can serve the next sign-in.
func (f *Facts) Reset() {
	several, software, within, series := f.several, f.software[:0], f.within[:0], f.series[:0]
	for i := range several {
		several[i] = several[i][:0]
	}
	frame := f.frame
	*f = Facts{several: several, software: software, within: within, series: series, frame: frame}
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
// once; with one value left it is known, with none it is missing.
func (f *Facts) SetSeveral(attribute fact.Attribute, values []Value) {
	slot := attribute.Slot
	f.Give(objectOf(&attribute))
	kept := f.several[slot][:0]
	for _, v := range values {
		if !slices.ContainsFunc(kept, func(k ref.Val) bool { return k.Equal(v.val) == types.True }) {
			kept = append(kept, v.val)
		}
	}
	f.several[slot] = kept
	f.partial &^= 1 << slot
	switch len(kept) {
	case 0:
		f.slots[slot] = nil
	case 1:
		f.slots[slot] = kept[0]
	default:
		f.slots[slot] = kept[0]
		f.partial |= 1 << slot
	}
	f.keepSeries(slot)
}

// keepSeries remembers the series as it was given, for each notice narrows it
// by its own card-types.
func (f *Facts) keepSeries(slot int) {
	f.narrowed = false
	if slot != cardSeries.Slot {
		return
	}
	f.series = f.series[:0]
	if f.partial&(1<<slot) != 0 {
		f.series = append(f.series, f.several[slot]...)
	} else if f.slots[slot] != nil {
		f.series = append(f.series, f.slots[slot])
	}
}

// narrow lets the type of the card say which series it may have. Where that and
// what is known of the series exclude each other, the series is not known.
func (f *Facts) narrow(c Catalogue) {
	f.narrowed = true
	slot := cardSeries.Slot
	cardType, ok := f.slots[cardTypeOf.Slot].(types.String)
	var allowed []Value
	if ok && c != nil {
		allowed = c.SeriesOf(string(cardType))
	}
	kept := f.several[slot][:0]
	if len(allowed) == 0 {
		kept = append(kept, f.series...)
	} else if len(f.series) == 0 {
		for _, v := range allowed {
			kept = append(kept, v.val)
		}
	} else {
		for _, v := range f.series {
			if slices.ContainsFunc(allowed, func(a Value) bool { return a.val.Equal(v) == types.True }) {
				kept = append(kept, v)
			}
		}
		if len(kept) == 0 {
			f.Note(cardSeries, "a card of type "+string(cardType)+" does not have the series given")
		}
	}
	f.several[slot] = kept
	f.partial &^= 1 << slot
	f.slots[slot] = nil
	if len(kept) > 0 {
		f.slots[slot] = kept[0]
	}
	if len(kept) > 1 {
		f.partial |= 1 << slot
	}
}

// Get returns the value of an attribute; of one known in part, the first.
func (f *Facts) Get(attribute fact.Attribute) Value { return Value{f.slots[attribute.Slot]} }

// Possible returns the possible values of an attribute: none where it is
// missing, one where it is known.
func (f *Facts) Possible(attribute fact.Attribute) []Value {
	slot := attribute.Slot
	if f.partial&(1<<slot) != 0 {
		out := make([]Value, len(f.several[slot]))
		for i, v := range f.several[slot] {
			out[i] = Value{v}
		}
		return out
	}
	if f.slots[slot] == nil {
		return nil
	}
	return []Value{{f.slots[slot]}}
}

// Note says in words why an attribute is missing, for the why of a finding.
func (f *Facts) Note(attribute fact.Attribute, why string) {
	if f.notes == nil {
		f.notes = map[int]string{}
	}
	f.notes[attribute.Slot] = why
}

// SeenAt says when the facts about an object were seen, its software included.
func (f *Facts) SeenAt(object Object, at time.Time) {
	for _, a := range attributes {
		if a.Object == object.String() {
			f.seen[a.Slot] = at.UnixNano()
			f.dated |= 1 << a.Slot
		}
	}
	if object == Device {
		f.seen[softwareSlot] = at.UnixNano()
		f.dated |= 1 << softwareSlot
	}
}

// SetSoftware sets what is known of one product on the device.
func (f *Facts) SetSoftware(product string, cell fact.Cell) {
	f.Give(Device)
	for i := range f.software {
		if f.software[i].product == product {
			f.software[i].cell = cell
			return
		}
	}
	f.software = append(f.software, softwareFact{product, cell})
}

// SetComplete says that the inventory is complete: a product or an application
// that is not in it is not on the device.
func (f *Facts) SetComplete() {
	f.Give(Device)
	f.complete = true
}

// SetApplications sets the applications used on the device.
func (f *Facts) SetApplications(list []Application) {
	elems := make([]ref.Val, len(list))
	for i := range list {
		elems[i] = &applicationVal{&list[i]}
	}
	f.Set(deviceApplications, Value{types.NewRefValList(types.DefaultTypeAdapter, elems)})
}

// SetWithin names the organisations above the one given, nearest first: an
// exemption or pause of one of them holds for it too.
func (f *Facts) SetWithin(codes []string) { f.within = append(f.within[:0], codes...) }

// Identity is what tells one subject from another. Conditions cannot compare
// it; exemptions and pauses do.
type Identity int

// The identities.
var (
	CardNumber       = Identity(attributeNamed("card", "number").Slot)
	DeviceID         = Identity(attributeNamed("device", "id").Slot)
	PersonID         = Identity(attributeNamed("person", "id").Slot)
	OrganisationCode = Identity(attributeNamed("organisation", "code").Slot)
)

// Identity returns one identity of the sign-in, and whether it is known. It is
// known however long ago it was seen.
func (f *Facts) Identity(id Identity) (string, bool) {
	s, ok := f.slots[id].(types.String)
	return string(s), ok
}

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
		size, _ := list.Size().(types.Int)
		for i := range int(size) {
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

// Within returns the organisations above the one given, nearest first.
func (f *Facts) Within() []string { return f.within }

// At asks about an instant, by a catalogue: whatever is judged next is judged
// there. Facts seen before oldest are missing; a zero time is no bound.
func (f *Facts) At(now time.Time, c Catalogue, oldest time.Time) {
	if !f.bound {
		for i := range f.views {
			f.views[i] = view{f, Object(i)}
		}
		f.bound = true
	}
	if !now.Equal(f.now) {
		f.now, f.nowVal = now, nil
	}
	if c != f.catalogue || !f.narrowed {
		if f.slots[cardTypeOf.Slot] != nil {
			f.narrow(c)
		}
		f.catalogue = c
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

// Dated reports whether any fact has a time of its own, so that age matters.
func (f *Facts) Dated() bool { return f.dated != 0 }

// Ages calls visit with the time at which each group of facts was seen.
func (f *Facts) Ages(visit func(seen time.Time)) {
	last := int64(0)
	for slot := range maxSlots {
		if f.dated&(1<<slot) != 0 && f.seen[slot] != last {
			last = f.seen[slot]
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
	a := &attributes[slot]
	switch {
	case a.ClosedWorld && f.Given(objectOf(a)):
		return emptyList
	case slot == clientStatus.Slot && f.catalogue != nil:
		product, _ := f.value(clientProduct.Slot).(types.String)
		version, ok := f.value(clientVersion.Slot).(versionVal)
		if !ok || product == "" {
			return nil
		}
		return f.catalogue.StatusOf(string(product), version.Version, f.now).val
	}
	return nil
}

// cell returns what is known of a product: not installed where a complete
// inventory lacks it.
func (f *Facts) cell(product string) fact.Cell {
	if f.stale&(1<<softwareSlot) != 0 {
		return fact.Cell{}
	}
	for i := range f.software {
		if f.software[i].product == product {
			return f.software[i].cell
		}
	}
	if f.complete {
		return fact.Absent()
	}
	return fact.Cell{}
}

// statusOf returns the status of the newest version of a product, nil if it is
// not installed, not known, or held by no generation.
func (f *Facts) statusOf(product string) ref.Val {
	newest, known := f.cell(product).Newest()
	if !known || f.catalogue == nil {
		return nil
	}
	return f.catalogue.StatusOf(product, newest, f.now).val
}

var emptyList ref.Val = types.NewRefValList(types.DefaultTypeAdapter, nil)
