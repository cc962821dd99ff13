package readiness

import (
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// Subject is one thing that requirements are about.
type Subject struct {
	Kind notice.Object // not Organisation
	Row  int           // of the estate's table; of clients and connections, of the survey's list
}

// kinds is how many kinds of subjects there are.
const kinds = int(notice.Person) + 1

// none is the row of what is not there.
const none = int32(-1)

// clients are the installed products that sign people in, a row for each on each
// device, in the order of the devices.
type clients struct {
	device  []int32
	product []int32  // its place in Software.Products
	first   []uint32 // by device its first row, and at the end how many there are
}

// listClients finds the installed products that some catalogue knows as clients.
func (s *Survey) listClients() clients {
	software := s.estate.Software
	devices := s.estate.Devices.Len()
	c := clients{first: make([]uint32, devices+1)}
	products := clientProducts(s.estate, s.set)
	cells := s.cells(products)
	installed := make([]marked, len(products))
	for i, product := range products {
		installed[i] = make(marked, cells[i].count)
		for number := range software.Cells(product) + 1 {
			installed[i][number] = software.CellOf(product, uint32(number)).Installed() == fact.True
		}
	}
	each := func(device int, visit func(product int)) {
		inventory := int(software.Of(device))
		for i, product := range products {
			if installed[i][cells[i].at(inventory)] {
				visit(product)
			}
		}
	}
	count := 0
	for device := range devices {
		c.first[device] = uint32(count)
		each(device, func(int) { count++ })
	}
	c.first[devices] = uint32(count)
	c.device, c.product = make([]int32, 0, count), make([]int32, 0, count)
	for device := range devices {
		each(device, func(product int) {
			c.device = append(c.device, int32(device))
			c.product = append(c.product, int32(product))
		})
	}
	return c
}

// clientProducts are the places of the products of kind client, of the catalogues
// of all revisions: which subjects there are does not change with the instant.
func clientProducts(e *estate.Estate, set *notice.Set) []int {
	isClient := map[string]bool{}
	for _, n := range set.Revisions() {
		for _, p := range n.Catalogue.Products {
			isClient[p.ID] = isClient[p.ID] || p.Kind == "client"
		}
	}
	var out []int
	for i, id := range e.Software.Products() {
		if isClient[id] {
			out = append(out, i)
		}
	}
	return out
}

// listConnections finds the newest sign-in of each device and client, in the
// order of their first ones; of two at one instant it is the one that comes later
// in the file. A sign-in from nobody knows where is none: who could mend it?
func (s *Survey) listConnections() []int32 {
	device := s.signInRows.of(notice.Device)
	of, first := number(s.team, s.signInRows.count, []lane{
		s.signInRows.column(s.estate.SignIns.Clients, itself).lane(),
		{count: s.estate.Devices.Len() + 1, at: func(in int) uint32 { return uint32(device(in) + 1) }},
	})
	for in, n := range of {
		if s.seconds[in] >= s.seconds[first[n]] {
			first[n] = uint32(in)
		}
	}
	var newest []int32
	for _, in := range first {
		if device(int(in)) != none {
			newest = append(newest, int32(in))
		}
	}
	return newest
}
