package readiness

import (
	"sync"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// rowFinder returns the row of an object's table, or the sign-in, where the facts
// stand by which a row is judged; none if there are none.
type rowFinder func(row int) int32

// rows are what is looked at: subjects of one kind, sign-ins, organisations, or
// inventories of software. What several rules look at is kept in strips for as
// long as the rows are.
type rows struct {
	own    notice.Object // that of which every row is one
	count  int
	find   [notice.Organisation + 1]rowFinder // by object: nil where none is known
	team   team
	making sync.Mutex
	strips map[any]*strip
}

func itself(row int) int32 { return int32(row) }

// strip keeps numbers of the rows by what they are numbers of.
func (r *rows) strip(of any, count int, at func(row int) uint32) *strip {
	r.making.Lock()
	defer r.making.Unlock()
	s, ok := r.strips[of]
	if !ok {
		s = r.team.newStrip(r.count, count, at)
		r.strips[of] = s
	}
	return s
}

// forget lets go of the strips.
func (r *rows) forget() {
	r.making.Lock()
	defer r.making.Unlock()
	r.strips = map[any]*strip{}
}

// of returns where to find an object.
func (r *rows) of(o notice.Object) rowFinder {
	if o == r.own {
		return r.find[o]
	}
	s := r.strip(o, manyNumbers, func(row int) uint32 { return uint32(r.find[o](row) + 1) })
	return func(row int) int32 { return int32(s.longs[row]) - 1 }
}

func (s *Survey) newRows(own notice.Object, count int) *rows {
	r := &rows{own: own, count: count, team: s.team, strips: map[any]*strip{}}
	r.find[own] = itself
	return r
}

// subjects are the rows of a kind, with what hangs together with them.
func (s *Survey) subjects(kind notice.Object) *rows {
	r := s.newRows(kind, s.rows(kind))
	r.find[notice.Organisation] = func(row int) int32 { return s.organisationOf(kind, int32(row)) }
	switch kind {
	case notice.Card:
		r.find[notice.Person] = func(row int) int32 { return s.holderOf(int32(row)) }
	case notice.Client:
		r.find[notice.Device] = func(row int) int32 { return s.clients.device[row] }
	case notice.Connection:
		in := s.signInRows
		for o := notice.Card; o < notice.Organisation; o++ {
			find := in.find[o]
			r.find[o] = func(row int) int32 { return find(int(s.connections[row])) }
		}
		r.find[notice.Client] = func(row int) int32 { return s.connections[row] }
		r.find[notice.Connection] = r.find[notice.Client]
	}
	return r
}

// signIns are the rows of all sign-ins, with what they name.
func (s *Survey) signIns() *rows {
	in := s.estate.SignIns
	r := s.newRows(notice.Organisation, in.Len())
	r.find = [...]rowFinder{
		notice.Card:   in.Card,
		notice.Device: in.Device,
		notice.Client: func(i int) int32 {
			if in.Client(i) == 0 {
				return none
			}
			return int32(i)
		},
		notice.Connection: func(i int) int32 {
			if in.TLS(i) == 0 {
				return none
			}
			return int32(i)
		},
		notice.ApplicationObject: in.Application,
		notice.Person:            s.personOf,
		notice.Organisation:      nil,
	}
	return r
}

// organisations are the rows of that table behind that of no organisation.
func (s *Survey) organisations() *rows {
	r := s.newRows(notice.Card, s.estate.Organisations.Len()+1)
	r.find[notice.Organisation] = func(row int) int32 { return int32(row) - 1 }
	return r
}

// cells are the numbers of the cells of products in all inventories. Behind them
// comes that of a product which a complete inventory does not list.
func (s *Survey) cells(products []int) []*strip {
	software := s.estate.Software
	var out []*strip
	for _, product := range products {
		count := software.Cells(product) + 1
		out = append(out, s.inventories.strip(product, count+1, func(inventory int) uint32 {
			number := software.CellNumber(uint32(inventory), product)
			if number == 0 && software.Complete(uint32(inventory)) {
				return uint32(count)
			}
			return number
		}))
	}
	return out
}

// column keeps the numbers of a column where rows find them.
func (r *rows) column(c *estate.Column, row rowFinder) *strip {
	return r.strip(c, c.Len()+1, func(i int) uint32 {
		at := row(i)
		if at == none {
			return 0
		}
		return c.Number(int(at))
	})
}
