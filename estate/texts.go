package estate

import (
	"encoding/binary"
	"hash/maphash"
	"strings"
)

// Texts numbers distinct texts, from 1 in the order in which they came. The
// texts lie in a few large pieces of memory, not each in its own: millions of
// card numbers cost little more than their digits. What is returned points
// into them, and costs nothing.
type Texts struct {
	seed   maphash.Seed
	slots  slots
	places pages[place]       // by number less one
	chunks []*strings.Builder // each text behind its length; a builder, since its text never moves
}

// place is where a text begins, and its hash, for when slots are split.
type place struct {
	at   uint32 // the chunk, and where in it
	hash uint32
}

const (
	chunkBits = 20 // a chunk is 1 MiB at the most, or as long as the one text in it
	maxChunks = 1 << (32 - chunkBits)
)

// NewTexts returns an empty numbering.
func NewTexts() *Texts {
	return &Texts{seed: maphash.MakeSeed(), slots: newSlots()}
}

// Len returns how many texts there are; they have the numbers 1 to Len.
func (t *Texts) Len() int { return t.places.len() }

// Text returns the text of a number; "" of 0.
func (t *Texts) Text(number uint32) string {
	if number == 0 || int(number) > t.places.len() {
		return ""
	}
	at := t.places.at(int(number) - 1).at
	text := t.chunks[at>>chunkBits].String()[at&(1<<chunkBits-1):]
	length := uint64(text[0])
	if length < 0x80 {
		return text[1 : 1+length]
	}
	length, n := uvarint(text)
	return text[n : n+int(length)]
}

// Find returns the number of a text, 0 if it has none.
func (t *Texts) Find(text string) uint32 {
	number, _ := find(t, text, t.hash(text))
	return number
}

// findBytes is Find of bytes.
func (t *Texts) findBytes(text []byte) uint32 {
	number, _ := find(t, text, t.hashBytes(text))
	return number
}

// Number returns the number of a text, and whether it is new. The empty text
// has the number 0; so has every new text once there is no room for another:
// 4 GiB of texts, or maxNumber of them.
func (t *Texts) Number(text string) (number uint32, isNew bool) {
	hash := t.hash(text)
	number, free := find(t, text, hash)
	if free == nil {
		return number, false
	}
	chunk, number := t.place(len(text), hash)
	if number == 0 {
		return 0, false
	}
	chunk.WriteString(text)
	t.slots.put(t, free, hash, number)
	return number, true
}

// append keeps a text under a number of its own, whether it is new or not, by
// which alone it is found.
func (t *Texts) append(text string) uint32 {
	chunk, number := t.place(len(text), 0)
	if number != 0 {
		chunk.WriteString(text)
	}
	return number
}

// numberBytes is Number of bytes, which the caller may use again.
func (t *Texts) numberBytes(text []byte) (number uint32, isNew bool) {
	hash := t.hashBytes(text)
	number, free := find(t, text, hash)
	if free == nil {
		return number, false
	}
	chunk, number := t.place(len(text), hash)
	if number == 0 {
		return 0, false
	}
	chunk.Write(text)
	t.slots.put(t, free, hash, number)
	return number, true
}

func (t *Texts) hash(text string) uint32 { return uint32(maphash.String(t.seed, text)) }

func (t *Texts) hashBytes(text []byte) uint32 { return uint32(maphash.Bytes(t.seed, text)) }

// find returns the number of a text, or else the slot for it.
func find[T string | []byte](t *Texts, text T, hash uint32) (number uint32, free *uint32) {
	if len(text) == 0 {
		return 0, nil
	}
	s, tag := t.slots.segment(hash), t.slots.tag(hash)
	for i := hash; ; i++ {
		slot := &s.slots[i%segmentLen]
		if *slot == 0 {
			return 0, slot
		}
		if (*slot^tag)>>t.slots.bits == 0 {
			if n := t.slots.number(*slot); t.Text(n) == string(text) {
				return n, nil
			}
		}
	}
}

// place makes room for a text behind its length; the number is 0 if there is
// none.
func (t *Texts) place(length int, hash uint32) (chunk *strings.Builder, number uint32) {
	var head [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(length))
	if t.Len() == maxNumber {
		return nil, 0
	}
	last := len(t.chunks) - 1
	if last < 0 || t.chunks[last].Len()+n+length > min(t.chunks[last].Cap(), 1<<chunkBits) {
		if last+1 == maxChunks {
			return nil, 0
		}
		chunk = new(strings.Builder)
		// The first chunks are short: most columns have few values.
		chunk.Grow(max(1<<min(chunkBits, 10+2*len(t.chunks)), n+length))
		t.chunks = append(t.chunks, chunk)
		last++
	}
	chunk = t.chunks[last]
	t.places.append(place{uint32(last)<<chunkBits | uint32(chunk.Len()), hash})
	chunk.Write(head[:n])
	return chunk, uint32(t.places.len())
}

// uvarint reads the length before a text.
func uvarint(s string) (v uint64, n int) {
	for shift := 0; ; shift += 7 {
		b := s[n]
		n++
		if b < 0x80 {
			return v | uint64(b)<<shift, n
		}
		v |= uint64(b&0x7f) << shift
	}
}
