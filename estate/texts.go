package estate

import "hash/maphash"

// Texts numbers distinct texts, from 1 in the order in which they came. The
// texts lie in a few large pieces of memory, not each in its own: millions of
// card numbers cost little more than their digits.
type Texts struct {
	seed   maphash.Seed
	slots  []uint32 // numbers by hash, 0 = free; the length is a power of two
	places pages[place]
	chunks [][]byte
}

// place is where a text lies.
type place struct {
	chunk, offset, length uint32
}

const chunkBytes = 1 << 20

// NewTexts returns an empty numbering.
func NewTexts() *Texts {
	return &Texts{seed: maphash.MakeSeed(), slots: make([]uint32, 1<<6)}
}

// Len returns how many texts there are; they have the numbers 1 to Len.
func (t *Texts) Len() int { return t.places.len() }

// Text returns the text of a number; "" of 0.
func (t *Texts) Text(number uint32) string { return string(t.bytes(number)) }

func (t *Texts) bytes(number uint32) []byte {
	if number == 0 {
		return nil
	}
	p := t.places.at(int(number) - 1)
	return t.chunks[p.chunk][p.offset : p.offset+p.length]
}

// Find returns the number of a text, 0 if it has none.
func (t *Texts) Find(text string) uint32 {
	if text == "" {
		return 0
	}
	return t.slots[t.slot(text)]
}

// Number returns the number of a text, and whether it is new. The empty text
// has the number 0.
func (t *Texts) Number(text string) (number uint32, isNew bool) {
	if text == "" {
		return 0, false
	}
	i := t.slot(text)
	if n := t.slots[i]; n != 0 {
		return n, false
	}
	number = t.add(text)
	t.slots[i] = number
	if t.Len()*4 > len(t.slots)*3 {
		t.rehash()
	}
	return number, true
}

// slot returns where the number of a text is, or would be.
func (t *Texts) slot(text string) int {
	mask := len(t.slots) - 1
	i := int(maphash.String(t.seed, text)) & mask
	for t.slots[i] != 0 && string(t.bytes(t.slots[i])) != text {
		i = (i + 1) & mask
	}
	return i
}

func (t *Texts) add(text string) uint32 {
	last := len(t.chunks) - 1
	if last < 0 || len(t.chunks[last])+len(text) > cap(t.chunks[last]) {
		t.chunks = append(t.chunks, make([]byte, 0, max(chunkBytes, len(text))))
		last++
	}
	chunk := t.chunks[last]
	t.places.append(place{uint32(last), uint32(len(chunk)), uint32(len(text))})
	t.chunks[last] = append(chunk, text...)
	return uint32(t.places.len())
}

func (t *Texts) rehash() {
	t.slots = make([]uint32, len(t.slots)*2)
	mask := len(t.slots) - 1
	for n := 1; n <= t.Len(); n++ {
		i := int(maphash.Bytes(t.seed, t.bytes(uint32(n)))) & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = uint32(n)
	}
}
