package readiness

import "math/bits"

// numbering gives distinct keys numbers, from 0 in the order in which they come.
type numbering struct {
	keys   []uint64 // by number
	direct []uint32 // of short keys: the number plus one; 0 = none
	slots  []slot   // of long keys: open addressing, a power of two
	shift  uint8
}

type slot struct {
	key    uint64
	number uint32 // plus one; 0 = free
}

// directBits is how long keys may be for their numbers to stand in a list of all
// possible ones: half a megabyte, which a processor keeps at hand.
const directBits = 17

// newNumbering returns an empty numbering of keys that are so many bits long.
func newNumbering(width int) *numbering {
	if width <= directBits {
		return &numbering{direct: make([]uint32, 1<<width)}
	}
	n := &numbering{}
	n.room(1 << 10)
	return n
}

// number returns the number of a key.
func (n *numbering) number(key uint64) uint32 {
	if n.direct != nil {
		if known := n.direct[key]; known != 0 {
			return known - 1
		}
		n.keys = append(n.keys, key)
		n.direct[key] = uint32(len(n.keys))
		return uint32(len(n.keys) - 1)
	}
	mask := uint64(len(n.slots) - 1)
	for i := n.place(key); ; i = (i + 1) & mask {
		s := &n.slots[i]
		if s.number == 0 {
			return n.add(key, s)
		}
		if s.key == key {
			return s.number - 1
		}
	}
}

func (n *numbering) add(key uint64, s *slot) uint32 {
	n.keys = append(n.keys, key)
	*s = slot{key, uint32(len(n.keys))}
	if len(n.keys)*4 > len(n.slots)*3 {
		n.room(len(n.slots) * 2)
	}
	return uint32(len(n.keys) - 1)
}

// place is where the search for a key begins. The keys are made of small numbers
// side by side, so that their high bits alone would say little: a multiplication
// spreads them (Knuth, The Art of Computer Programming 3, §6.4).
func (n *numbering) place(key uint64) uint64 {
	key ^= key >> 32
	return key * 0x9E3779B97F4A7C15 >> n.shift
}

func (n *numbering) room(slots int) {
	n.slots = make([]slot, slots)
	n.shift = uint8(64 - bits.TrailingZeros(uint(slots)))
	mask := uint64(slots - 1)
	for number, key := range n.keys {
		i := n.place(key)
		for n.slots[i].number != 0 {
			i = (i + 1) & mask
		}
		n.slots[i] = slot{key, uint32(number + 1)}
	}
}

// widthOf is how many bits the numbers below a count take.
func widthOf(count int) int { return bits.Len(uint(max(count, 1) - 1)) }
