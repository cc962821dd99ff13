package readiness

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
)

// places are where an instant lies among those that it is compared with. Instants
// of an estate are whole seconds, so a cut is told by marks: the first second at
// which the answer is another one. Between before, at and after it are two.
//
// A place is 0 where the instant is not known, else one more than the number of
// marks that it has reached. All instants of judging share the places, and each
// looks at its own marks among them.
type places struct {
	marks []int64
	own   [][]int64 // by instant of judging
}

// newPlaces lays out the marks of every instant of judging.
func newPlaces(own [][]int64) places {
	p := places{own: own}
	for _, marks := range own {
		p.marks = append(p.marks, marks...)
	}
	slices.Sort(p.marks)
	p.marks = slices.Clip(slices.Compact(p.marks))
	return p
}

// count is how many places there are.
func (p *places) count() int { return len(p.marks) + 2 }

// of returns the place of a second, or of estate.NoTime.
func (p *places) of(second int64) uint32 {
	if second == estate.NoTime {
		return 0
	}
	return uint32(reached(p.marks, second)) + 1
}

// ofAge returns the place of the second at which something was seen. Without one
// it never grows old.
func (p *places) ofAge(second int64) uint32 {
	if second == estate.NoTime {
		return uint32(len(p.marks)) + 1
	}
	return p.of(second)
}

// view returns what an instant of judging sees of each place.
func (p *places) view(instant int) []uint32 {
	out := make([]uint32, p.count())
	seen := uint32(1)
	for place := 1; place < len(out); place++ {
		if place > 1 {
			if _, isOwn := slices.BinarySearch(p.own[instant], p.marks[place-2]); isOwn {
				seen++
			}
		}
		out[place] = seen
	}
	return out
}

// marksOf are the marks by which a second tells whether it is before, at or after
// each of some instants.
func marksOf(cuts []time.Time) []int64 {
	marks := make([]int64, 0, 2*len(cuts))
	for _, cut := range cuts {
		marks = append(marks, notBefore(cut), cut.Unix()+1)
	}
	slices.Sort(marks)
	return slices.Compact(marks)
}

// notBefore is the first second that is not before an instant.
func notBefore(at time.Time) int64 {
	if at.Nanosecond() > 0 {
		return at.Unix() + 1
	}
	return at.Unix()
}
