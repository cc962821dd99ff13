package notice

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/lanyard-id/lanyard/fact"
)

// overlap returns two generations that hold one version at one instant, the one
// that stands first in the file first.
//
// A catalogue may have thousands of generations, so they are not compared with
// each other but walked through in time. Those that hold at one instant share no
// version until the first that does is found.
func (p *Product) overlap() (a, b int, found bool) {
	type change struct {
		at         int64
		begins     bool
		generation int
	}
	var changes []change
	for i, g := range p.Generations {
		if g.from < g.until {
			changes = append(changes, change{g.from, true, i}, change{g.until, false, i})
		}
	}
	slices.SortFunc(changes, func(a, b change) int {
		ends := func(c change) int { // at one instant ends come first
			if c.begins {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(ends(a), ends(b)), cmp.Compare(a.generation, b.generation))
	})
	scale := scaleOf(p.Generations)
	held := scale.empty()
	for _, c := range changes {
		for _, s := range scale.spans(p.Generations[c.generation].Versions) {
			if !c.begins {
				held.remove(s)
			} else if other, ok := held.meets(s); ok {
				return min(other, c.generation), max(other, c.generation), true
			} else {
				held.add(s, c.generation)
			}
		}
	}
	return 0, 0, false
}

// versionScale numbers the versions that ranges name, in order, with one number
// for all versions between two of them, if there are any.
type versionScale struct {
	named []fact.Version
	place []int // of each named version
	last  int   // the highest number
}

// placeSpan is the numbers from low to high, both inclusive.
type placeSpan struct{ low, high int }

func scaleOf(generations []Generation) versionScale {
	var s versionScale
	for _, g := range generations {
		for _, t := range g.Versions.Terms() {
			s.named = append(s.named, t.Version)
		}
	}
	slices.SortFunc(s.named, fact.Version.Compare)
	s.named = slices.CompactFunc(s.named, fact.Version.Equal)
	next := 0
	for i, v := range s.named {
		between := "<" + v.Canonical()
		if i > 0 {
			between += ",>" + s.named[i-1].Canonical()
		}
		if isAny(between) {
			next++
		}
		s.place = append(s.place, next)
		next++
	}
	s.last = next
	if len(s.named) > 0 && !isAny(">"+s.named[len(s.named)-1].Canonical()) {
		s.last--
	}
	return s
}

// isAny reports whether there is a version in a range.
func isAny(text string) bool {
	r, err := fact.ParseRange(text)
	if err != nil {
		return true
	}
	_, ok := r.First()
	return ok
}

// spans are the numbers of the versions in a range.
func (s *versionScale) spans(r fact.Range) []placeSpan {
	low, high := 0, s.last
	var without []int
	for _, t := range r.Terms() {
		i, _ := slices.BinarySearchFunc(s.named, t.Version, fact.Version.Compare)
		switch at := s.place[i]; t.Operator {
		case fact.Below:
			high = min(high, at-1)
		case fact.AtMost:
			high = min(high, at)
		case fact.Above:
			low = max(low, at+1)
		case fact.AtLeast:
			low = max(low, at)
		case fact.Exactly:
			low, high = max(low, at), min(high, at)
		case fact.Except:
			without = append(without, at)
		}
	}
	slices.Sort(without)
	var out []placeSpan
	for _, at := range append(without, high+1) {
		if at > high+1 || at < low {
			continue
		}
		if low < at {
			out = append(out, placeSpan{low, at - 1})
		}
		low = at + 1
	}
	return out
}

// heldSpans are spans of which no two share a number, each with its owner.
type heldSpans struct {
	starts []uint64 // a bit for each number at which one begins
	high   []int
	owner  []int
}

func (s *versionScale) empty() heldSpans {
	return heldSpans{make([]uint64, s.last/64+1), make([]int, s.last+1), make([]int, s.last+1)}
}

func (h heldSpans) add(s placeSpan, owner int) {
	h.starts[s.low/64] |= 1 << (s.low % 64)
	h.high[s.low], h.owner[s.low] = s.high, owner
}

func (h heldSpans) remove(s placeSpan) { h.starts[s.low/64] &^= 1 << (s.low % 64) }

// meets returns the owner of one that shares a number with a span: only the one
// that begins last before its end can.
func (h heldSpans) meets(s placeSpan) (owner int, found bool) {
	word := s.high / 64
	set := h.starts[word] << (63 - s.high%64) >> (63 - s.high%64)
	for set == 0 && word > 0 {
		word--
		set = h.starts[word]
	}
	if set == 0 {
		return 0, false
	}
	start := word*64 + 63 - bits.LeadingZeros64(set)
	return h.owner[start], h.high[start] >= s.low
}
