package readiness

import (
	"encoding/binary"
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// standings number the subjects of a kind by all that excuses depend on, and
// phases that hold in some organisations only: subjects with one number are
// excused alike, and the same is asked of them. Nearly all stand as their
// organisation does.
type standings struct {
	byOrganisation []uint32          // by row of Organisations plus one
	others         map[uint32]uint32 // by subject: those that stand otherwise
	by             map[string]uint32
}

func (n *standings) count() int { return len(n.by) }

func (n *standings) number(key []byte) uint32 {
	number, ok := n.by[string(key)]
	if !ok {
		number = uint32(len(n.by))
		n.by[string(key)] = number
	}
	return number
}

// How the key of a standing begins.
const (
	asOrganisation = iota
	asMember       // of several organisations
	asGroup        // in named groups
	asOne          // named, or with somebody who is
)

// stand numbers the subjects of a kind.
func (s *Survey) stand(rows *rows, courses []*course) *standings {
	n := &standings{by: map[string]uint32{}, others: map[uint32]uint32{}}
	organisations := s.estate.Organisations
	var forces [][]uint32
	for _, c := range courses {
		if c.byOrganisation {
			forces = append(forces, s.forcesOf(c))
		}
	}
	n.byOrganisation = make([]uint32, organisations.Len()+1)
	for i := range n.byOrganisation {
		key := []byte{asOrganisation}
		for _, of := range forces {
			key = binary.AppendUvarint(key, uint64(of[i]))
		}
		for row := i - 1; row >= 0; row = organisations.Parent(row) {
			if s.named.ones[notice.Organisation].has(int32(row)) {
				key = binary.AppendUvarint(key, uint64(row)+1)
			}
		}
		if s.named.groupOf(notice.Organisation, int32(i-1)) != 0 {
			key = binary.AppendUvarint(append(key, 0), uint64(i))
		}
		n.byOrganisation[i] = n.number(key)
	}
	s.standApart(rows, n)
	return n
}

// forcesOf numbers, for every organisation, what the phases of a course ask for
// there over all instants; that of no organisation comes first.
func (s *Survey) forcesOf(c *course) []uint32 {
	where := s.newReads(c.rule, c.rule.WhereReads())
	rows := s.organisations()
	of, first := number(s.team, rows.count, s.look(where, rows, setOf(notice.Organisation)).lanes())
	forces := map[notice.Force]uint64{}
	sequences := map[string]uint32{}
	numbers := make([]uint32, len(first))
	facts := &notice.Facts{}
	for n, i := range first {
		t := untied
		t.organisation = int32(i) - 1
		facts.Reset()
		s.gather(facts, &t, c.kind, &where.wanted)
		var key []byte
		for _, instant := range c.instants {
			force := c.rule.InForce(facts, s.instants[instant])
			if _, ok := forces[force]; !ok {
				forces[force] = uint64(len(forces))
			}
			key = binary.AppendUvarint(key, forces[force])
		}
		if _, ok := sequences[string(key)]; !ok {
			sequences[string(key)] = uint32(len(sequences))
		}
		numbers[n] = sequences[string(key)]
	}
	for i := range of {
		of[i] = numbers[of[i]]
	}
	return of
}

// standApart finds the subjects that do not stand as their organisation does.
func (s *Survey) standApart(rows *rows, n *standings) {
	kind := rows.own
	members := kind == notice.Person && (s.named.ones[notice.Organisation] != nil || s.named.anyGroup)
	if s.named.nobody() && !members {
		return
	}
	mayBe := s.named.finders(rows)
	if members {
		mayBe = append(mayBe, func(int) bool { return true })
	}
	type apart struct {
		row uint32
		key []byte
	}
	found := make([][]apart, max(1, int(s.team)))
	s.team.share(rows.count, fewest, func(part, from, to int) {
		for row := from; row < to; row++ {
			if !slices.ContainsFunc(mayBe, func(is func(int) bool) bool { return is(row) }) {
				continue
			}
			t := s.tied(Subject{kind, row})
			if key := s.standingOf(&t, row, members, n); key != nil {
				found[part] = append(found[part], apart{uint32(row), key})
			}
		}
	})
	for _, part := range found {
		for _, a := range part {
			n.others[a.row] = n.number(a.key)
		}
	}
}

// standingOf returns the key of a subject that stands apart, else nil.
func (s *Survey) standingOf(t *ties, row int, members bool, n *standings) []byte {
	if s.named.isOne(t) {
		return binary.AppendUvarint([]byte{asOne}, uint64(row))
	}
	groups, inGroup := s.named.groupsOf(t)
	var others []int32
	if members {
		others = s.otherOrganisations(t.person)
	}
	inGroup = inGroup || len(others) > 0 && s.named.groupOf(notice.Organisation, t.organisation) != 0
	switch {
	case inGroup:
		// An exemption may be about a group in one organisation.
		key := binary.AppendUvarint([]byte{asGroup}, uint64(t.organisation+1))
		for _, group := range groups {
			key = binary.AppendUvarint(key, uint64(group))
		}
		for _, other := range others {
			key = binary.AppendUvarint(key, uint64(other))
		}
		return key
	case len(others) > 0:
		key := binary.AppendUvarint([]byte{asMember}, uint64(n.byOrganisation[t.organisation+1]))
		for _, other := range others {
			key = binary.AppendUvarint(key, uint64(n.byOrganisation[other+1]))
		}
		return key
	}
	return nil
}

// lane tells subjects apart by their standing.
func (n *standings) lane(rows *rows) lane {
	organisation := rows.of(notice.Organisation)
	return lane{count: n.count(), at: func(row int) uint32 {
		if len(n.others) > 0 {
			if number, ok := n.others[uint32(row)]; ok {
				return number
			}
		}
		return n.byOrganisation[organisation(row)+1]
	}}
}
