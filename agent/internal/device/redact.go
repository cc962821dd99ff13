package device

import (
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// Redact returns a copy without names of people and machines, and without numbers
// that no other card or machine has, and without what tells where on its owner's
// network it is. What checks find on it names nobody.
func (d *Device) Redact() *Device {
	clean := *d
	clean.Host = *host.Redact(&d.Host)
	clean.Network = network.Redact(d.Network)
	clean.Cards.Readers = slices.Clone(d.Cards.Readers)
	for i := range clean.Cards.Readers {
		r := &clean.Cards.Readers[i]
		r.Serial = ""
		if r.Card == nil {
			continue
		}
		c := *r.Card
		c.Serial = ""
		c.Certificates = slices.Clone(c.Certificates)
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
	}
	return &clean
}
