package predicate

import (
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/fact"
)

// Object is a kind of thing that facts are about, as an index: facts are looked
// up far too often for its name.
type Object uint8

// The objects, in the order of fact.Objects.
const (
	Card Object = iota
	Device
	Client
	Connection
	ApplicationObject
	Person
	Organisation
	objectCount
)

var (
	objects    = fact.Objects()
	attributes = fact.Attributes()
)

// String returns the name of the object as a condition writes it.
func (o Object) String() string { return objects[o].Name }

// ObjectNamed returns the object of a name.
func ObjectNamed(name string) (Object, bool) {
	switch name {
	case "card":
		return Card, true
	case "device":
		return Device, true
	case "client":
		return Client, true
	case "connection":
		return Connection, true
	case "application":
		return ApplicationObject, true
	case "person":
		return Person, true
	case "organisation":
		return Organisation, true
	}
	return 0, false
}

// objectOf returns the object of an attribute.
func objectOf(a *fact.Attribute) Object { return objectOfSlot[a.Slot] }

var objectOfSlot = func() (of [fact.SlotCount]Object) {
	for _, a := range attributes {
		of[a.Slot], _ = ObjectNamed(a.Object)
	}
	return of
}()

// The attributes that mean more than their value.
var (
	cardSeries         = attributeNamed("card", "series")
	cardTypeOf         = attributeNamed("card", "type")
	connectionTLS      = attributeNamed("connection", "tls")
	clientProduct      = attributeNamed("client", "product")
	clientVersion      = attributeNamed("client", "version")
	clientStatus       = attributeNamed("client", "status")
	deviceApplications = attributeNamed("device", "applications")
	applicationID      = attributeNamed("application", "id")
)

func attributeNamed(object, name string) fact.Attribute {
	a, ok := fact.Lookup(object, name)
	if !ok {
		panic("predicate: no attribute " + object + "." + name)
	}
	return a
}

// AttributeOf returns an attribute by its object and name.
func AttributeOf(object Object, name string) (*fact.Attribute, bool) {
	for slot := range attributes {
		if a := &attributes[slot]; a.Name == name && a.Object == object.String() {
			return a, true
		}
	}
	return nil, false
}

// NamesOf lists the attributes of an object.
func NamesOf(object Object) []string {
	var out []string
	for _, a := range attributes {
		if a.Object == object.String() {
			out = append(out, a.Name)
		}
	}
	return out
}

// attributeOf returns the attribute that a selection names.
func attributeOf(a *ast.AST, e ast.Expr) (*fact.Attribute, bool) {
	if e.Kind() != ast.SelectKind {
		return nil, false
	}
	t := a.GetType(e.AsSelect().Operand().ID())
	if t.Kind() != types.StructKind {
		return nil, false
	}
	o, ok := ObjectNamed(t.TypeName())
	if !ok {
		return nil, false
	}
	return AttributeOf(o, e.AsSelect().FieldName())
}
