package readiness

import "math"

// narrow is a number that is as short as it can be.
type narrow interface{ uint8 | uint16 | uint32 }

// strip is a small number of each row, kept as narrow as it can be: what several
// rules look at is taken from the estate once.
type strip struct {
	count int
	bytes []uint8 // one of the three
	words []uint16
	longs []uint32
}

// manyNumbers is the count of a strip of any numbers.
const manyNumbers = math.MaxUint32

// newStrip keeps numbers below a count.
func (t team) newStrip(rows, count int, at func(row int) uint32) *strip {
	s := &strip{count: count}
	switch {
	case count <= math.MaxUint8+1:
		s.bytes = make([]uint8, rows)
		fillStrip(t, s.bytes, at)
	case count <= math.MaxUint16+1:
		s.words = make([]uint16, rows)
		fillStrip(t, s.words, at)
	default:
		s.longs = make([]uint32, rows)
		fillStrip(t, s.longs, at)
	}
	return s
}

func fillStrip[N narrow](t team, to []N, at func(row int) uint32) {
	t.each(len(to), func(from, until int) {
		for row := from; row < until; row++ {
			to[row] = N(at(row))
		}
	})
}

// at returns the number of a row.
func (s *strip) at(row int) uint32 {
	switch {
	case s.bytes != nil:
		return uint32(s.bytes[row])
	case s.words != nil:
		return uint32(s.words[row])
	}
	return s.longs[row]
}

// lane tells rows apart by the strip.
func (s *strip) lane() lane { return lane{count: s.count, at: s.at, pack: s.pack} }

// through is the lane of the strip's numbers of other numbers.
func (s *strip) through(numbers []uint32) lane {
	switch {
	case s.bytes != nil:
		return through(numbers, s.count, s.bytes)
	case s.words != nil:
		return through(numbers, s.count, s.words)
	}
	return through(numbers, s.count, s.longs)
}

// pack adds the numbers of rows to keys.
func (s *strip) pack(keys []uint64, from, width int) {
	switch {
	case s.bytes != nil:
		packStrip(keys, s.bytes[from:], width)
	case s.words != nil:
		packStrip(keys, s.words[from:], width)
	default:
		packStrip(keys, s.longs[from:], width)
	}
}

func packStrip[N narrow](keys []uint64, numbers []N, width int) {
	numbers = numbers[:len(keys)]
	for i, n := range numbers {
		keys[i] = keys[i]<<width | uint64(n)
	}
}
