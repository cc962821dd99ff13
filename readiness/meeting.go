package readiness

import (
	"cmp"
	"slices"
	"sync"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// signInsOf returns how to find the sign-ins of each subject of a kind, newest
// first.
func (r *roster) signInsOf(kind notice.Object) func(row int) []uint32 {
	signIns := r.estate.SignIns
	switch kind {
	case notice.Card:
		return signIns.ByCard().Of
	case notice.Device:
		return signIns.ByDevice().Of
	case notice.Client:
		byDevice := signIns.ByDevice()
		return func(row int) []uint32 {
			product := r.estate.Software.Products()[r.clients.product[row]]
			client := signIns.Clients.Find(product)
			var out []uint32
			for _, in := range byDevice.Of(int(r.clients.device[row])) {
				if client != 0 && signIns.Client(int(in)) == client {
					out = append(out, in)
				}
			}
			return out
		}
	case notice.ApplicationObject:
		return r.byApplication.made(signIns, r.rows(kind), signIns.Application)
	case notice.Person:
		return r.byPerson.made(signIns, r.rows(kind), r.personOf)
	}
	return func(int) []uint32 { return nil }
}

// index finds the sign-ins of rows, once it is asked for.
type index struct {
	once    sync.Once
	ends    []uint32 // by row
	signIns []uint32
}

func (x *index) made(signIns *estate.SignIns, rows int, rowOf func(signIn int) int32) func(row int) []uint32 {
	x.once.Do(func() { x.make(signIns, rows, rowOf) })
	return x.of
}

func (x *index) of(row int) []uint32 {
	start := uint32(0)
	if row > 0 {
		start = x.ends[row-1]
	}
	return x.signIns[start:x.ends[row]]
}

// make counts the sign-ins of each row, then puts them where the count says.
func (x *index) make(signIns *estate.SignIns, rows int, rowOf func(signIn int) int32) {
	x.ends = make([]uint32, rows)
	for i := range signIns.Len() {
		if row := rowOf(i); row != none {
			x.ends[row]++
		}
	}
	total := uint32(0)
	for row, n := range x.ends {
		x.ends[row] = total // where they begin, for now
		total += n
	}
	x.signIns = make([]uint32, total)
	for i := signIns.Len() - 1; i >= 0; i-- {
		if row := rowOf(i); row != none {
			x.signIns[x.ends[row]] = uint32(i)
			x.ends[row]++
		}
	}
	for row := range rows {
		slices.SortStableFunc(x.of(row), func(a, b uint32) int { return cmp.Compare(signIns.At(int(b)), signIns.At(int(a))) })
	}
}
