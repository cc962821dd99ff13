package device

import (
	"reflect"
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// Redact returns a copy without names of people and machines, and without numbers
// that no other card or machine has, and without what tells where on its owner's
// network it is. What checks find on it names nobody.
//
// Fields that hold such a thing are emptied, and what stood in them is taken out of all
// other texts: a reader of a remote session has the name of the computer that it is in,
// and a module's error the folder of a person.
func (d *Device) Redact() *Device {
	clean := *d
	numbers := d.numbers()
	clean.Host = *host.Redact(&d.Host, numbers...)
	scrub := host.Scrubber(&d.Host, numbers...)
	clean.Cards.Readers = slices.Clone(d.Cards.Readers)
	for i := range clean.Cards.Readers {
		r := &clean.Cards.Readers[i]
		r.Serial = ""
		if r.After != nil {
			after := *r.After
			r.After = &after
		}
		if r.Card == nil {
			continue
		}
		c := *r.Card
		c.Serial = ""
		c.Offers, c.Faults, c.Certificates = slices.Clone(c.Offers), slices.Clone(c.Faults), slices.Clone(c.Certificates)
		for j := range c.Certificates {
			c.Certificates[j].Subject, c.Certificates[j].Serial = "", ""
		}
		r.Card = &c
	}
	clean.Modules.List = slices.Clone(d.Modules.List)
	for i := range clean.Modules.List {
		m := &clean.Modules.List[i]
		m.Slots = slices.Clone(m.Slots)
		for j := range m.Slots {
			// A token's label is often the name on its certificate.
			m.Slots[j].Label, m.Slots[j].Serial = "", ""
		}
		if m.Signed != nil {
			signed := *m.Signed
			m.Signed = &signed
		}
	}
	clean.Network = network.Redact(d.Network)
	for _, part := range []any{&clean.Cards, &clean.Modules, &clean.Network} {
		scrubAll(reflect.ValueOf(part).Elem(), scrub)
	}
	return &clean
}

// numbers are the names and numbers that are on cards and readers, to look for in other
// texts.
func (d *Device) numbers() []string {
	var out []string
	for _, r := range d.Cards.Readers {
		out = append(out, r.Serial)
		if r.Card == nil {
			continue
		}
		out = append(out, r.Card.Serial)
		for _, c := range r.Card.Certificates {
			out = append(out, c.Subject, c.Serial)
		}
	}
	for _, m := range d.Modules.List {
		for _, s := range m.Slots {
			out = append(out, s.Label, s.Serial)
		}
	}
	return out
}

// scrubAll scrubs every text below v that is words, which leaves out those of a type of
// their own: they have a closed set of values.
func scrubAll(v reflect.Value, scrub func(string) string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			scrubAll(v.Elem(), scrub)
		}
	case reflect.Slice:
		for i := range v.Len() {
			scrubAll(v.Index(i), scrub)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scrubAll(v.Field(i), scrub)
			}
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(scrub(v.String()))
		}
	}
}
