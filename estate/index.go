package estate

import (
	"cmp"
	"slices"
)

// Index finds the sign-ins of each row of a table.
type Index struct {
	ends    []uint32 // by row: where its sign-ins end
	signIns []uint32
}

// Of returns the sign-ins of a row, newest first; of two at one instant the
// later in the file is first.
func (x *Index) Of(row int) []uint32 {
	if uint(row) >= uint(len(x.ends)) {
		return nil
	}
	start := uint32(0)
	if row > 0 {
		start = x.ends[row-1]
	}
	return x.signIns[start:x.ends[row]:x.ends[row]]
}

// Newest returns the newest sign-in of a row; false if it has none.
func (x *Index) Newest(row int) (i int, ok bool) {
	of := x.Of(row)
	if len(of) == 0 {
		return 0, false
	}
	return int(of[0]), true
}

func (x *index) of(s *SignIns, c *Column, t *Table) *Index {
	x.once.Do(func() { x.index.fill(s, c, t.Len()) })
	return &x.index
}

// fill counts the sign-ins of each row, then puts them where the count says.
func (x *Index) fill(s *SignIns, c *Column, rows int) {
	if s.Len() == 0 {
		return
	}
	x.ends = make([]uint32, rows)
	for i := range s.Len() {
		if row := c.named(i); row >= 0 {
			x.ends[row]++
		}
	}
	total := uint32(0)
	for row, n := range x.ends {
		x.ends[row] = total // where they begin, for now
		total += n
	}
	x.signIns = make([]uint32, total)
	for i := s.Len() - 1; i >= 0; i-- {
		if row := c.named(i); row >= 0 {
			x.signIns[x.ends[row]] = uint32(i)
			x.ends[row]++
		}
	}
	for row := range rows {
		// Files are mostly in order already.
		slices.SortStableFunc(x.Of(row), func(a, b uint32) int { return cmp.Compare(s.At(int(b)), s.At(int(a))) })
	}
}
