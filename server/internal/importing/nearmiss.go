package importing

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/readiness"
)

// nearMiss is an installed name that is nearly a product's, over all tables.
type nearMiss struct {
	like []string
	on   []uint32 // rows of devices
}

// tellNear puts a table's near misses to those of the others.
func (p *programs) tellNear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, program := range p.near {
		slices.Sort(program.on)
		n := p.Importer.near[program.name]
		if n == nil {
			n = &nearMiss{like: program.like}
			p.Importer.near[program.name] = n
		}
		n.on = append(n.on, slices.Compact(program.on)...)
	}
}

// nearMisses returns them, those of the most devices first.
func (i *Importer) nearMisses() []readiness.NearMiss {
	out := make([]readiness.NearMiss, 0, len(i.near))
	for name, n := range i.near {
		slices.Sort(n.on)
		out = append(out, readiness.NearMiss{
			Name: name, Like: n.like, Devices: len(slices.Compact(n.on)), Line: csvCell(name) + "," + n.like[0],
		})
	}
	slices.SortFunc(out, func(a, b readiness.NearMiss) int {
		return cmp.Or(cmp.Compare(b.Devices, a.Devices), cmp.Compare(a.Name, b.Name))
	})
	return out
}
