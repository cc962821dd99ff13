package predicate

import (
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/lanyard-id/lanyard/fact"
)

// Application is one application of a device. Its attributes may be missing.
type Application struct {
	slots [applicationAttributes]ref.Val
}

// applicationAttributes is how many attributes an application has. They stand
// together in the table of attributes, from application.id on; a test holds
// this number to that table.
const applicationAttributes = 3

// Set sets an attribute of the application. Attributes of other objects are
// ignored.
func (a *Application) Set(attribute fact.Attribute, v Value) {
	if i := attribute.Slot - applicationID.Slot; i >= 0 && i < applicationAttributes {
		a.slots[i] = v.val
	}
}

func (a *Application) get(slot int) ref.Val { return a.slots[slot-applicationID.Slot] }

// SetApplications sets the applications on the device. The slice is kept.
func (f *Facts) SetApplications(list []Application) {
	elems := make([]ref.Val, len(list))
	vals := make([]applicationVal, len(list))
	for i := range list {
		vals[i] = applicationVal{&list[i]}
		elems[i] = &vals[i]
	}
	f.Set(deviceApplications, Value{types.NewRefValList(types.DefaultTypeAdapter, elems)})
}

// applicationVal is an element of device.applications as a value of CEL. A
// condition that uses it as a whole does not pass lint.go, so that the methods
// only have to be safe.
type applicationVal struct{ *Application }

func (a *applicationVal) ConvertToNative(reflect.Type) (any, error) { return nil, errWhole }
func (a *applicationVal) ConvertToType(ref.Type) ref.Val            { return types.WrapErr(errWhole) }
func (a *applicationVal) Equal(other ref.Val) ref.Val               { return types.Bool(a == other) }
func (a *applicationVal) Type() ref.Type                            { return applicationType }
func (a *applicationVal) Value() any                                { return a }

var applicationType = types.NewObjectType(ApplicationObject.String())
