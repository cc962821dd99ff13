package wire

import (
	"fmt"
	"reflect"
	"slices"
)

// Reveals is what a value can tell about somebody.
type Reveals string

// What values reveal.
const (
	RevealsDevice Reveals = "device" // which device: its name and serial numbers
	RevealsCard   Reveals = "card"   // which card: its numbers
	RevealsPerson Reveals = "person" // who: names on certificates, accounts
)

// AllReveals returns every kind.
func AllReveals() []Reveals { return []Reveals{RevealsDevice, RevealsCard, RevealsPerson} }

// UnmarshalText refuses what is no kind of value.
func (r *Reveals) UnmarshalText(text []byte) error {
	if len(text) > 0 && !slices.Contains(AllReveals(), Reveals(text)) {
		return fmt.Errorf("%.40q is nothing that a value reveals; these are: %v", text, AllReveals())
	}
	*r = Reveals(text)
	return nil
}

// Withhold empties every field and value that reveals something but what was asked
// for, and notes which kinds it emptied. The bundle's slices are changed in place.
func (b *Bundle) Withhold(asked ...Reveals) {
	withheld := map[Reveals]bool{}
	withhold(reflect.ValueOf(b).Elem(), asked, withheld)
	for i := range b.Findings {
		f := &b.Findings[i]
		f.Values = slices.DeleteFunc(f.Values, func(v Value) bool {
			if v.Reveals == "" || slices.Contains(asked, v.Reveals) {
				return false
			}
			withheld[v.Reveals] = true
			return true
		})
	}
	for _, r := range b.Withheld {
		withheld[r] = true // by whoever withheld before
	}
	b.Withheld = nil
	for _, r := range AllReveals() {
		if withheld[r] {
			b.Withheld = append(b.Withheld, r)
		}
	}
}

// withhold walks to the fields that have the tag.
func withhold(v reflect.Value, asked []Reveals, withheld map[Reveals]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			withhold(v.Elem(), asked, withheld)
		}
	case reflect.Slice:
		for i := range v.Len() {
			withhold(v.Index(i), asked, withheld)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			r := Reveals(v.Type().Field(i).Tag.Get("reveals"))
			switch {
			case !v.Type().Field(i).IsExported():
			case r == "":
				withhold(v.Field(i), asked, withheld)
			case !slices.Contains(asked, r) && !v.Field(i).IsZero():
				withheld[r] = true
				v.Field(i).SetZero()
			}
		}
	}
}

// PutBack puts into b what stands in fields of whole that reveal something, and the id of
// the device: b was made of the same device, without names. Lists of another length are
// left alone.
func (b *Bundle) PutBack(whole *Bundle) {
	b.Device.ID = whole.Device.ID
	putBack(reflect.ValueOf(b).Elem(), reflect.ValueOf(whole).Elem())
}

func putBack(to, from reflect.Value) {
	switch to.Kind() {
	case reflect.Pointer:
		if !to.IsNil() && !from.IsNil() {
			putBack(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		if to.Len() != from.Len() {
			return
		}
		for i := range to.Len() {
			putBack(to.Index(i), from.Index(i))
		}
	case reflect.Struct:
		for i := range to.NumField() {
			switch f := to.Type().Field(i); {
			case !f.IsExported():
			case f.Tag.Get("reveals") != "":
				to.Field(i).Set(from.Field(i))
			default:
				putBack(to.Field(i), from.Field(i))
			}
		}
	}
}
