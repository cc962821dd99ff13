package predicate

import (
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
)

const (
	maxSlots = 64 // a bit each in a uint64

	// softwareSlot stands for all that is known of a device's software: it has
	// an age like an attribute, but no name that a condition can write.
	softwareSlot = maxSlots - 1

	nowName = "now"
)

// view is an object of the Facts as CEL sees it. It is there even when the
// object was not given: then each of its attributes is missing.
type view struct {
	facts  *Facts
	object Object
}

// applicationVal is one element of device.applications.
type applicationVal struct{ *Application }

// Facts is its own activation: names are few and fixed, so a switch finds them
// without a map and without allocating.
var _ interpreter.Activation = (*Facts)(nil)

// ResolveName returns the object, or now.
func (f *Facts) ResolveName(name string) (any, bool) {
	if name == nowName {
		if f.nowVal == nil {
			f.nowVal = types.Timestamp{Time: f.now}
		}
		return f.nowVal, true
	}
	if o, ok := ObjectNamed(name); ok {
		return &f.views[o], true
	}
	return nil, false
}

// Parent returns nil: there is nothing behind the facts.
func (f *Facts) Parent() interpreter.Activation { return nil }

// unknowns holds one shared Unknown per slot: what a missing attribute answers.
var unknowns = func() (u [maxSlots]*types.Unknown) {
	for i, a := range attributes {
		u[i] = types.NewUnknown(int64(i), types.NewAttributeTrail(a.Path()))
	}
	u[softwareSlot] = types.NewUnknown(softwareSlot, types.NewAttributeTrail("device.software"))
	return u
}()

// provider tells the type checker which attributes there are, and the program
// how to read them.
type provider struct {
	types.Provider // numbers, texts and the like
	fields         map[string]map[string]*types.FieldType
	objects        map[string]*types.Type
}

func newProvider() *provider {
	p := &provider{
		Provider: types.NewEmptyRegistry(),
		fields:   map[string]map[string]*types.FieldType{},
		objects:  map[string]*types.Type{},
	}
	for _, a := range attributes {
		name := a.Object
		if p.fields[name] == nil {
			p.fields[name] = map[string]*types.FieldType{}
			p.objects[name] = types.NewObjectType(name)
		}
		slot := a.Slot
		p.fields[name][a.Name] = &types.FieldType{
			Type: celType(a.Type),
			IsSet: func(target any) bool {
				return read(target, slot) != nil
			},
			GetFrom: func(target any) (any, error) {
				if v := read(target, slot); v != nil {
					return v, nil
				}
				return unknowns[slot], nil
			},
		}
	}
	return p
}

func read(target any, slot int) ref.Val {
	switch t := target.(type) {
	case *view:
		return t.facts.value(slot)
	case *applicationVal:
		return t.slots[slot]
	}
	return nil
}

func (p *provider) FindStructType(name string) (*types.Type, bool) {
	if t, ok := p.objects[name]; ok {
		return types.NewTypeTypeWithParam(t), true
	}
	return nil, false
}

func (p *provider) FindStructFieldNames(name string) ([]string, bool) {
	fields, ok := p.fields[name]
	if !ok {
		return nil, false
	}
	names := make([]string, 0, len(fields))
	for n := range fields {
		names = append(names, n)
	}
	return names, true
}

func (p *provider) FindStructFieldType(object, field string) (*types.FieldType, bool) {
	t, ok := p.fields[object][field]
	return t, ok
}

func (p *provider) FindIdent(string) (ref.Val, bool) { return nil, false }

func (p *provider) EnumValue(name string) ref.Val {
	return types.NewErr("there is no constant %s", name)
}

func (p *provider) NewValue(name string, _ map[string]ref.Val) ref.Val {
	return types.NewErr("%s cannot be written as a literal", name)
}

// The methods below make a view a value of CEL. A condition that uses an object
// as a whole does not pass lint.go, so that they only have to be safe.

func (v *view) ConvertToNative(reflect.Type) (any, error) { return nil, errWhole }
func (v *view) ConvertToType(ref.Type) ref.Val            { return types.WrapErr(errWhole) }
func (v *view) Equal(other ref.Val) ref.Val               { return types.Bool(v == other) }
func (v *view) Type() ref.Type                            { return types.NewObjectType(v.object.String()) }
func (v *view) Value() any                                { return v }

func (a *applicationVal) ConvertToNative(reflect.Type) (any, error) { return nil, errWhole }
func (a *applicationVal) ConvertToType(ref.Type) ref.Val            { return types.WrapErr(errWhole) }
func (a *applicationVal) Equal(other ref.Val) ref.Val               { return types.Bool(a == other) }
func (a *applicationVal) Type() ref.Type                            { return types.NewObjectType("application") }
func (a *applicationVal) Value() any                                { return a }
