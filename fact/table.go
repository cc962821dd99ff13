package fact

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Objects returns the kinds of object, in a fixed order.
func Objects() []Object { return slices.Clone(objects[:]) }

// Attributes returns every attribute, by object in the order of [Objects]; each
// stands at its Slot.
func Attributes() []Attribute {
	all := slices.Clone(attributes[:])
	for slot := range all {
		all[slot].Slot = slot
		all[slot].Enum = slices.Clone(all[slot].Enum)
	}
	return all
}

// Lookup returns the attribute of that object and name; false if there is none.
func Lookup(object, name string) (Attribute, bool) {
	for slot, a := range attributes {
		if a.Object == object && a.Name == name {
			a.Slot = slot
			a.Enum = slices.Clone(a.Enum)
			return a, true
		}
	}
	return Attribute{}, false
}

// WriteMarkdown writes the table of attributes for the documentation.
func WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("| attribute | type | meaning |\n|---|---|---|\n")
	fmt.Fprintf(&b, "| `%s` | %s | the instant of judging |\n", Now, TypeTime)
	for _, a := range attributes {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", a.Path(), a.Type, strings.Join(a.remarks(), "; "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// remarks returns the attribute's meaning and what is particular about it.
func (a Attribute) remarks() []string {
	r := []string{a.Doc}
	if a.Enum != nil {
		r = append(r, "one of "+strings.Join(a.Enum, ", "))
	}
	if a.Several {
		r = append(r, "may be known to be one of several values")
	}
	if a.EndOfDay {
		r = append(r, "a date alone is the end of its day")
	}
	if a.ClosedWorld {
		r = append(r, "what is not listed is not in it")
	}
	if a.Identity {
		r = append(r, "never compared")
	}
	return r
}
