package predicate

import (
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/lanyard-id/lanyard/fact"
)

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

var emptyList ref.Val = types.NewRefValList(types.DefaultTypeAdapter, nil)

// IsMissing reports whether the value is not known.
func (v Value) IsMissing() bool { return v.val == nil }

// Text returns the text of a text value, and whether it is one.
func (v Value) Text() (string, bool) {
	s, ok := v.val.(types.String)
	return string(s), ok
}

// Int returns the number of a whole number, and whether it is one.
func (v Value) Int() (int, bool) {
	n, ok := v.val.(types.Int)
	return int(n), ok
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

// Texts returns the elements of a list of texts; nil of anything else.
func (v Value) Texts() []string {
	list, ok := v.val.(traits.Lister)
	if !ok {
		return nil
	}
	out := make([]string, 0, size(list))
	for i := range size(list) {
		if s, ok := list.Get(types.Int(i)).(types.String); ok {
			out = append(out, string(s))
		}
	}
	return out
}

// size is how many elements a list has.
func size(list traits.Lister) int {
	n, _ := list.Size().(types.Int)
	return int(n)
}
