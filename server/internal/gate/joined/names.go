package joined

import (
	"bytes"
	"hash/maphash"
	"strings"
)

// names finds devices by their names, in any case. It holds only rows, four bytes
// for each of up to twice as many slots as there are devices; the names stay where
// they are.
type names struct {
	seed  maphash.Seed
	slots []uint32 // a row plus one; with manyHave, several have the name
	of    func(row int32) string
}

// manyHave marks a name that several devices have: it is nobody's.
const manyHave = 1 << 31

func newNames(rows int, of func(row int32) string) *names {
	size := 4
	for size < 2*rows {
		size *= 2
	}
	n := &names{seed: maphash.MakeSeed(), slots: make([]uint32, size), of: of}
	var buffer []byte
	for row := range int32(rows) {
		buffer = appendUpper(buffer[:0], of(row))
		if len(buffer) == 0 {
			continue
		}
		if slot := n.slot(buffer); *slot == 0 {
			*slot = uint32(row) + 1
		} else {
			*slot |= manyHave
		}
	}
	return n
}

// slot returns the slot of a name: that which has it, or a free one.
func (n *names) slot(name []byte) *uint32 {
	var buffer [64]byte
	mask := uint64(len(n.slots) - 1)
	for i := maphash.Bytes(n.seed, name); ; i++ {
		slot := &n.slots[i&mask]
		if *slot == 0 || bytes.Equal(appendUpper(buffer[:0], n.of(int32(*slot&^manyHave)-1)), name) {
			return slot
		}
	}
}

// find returns the device that has a name; several reports that more than one has
// it.
func (n *names) find(name string) (row int32, several bool) {
	var buffer [64]byte
	folded := appendUpper(buffer[:0], name)
	if len(folded) == 0 {
		return none, false
	}
	switch found := *n.slot(folded); {
	case found&manyHave != 0:
		return none, true
	case found == 0:
		return none, false
	default:
		return int32(found) - 1, false
	}
}

// appendUpper appends a name without the spaces around it, and so that case does
// not matter.
func appendUpper(b []byte, name string) []byte {
	name = strings.TrimSpace(name)
	start := len(b)
	for i := range len(name) {
		c := name[i]
		if c >= 0x80 {
			return append(b[:start], strings.ToUpper(strings.ToLower(name))...)
		}
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

func upper(name string) string { return string(appendUpper(nil, name)) }
