package readiness

import (
	"slices"
	"sync"
)

// A lane is one small whole number of each row: of what is compared, or of what
// was found.
type lane struct {
	count int // the numbers are below it
	at    func(row int) uint32
	pack  packer // the same as at, for many rows at once; nil: at does it
}

// packer moves the keys of rows, from one on, to the left by a width, and puts
// their numbers into what becomes free.
type packer func(keys []uint64, from, width int)

// through makes a lane of what a table says of numbers of rows.
func through[N narrow](numbers []uint32, count int, table []N) lane {
	return lane{
		count: count,
		at:    func(row int) uint32 { return uint32(table[numbers[row]]) },
		pack: func(keys []uint64, from, width int) {
			numbers := numbers[from:][:len(keys)]
			for i, n := range numbers {
				keys[i] = keys[i]<<width | uint64(table[n])
			}
		},
	}
}

// tuples numbers rows by several lanes: equal numbers, equal in every lane. The
// numbers count from 0 in the order of their first rows. Lanes are packed side by
// side into a key, which is numbered when it is full, so that nothing is ever
// taken for equal because of a hash.
type tuples struct {
	team   team
	of     []uint32 // by row: the number
	first  []uint32 // by number: the first row
	stages []stage

	keys  []uint64 // by row
	width int
	lanes []int // widths of those in the keys
}

// stage is one numbering of full keys.
type stage struct {
	keys  []uint64 // by number
	lanes []int
	known int // width of the number of the stage before, which is in front
}

// newTuples begins with rows that are all alike.
func newTuples(t team, rows int) *tuples {
	return &tuples{team: t, of: make([]uint32, rows), keys: make([]uint64, rows)}
}

// number numbers rows by some lanes.
func number(t team, rows int, lanes []lane) (of, first []uint32) {
	p := newTuples(t, rows)
	for _, l := range lanes {
		p.add(l)
	}
	p.finish()
	return p.of, p.first
}

// again begins anew, in the same memory.
func (p *tuples) again() {
	*p = tuples{team: p.team, of: p.of, keys: p.keys}
	clear(p.keys)
}

// add tells the rows apart by one more lane.
func (p *tuples) add(l lane) {
	width := widthOf(l.count)
	if p.known()+p.width+width > 64 {
		p.settle(true)
	}
	p.lanes = append(p.lanes, width)
	p.width += width
	if width == 0 {
		return
	}
	p.team.each(len(p.keys), func(from, to int) {
		keys := p.keys[from:to]
		if l.pack != nil {
			l.pack(keys, from, width)
			return
		}
		for i := range keys {
			keys[i] = keys[i]<<width | uint64(l.at(from+i))
		}
	})
}

// known is the width of the numbers so far.
func (p *tuples) known() int {
	if len(p.stages) == 0 {
		return 0
	}
	return widthOf(len(p.first))
}

// settle numbers the keys; more says that further lanes follow.
func (p *tuples) settle(more bool) {
	s := stage{lanes: p.lanes, known: p.known()}
	s.keys, p.first = p.numberKeys(s.known+p.width, more)
	p.stages = append(p.stages, s)
	p.lanes, p.width = nil, 0
}

// finish numbers what is left.
func (p *tuples) finish() {
	if len(p.lanes) > 0 || len(p.stages) == 0 {
		p.settle(false)
	}
}

// numberKeys numbers the rows by their keys, which the new numbers replace if more
// follows. The parts of the team number for themselves, and are then brought
// together in their order.
func (p *tuples) numberKeys(width int, more bool) (keys []uint64, first []uint32) {
	type part struct {
		from, to int
		numbers  *numbering
		first    []uint32
	}
	found := make([]part, max(1, int(p.team)))
	parts := p.team.share(len(p.keys), fewest, func(i, from, to int) {
		f := part{from: from, to: to, numbers: newNumbering(width)}
		for row := from; row < to; row++ {
			n := f.numbers.number(p.keys[row])
			if int(n) == len(f.first) {
				f.first = append(f.first, uint32(row))
			}
			p.of[row] = n
			if more {
				p.keys[row] = uint64(n)
			}
		}
		found[i] = f
	})
	all, first := found[0].numbers, found[0].first
	var wait sync.WaitGroup
	for _, f := range found[1:parts] {
		as := make([]uint32, len(f.first))
		for n, key := range f.numbers.keys {
			as[n] = all.number(key)
			if int(as[n]) == len(first) {
				first = append(first, f.first[n])
			}
		}
		wait.Go(func() {
			for row := f.from; row < f.to; row++ {
				p.of[row] = as[p.of[row]]
				if more {
					p.keys[row] = uint64(p.of[row])
				}
			}
		})
	}
	wait.Wait()
	return slices.Clip(all.keys), slices.Clip(first)
}

// columns returns for each lane, in the order of adding, what every number has
// there.
func (p *tuples) columns() [][]uint32 {
	var out [][]uint32
	back := make([]uint32, len(p.first)) // each number's in the stage that is looked at
	for n := range back {
		back[n] = uint32(n)
	}
	for _, s := range slices.Backward(p.stages) {
		rest := make([]uint64, len(back))
		for n, at := range back {
			rest[n] = s.keys[at]
		}
		for _, width := range slices.Backward(s.lanes) {
			column := make([]uint32, len(rest))
			for n := range rest {
				column[n] = uint32(rest[n] & (1<<width - 1))
				rest[n] >>= width
			}
			out = append(out, column)
		}
		for n := range rest {
			back[n] = uint32(rest[n])
		}
	}
	slices.Reverse(out)
	return out
}
