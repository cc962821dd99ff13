package page

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// share picks which of a million findings a page shows: of each requirement the
// same number that are unmet and that are unknown, so that what is many does not
// hide the rest, and of these the pressing ones. It reads them once and never
// holds more than twice what it shows.
type share struct {
	most     int
	portions []*portion
	of       map[portionKey]*portion
	held     int
	seen     int
}

// portionKey is what has a share of its own.
type portionKey struct {
	notice, requirement string
	result              notice.Result
}

// portion is one share.
type portion struct {
	all     int // that were seen
	classes [classes]struct {
		most int // that may be kept: it falls as others come, and never rises
		kept []ordered
	}
}

// ordered is a finding, how it presses, and its place among all.
type ordered struct {
	readiness.Finding
	class, place int
}

// classes is how many degrees of pressing there are.
const classes = 12

// class is how a finding presses, 0 the most: what is in use before what is
// dormant or closed, then blocks before warnings, then unmet before unknown.
func class(f *readiness.Finding) int {
	c := 2 * (int(notice.Block) - int(min(f.Action, notice.Block)))
	if f.Result != notice.Unmet {
		c++
	}
	if f.Dormant || f.Closed {
		c += classes / 2
	}
	return c
}

func newShare(most int) *share { return &share{most: most, of: map[portionKey]*portion{}} }

func (s *share) take(f readiness.Finding) {
	key := portionKey{f.Notice, f.Requirement, f.Result}
	p := s.of[key]
	if p == nil {
		p = &portion{}
		for i := range p.classes {
			p.classes[i].most = s.most
		}
		s.of[key] = p
		s.portions = append(s.portions, p)
	}
	p.all++
	s.seen++
	degree := class(&f)
	c := &p.classes[degree]
	if len(c.kept) >= c.most {
		return
	}
	c.kept = append(c.kept, ordered{f, degree, s.seen})
	if s.held++; s.held > 2*s.most {
		s.trim()
	}
}

// trim lets go of what is not shown whatever comes.
func (s *share) trim() {
	s.held = 0
	level, extra := s.level()
	for _, p := range s.portions {
		room := level
		if extra > 0 {
			room++ // also for one that is not above the level yet: it may come to be
			if p.all > level {
				extra--
			}
		}
		for i := range p.classes {
			c := &p.classes[i]
			c.most = min(c.most, room)
			// What is let go of is no longer held in the array either.
			c.kept = slices.Clip(slices.Delete(c.kept, min(c.most, len(c.kept)), len(c.kept)))
			room -= len(c.kept)
			s.held += len(c.kept)
		}
	}
}

// level says how many of each portion are shown: all of those that have no
// more than level, of each other as many as level, and of the first extra ones
// one more.
func (s *share) level() (level, extra int) {
	room := s.most
	sizes := make([]int, len(s.portions))
	for i, p := range s.portions {
		sizes[i] = p.all
	}
	slices.Sort(sizes)
	for i, size := range sizes {
		left := len(sizes) - i
		if size > room/left {
			return room / left, room % left
		}
		room -= size
	}
	return s.most, 0
}

// shown returns what is shown, the most pressing first, and what presses alike
// in the order in which it came.
func (s *share) shown() []ordered {
	s.trim()
	var all []ordered
	for _, p := range s.portions {
		for _, c := range p.classes {
			all = append(all, c.kept...)
		}
	}
	slices.SortFunc(all, func(a, b ordered) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.place, b.place))
	})
	return all
}
