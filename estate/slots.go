package estate

// slots finds numbers by the hash of their texts (extendible hashing: Fagin,
// Nievergelt, Pippenger and Strong, 1979). A segment that is full is split in
// two, so the whole is never copied, and never twice in memory.
type slots struct {
	directory []*segment // by the first bits of the hash
	depth     uint8      // how many bits
	bits      uint8      // how many bits of a slot the number has
}

// segment is a small table with linear probing. A slot is a number below as many
// bits of its hash as there is room for, which spare nearly all looks at texts
// that are others; 0 = free.
type segment struct {
	slots [segmentLen]uint32
	used  uint16
	depth uint8 // how many first bits its hashes have in common
}

const (
	segmentLen  = 1 << 9
	segmentFull = segmentLen * 4 / 5

	maxNumber = 1<<31 - 1
)

func newSlots() slots { return slots{directory: []*segment{new(segment)}, bits: 16} }

// segment returns where a hash is.
func (s *slots) segment(hash uint32) *segment { return s.directory[hash>>(32-s.depth)] }

// tag is the bits of a hash that choose neither segment nor slot, in their place
// in a slot.
func (s *slots) tag(hash uint32) uint32 { return hash / segmentLen << s.bits }

// number returns the number in a slot.
func (s *slots) number(slot uint32) uint32 { return slot & (1<<s.bits - 1) }

// put puts a number into the slot that find gave for it.
func (s *slots) put(t *Texts, free *uint32, hash, number uint32) {
	if number>>s.bits != 0 {
		s.widen()
	}
	*free = s.tag(hash) | number
	seg := s.segment(hash)
	seg.used++
	if seg.used < segmentFull {
		return
	}
	if seg.depth == s.depth {
		s.deepen()
	}
	s.split(t, seg, hash)
}

// widen gives numbers one more bit, and takes it from what slots keep of hashes.
func (s *slots) widen() {
	for i, seg := range s.directory {
		if i > 0 && s.directory[i-1] == seg {
			continue // the entries of one segment are neighbours
		}
		for n, slot := range seg.slots {
			if slot != 0 {
				seg.slots[n] = slot>>s.bits<<(s.bits+1) | s.number(slot)
			}
		}
	}
	s.bits++
}

// deepen tells the directory one more bit.
func (s *slots) deepen() {
	wider := make([]*segment, 2*len(s.directory))
	for i, seg := range s.directory {
		wider[2*i], wider[2*i+1] = seg, seg
	}
	s.directory = wider
	s.depth++
}

// split moves those whose next bit is set into a segment of their own.
func (s *slots) split(t *Texts, seg *segment, hash uint32) {
	var numbers, hashes [segmentFull]uint32
	n := 0
	for _, slot := range seg.slots {
		if slot != 0 {
			numbers[n] = s.number(slot)
			n++
		}
	}
	// In a loop of its own: the memory is asked for many at a time, and not for
	// one after another.
	for i, number := range numbers[:n] {
		hashes[i] = t.places.at(int(number) - 1).hash
	}
	seg.slots = [segmentLen]uint32{}
	seg.used = 0
	seg.depth++
	other := &segment{depth: seg.depth}
	share := 1 << (s.depth - seg.depth) // entries of the directory that each of the two has
	start := int(hash>>(32-s.depth)) &^ (2*share - 1)
	for i := range share {
		s.directory[start+share+i] = other
	}
	for i, hash := range hashes[:n] {
		into := s.segment(hash)
		slot := hash
		for into.slots[slot%segmentLen] != 0 {
			slot++
		}
		into.slots[slot%segmentLen] = s.tag(hash) | numbers[i]
		into.used++
	}
}
