package predicate

import (
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/lanyard-id/lanyard/fact"
)

// unknowns holds one shared Unknown per slot: what a missing attribute answers.
var unknowns = func() (u [maxSlots]*types.Unknown) {
	for i, a := range attributes {
		u[i] = types.NewUnknown(int64(i), types.NewAttributeTrail(a.Path()))
	}
	u[softwareSlot] = types.NewUnknown(int64(softwareSlot), types.NewAttributeTrail("device.software"))
	return u
}()

// orUnknown is what reading a slot answers.
func orUnknown(v ref.Val, slot int) ref.Val {
	if v == nil {
		return unknowns[slot]
	}
	return v
}

// provider tells the type checker which attributes there are, and the program
// how to read those of an element of a list. The attributes of the sign-in
// itself are read without it (reads.go).
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
		if p.fields[a.Object] == nil {
			p.fields[a.Object] = map[string]*types.FieldType{}
			p.objects[a.Object] = types.NewObjectType(a.Object)
		}
		p.fields[a.Object][a.Name] = fieldOf(a)
	}
	return p
}

func fieldOf(a fact.Attribute) *types.FieldType {
	read := func(target any) ref.Val {
		if application, ok := target.(*applicationVal); ok {
			return application.get(a.Slot)
		}
		return nil
	}
	return &types.FieldType{
		Type:    celType(a.Type),
		IsSet:   func(target any) bool { return read(target) != nil },
		GetFrom: func(target any) (any, error) { return orUnknown(read(target), a.Slot), nil },
	}
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
