package estate

import "slices"

// sets numbers distinct sets of numbers; the empty one is 0. Millions of
// devices with the same applications cost one set.
type sets struct {
	texts   *Texts // the elements in order, as bytes
	members pages[[]uint32]
	with    map[[2]uint32]uint32 // by set and element: the set with it besides
}

func newSets() *sets { return &sets{texts: NewTexts(), with: map[[2]uint32]uint32{}} }

// len returns how many sets there are besides the empty one.
func (s *sets) len() int { return s.members.len() }

// of returns the elements of a set in ascending order.
func (s *sets) of(set uint32) []uint32 {
	if set == 0 {
		return nil
	}
	return s.members.at(int(set) - 1)
}

// add returns the set with one more element.
func (s *sets) add(set, element uint32) uint32 {
	key := [2]uint32{set, element}
	if known, ok := s.with[key]; ok {
		return known
	}
	old := s.of(set)
	out := set
	if i, found := slices.BinarySearch(old, element); !found {
		out = s.number(slices.Insert(slices.Clone(old), i, element))
	}
	s.with[key] = out
	return out
}

// union returns the set of the elements of both.
func (s *sets) union(a, b uint32) uint32 {
	if a == 0 {
		return b
	}
	for _, element := range s.of(b) {
		a = s.add(a, element)
	}
	return a
}

// number returns the number of ascending elements, which it may keep.
func (s *sets) number(elements []uint32) uint32 {
	if len(elements) == 0 {
		return 0
	}
	key := make([]byte, 0, 4*len(elements))
	for _, e := range elements {
		key = append(key, byte(e), byte(e>>8), byte(e>>16), byte(e>>24))
	}
	number, isNew := s.texts.Number(string(key))
	if isNew {
		s.members.append(elements)
	}
	return number
}
