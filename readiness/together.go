package readiness

import (
	"cmp"
	"slices"
)

// together is what the subjects of a kind were seen with, as one course sees it.
// A part is what sign-ins have that the course cannot tell apart; each subject has
// the number of a set of parts.
type together struct {
	of    []uint32 // by subject: its set; 0 = it was seen with nothing
	sets  []set    // by number
	parts *sight   // of sign-ins
	first []uint32 // by part: the first sign-in
}

// set is another set and one element more, or that of a subject that has to be
// judged by itself.
type set struct {
	rest    uint32
	element element
	single  bool
}

// element is a part, and at which instants of the survey it counts.
type element struct {
	part        uint32
	from, until uint16
	named       bool // an excuse names somebody in it
}

// company is the parts that count at an instant for those of some sets.
type company struct {
	parts  []uint32
	single bool
}

// at returns the companies at an instant, and that of each set. Parts are told by
// the numbers that they have at that instant.
func (t *together) at(instant int, seen []uint32) (companies []company, of []uint32) {
	of = make([]uint32, len(t.sets))
	companies = []company{{}}
	grown := map[uint64]uint32{} // by company and part: the company with it
	for n := 1; n < len(t.sets); n++ {
		s := &t.sets[n]
		switch e := s.element; {
		case s.single:
			of[n] = uint32(len(companies))
			companies = append(companies, company{single: true})
		case int(e.from) <= instant && instant < int(e.until):
			part := numberOf(seen, e.part)
			key := uint64(of[s.rest])<<32 | uint64(part)
			with, ok := grown[key]
			if !ok {
				rest := companies[of[s.rest]].parts
				if slices.Contains(rest, part) {
					with = of[s.rest]
				} else {
					with = uint32(len(companies))
					companies = append(companies, company{parts: append(slices.Clip(rest), part)})
				}
				grown[key] = with
			}
			of[n] = with
		default:
			of[n] = of[s.rest]
		}
	}
	return companies, of
}

// meet finds what each subject was seen with. Whom excuses name, or who was seen
// with somebody whom they name, is judged by itself: an excuse may be about both.
func (s *Survey) meet(c *course, rows *rows) *together {
	t := &together{of: make([]uint32, rows.count), sets: make([]set, 1)}
	t.parts = s.look(c.reads, s.signInRows, c.joined)
	elementOf, elements := s.elements(c, t)
	named := s.named.finders(rows)
	newest := s.newestOf(c)
	known, sets := newNumbering(64), newNumbering(64)
	signInsOf := s.signInsOf(c.kind)
	var singles []int
	var list []element
	for row := range t.of {
		list = list[:0]
		single := false
		for _, in := range signInsOf(row) {
			e := elements[elementOf[in]]
			if newest != nil {
				newest.limit(row, in, &e)
			}
			if e.from < e.until {
				single = single || e.named
				list = append(list, e)
			}
		}
		if len(list) == 0 {
			continue
		}
		if single || slices.ContainsFunc(named, func(is func(int) bool) bool { return is(row) }) {
			singles = append(singles, row)
			continue
		}
		for _, e := range merge(list) {
			n := known.number(uint64(e.part)<<32 | uint64(e.from)<<16 | uint64(e.until))
			next := sets.number(uint64(t.of[row])<<32|uint64(n)) + 1
			if int(next) == len(t.sets) {
				t.sets = append(t.sets, set{rest: t.of[row], element: e})
			}
			t.of[row] = next
		}
	}
	for _, row := range singles {
		t.of[row] = uint32(len(t.sets))
		t.sets = append(t.sets, set{single: true})
	}
	return t
}

// elements finds the parts of the sign-ins, and what each sign-in is an element
// of. One that tells nothing of the objects counts at no instant.
func (s *Survey) elements(c *course, t *together) (of []uint32, elements []element) {
	parts, first := number(s.team, s.signInRows.count, t.parts.lanes())
	t.first = first
	tells := make(marked, len(first))
	for part, in := range first {
		tells[part] = s.meetingOf(int32(in), c.joined) != nobody
	}
	named := s.named.finders(s.signInRows)
	count := len(s.instants) + 1
	of, first = number(s.team, s.signInRows.count, []lane{
		{count: len(t.first), at: func(in int) uint32 { return parts[in] }},
		{count: count, at: func(in int) uint32 { return uint32(reached(s.since, s.seconds[in]-1)) }},
		{count: count, at: func(in int) uint32 { return uint32(reached(s.through, s.seconds[in])) }},
		{count: 2, at: func(in int) uint32 {
			if slices.ContainsFunc(named, func(is func(int) bool) bool { return is(in) }) {
				return 1
			}
			return 0
		}},
	})
	for _, in := range first {
		e := element{part: parts[in]}
		e.from, e.until = s.visible(s.seconds[in])
		e.named = slices.ContainsFunc(named, func(is func(int) bool) bool { return is(int(in)) })
		if !tells.has(int32(e.part)) {
			e.until = e.from
		}
		elements = append(elements, e)
	}
	return of, elements
}

// merge orders elements, and makes one of those of a part that overlap or touch.
func merge(list []element) []element {
	if len(list) < 2 {
		return list
	}
	slices.SortFunc(list, func(a, b element) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.from, b.from))
	})
	out := list[:1]
	for _, e := range list[1:] {
		last := &out[len(out)-1]
		if e.part == last.part && e.from <= last.until {
			last.until = max(last.until, e.until)
		} else {
			out = append(out, e)
		}
	}
	return out
}

// newest tells of sign-ins of one meeting which is the newest at each instant:
// older ones count no more then, since the facts that they tell are as old as it.
type newest struct {
	meeting []uint32 // by sign-in
	last    []last   // by meeting: for whom a sign-in of it came last
}

type last struct {
	row  uint32 // plus one
	from uint16
}

// newestOf is nil where no age counts: then all of a meeting say the same.
func (s *Survey) newestOf(c *course) *newest {
	if !c.ages {
		return nil
	}
	all := map[meeting]uint32{}
	n := &newest{meeting: make([]uint32, s.signInRows.count)}
	for in := range n.meeting {
		of := s.meetingOf(int32(in), c.joined)
		number, ok := all[of]
		if !ok {
			number = uint32(len(all))
			all[of] = number
		}
		n.meeting[in] = number
	}
	n.last = make([]last, len(all))
	return n
}

// limit ends the time of a sign-in where that of a newer one begins. Newer ones
// come first.
func (n *newest) limit(row int, in uint32, e *element) {
	by := &n.last[n.meeting[in]]
	if by.row != uint32(row)+1 {
		*by = last{uint32(row) + 1, e.from}
		return
	}
	e.until = min(e.until, by.from)
	by.from = min(by.from, e.from)
}
