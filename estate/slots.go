package estate

import (
	"hash/maphash"
	"slices"
)

// slots finds numbers by the hash of their texts (extendible hashing: Fagin,
// Nievergelt, Pippenger and Strong, 1979). A segment that is full is split in
// two, so the whole is never copied, and never twice in memory.
type slots struct {
	directory []*segment // by the first bits of the hash
	depth     uint8      // how many bits
}

// segment is a small table with linear probing. A slot is a number behind some
// bits of its hash, which spare nearly all looks at texts that are others;
// 0 = free.
type segment struct {
	slots [segmentLen]uint32
	used  uint16
	depth uint8 // how many first bits its hashes have in common
}

const (
	segmentLen  = 1 << 10
	segmentFull = segmentLen * 7 / 8

	numberBits = 27
	maxNumber  = 1<<numberBits - 1
	tagShift   = 64 - (32 - numberBits) - 24 // bits of the hash that choose neither segment nor slot
)

func slotOf(hash uint64, number uint32) uint32 {
	return uint32(hash>>tagShift)<<numberBits | number
}

func sameTag(slot uint32, hash uint64) bool {
	return slot>>numberBits == uint32(hash>>tagShift)&(1<<(32-numberBits)-1)
}

// segment returns where a hash is.
func (s *slots) segment(hash uint64) *segment { return s.directory[hash>>(64-s.depth)] }

// put puts a number into the slot that find gave for it.
func (s *slots) put(t *Texts, free *uint32, hash uint64, number uint32) {
	*free = slotOf(hash, number)
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
func (s *slots) split(t *Texts, seg *segment, hash uint64) {
	old := seg.slots
	seg.slots = [segmentLen]uint32{}
	seg.used = 0
	seg.depth++
	other := &segment{depth: seg.depth}
	share := 1 << (s.depth - seg.depth) // entries of the directory that each of the two has
	start := int(hash>>(64-s.depth)) &^ (2*share - 1)
	copy(s.directory[start+share:], slices.Repeat([]*segment{other}, share))
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		hash := maphash.String(t.seed, t.Text(slot&maxNumber))
		into := s.segment(hash)
		i := hash
		for into.slots[i%segmentLen] != 0 {
			i++
		}
		into.slots[i%segmentLen] = slot
		into.used++
	}
}
