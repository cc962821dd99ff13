package readiness

import (
	"encoding/binary"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// wayCells are the distinct ways: those of one cell have the same answers at
// every instant.
type wayCells struct {
	of       []uint32 // by way
	first    []uint32 // by cell: its first way
	rules    map[notice.Rule]*wayRule
	units    [units]unitCells
	unit     [units][]uint32 // by cell: which cell of the unit; nil: it has one
	standing []uint32        // by cell

	standsFor []int32 // by standing: a way that stands so; none if there is none
}

// unitCells are the distinct rows of a unit.
type unitCells struct {
	count   int
	columns map[*wayRule][]uint32 // by cell: how it fares under a rule, or its place in the rule's view
	closed  []uint32              // by cell, of cards: from which instant on they are of no use
}

// newCells numbers the ways.
func (w *Ways) newCells() *wayCells {
	s := w.survey
	c := &wayCells{rules: map[notice.Rule]*wayRule{}}
	if w.Len() == 0 {
		clear(s.rules) // which have nothing to judge
		return c
	}
	var rules []*wayRule
	for _, list := range s.rules {
		for _, rule := range list {
			if c.rules[rule] == nil {
				c.rules[rule] = s.newWayRule(rule)
				rules = append(rules, c.rules[rule])
			}
		}
	}
	t := newTuples(s.team, w.Len())
	var added []unit
	for u := range units {
		if of := w.numberUnit(c, u, rules); c.units[u].count > 1 {
			t.add(w.unitLane(u, c.units[u].count, of))
			added = append(added, u)
		}
	}
	t.add(w.standingLane())
	t.finish()
	c.of, c.first = t.of, t.first
	columns := t.columns()
	for i, u := range added {
		c.unit[u] = columns[i]
	}
	c.standing = columns[len(added)]
	most := uint32(0)
	for _, standing := range c.standing {
		most = max(most, standing)
	}
	for range most + 1 {
		c.standsFor = append(c.standsFor, none)
	}
	for cell, standing := range c.standing {
		if c.standsFor[standing] == none {
			c.standsFor[standing] = int32(c.first[cell])
		}
	}
	return c
}

// numberUnit numbers the rows of a unit by all that rules see of them.
func (w *Ways) numberUnit(c *wayCells, u unit, rules []*wayRule) []uint32 {
	s := w.survey
	rows := w.unitRows(u)
	t := newTuples(s.team, rows.count)
	var seeing []*wayRule
	for _, r := range rules {
		switch {
		case r.objects&unitObjects[u] == 0:
			continue
		case r.isSingle():
			t.add(w.fareAlone(r, u, rows))
		default:
			sight := w.look(r, u, rows)
			alike, first := number(s.team, rows.count, sight.lanes())
			r.views[u] = newView(s.team, sight, first)
			t.add(lane{count: len(first), at: func(row int) uint32 { return alike[row] }})
		}
		seeing = append(seeing, r)
	}
	if u == cardUnit {
		t.add(s.closedLane())
	}
	t.finish()
	cells := unitCells{count: len(t.first), columns: map[*wayRule][]uint32{}}
	columns := t.columns()
	for i, r := range seeing {
		cells.columns[r] = columns[i]
	}
	if u == cardUnit {
		cells.closed = columns[len(seeing)]
	}
	c.units[u] = cells
	return t.of
}

// unitLane tells ways apart by the cell of a unit.
func (w *Ways) unitLane(u unit, count int, of []uint32) lane {
	if u != personUnit {
		return lane{count: count, at: func(way int) uint32 { return of[w.unitRow(u, way, 0)] }}
	}
	byWay := make([]uint32, w.Len())
	for person := range w.end {
		for way, until := w.Of(person); way < until; way++ {
			byWay[way] = of[person]
		}
	}
	return lane{count: count, at: func(way int) uint32 { return byWay[way] }}
}

// closedLane tells from which instant on nobody can sign in with a card, behind
// that of no card.
func (s *Survey) closedLane() lane {
	unusable := s.unusableStatuses()
	status, expires := s.estate.Cards.Column("status"), s.estate.Cards.Column("expires").Times
	return lane{count: len(s.instants) + 1, at: func(row int) uint32 {
		if row == 0 {
			return uint32(len(s.instants))
		}
		if unusable.has(int32(status.Number(row - 1))) {
			return 0
		}
		from := 0
		if second := expires.At(row - 1); second == estate.NoTime {
			from = len(s.instants)
		} else {
			for from < len(s.instants) && s.instants[from].Unix() < second {
				from++
			}
		}
		return uint32(from)
	}}
}

// apart is who stands otherwise than their organisation does: in groups that
// excuses name, or themselves named, so that another key of the excuse may be
// about anything beside.
type apart struct {
	groups                             [3]uint32
	card, device, person, organisation int32
}

// standingLane tells ways apart by all that excuses depend on.
func (w *Ways) standingLane() lane {
	byOrganisation, count := w.survey.organisationStandings()
	if w.survey.named.nobody() {
		return lane{count: count, at: func(way int) uint32 { return byOrganisation[w.organisation[way]+1] }}
	}
	known := map[apart]uint32{}
	standing := make([]uint32, w.Len())
	for person := range w.end {
		for way, until := w.Of(person); way < until; way++ {
			t := w.tied(way, person)
			key, isApart := w.survey.standsApart(&t)
			if !isApart {
				standing[way] = byOrganisation[t.organisation+1]
				continue
			}
			number, ok := known[key]
			if !ok {
				number = uint32(count + len(known))
				known[key] = number
			}
			standing[way] = number
		}
	}
	return lane{count: count + len(known), at: func(way int) uint32 { return standing[way] }}
}

// standsApart returns by what a way stands apart from its organisation.
func (s *Survey) standsApart(t *ties) (apart, bool) {
	key := apart{card: none, device: none, person: none, organisation: t.organisation}
	var inGroup bool
	key.groups, inGroup = s.named.groupsOf(t)
	if s.named.isOne(t) {
		key.card, key.device, key.person = t.card, t.device, t.person
		return key, true
	}
	return key, inGroup
}

// organisationStandings numbers organisations, behind that of none, by the
// excuses that may be about them: those of an organisation that is named are
// about all below it, too.
func (s *Survey) organisationStandings() (of []uint32, count int) {
	organisations := s.estate.Organisations
	known := map[string]uint32{}
	of = make([]uint32, organisations.Len()+1)
	for i := range of {
		var key []byte
		for row := i - 1; row >= 0; row = organisations.Parent(row) {
			if s.named.ones[notice.Organisation].has(int32(row)) {
				key = binary.AppendUvarint(key, uint64(row)+1)
			}
		}
		if s.named.groupOf(notice.Organisation, int32(i-1)) != 0 {
			key = binary.AppendUvarint(append(key, 0), uint64(i))
		}
		number, ok := known[string(key)]
		if !ok {
			number = uint32(len(known))
			known[string(key)] = number
		}
		of[i] = number
	}
	return of, len(known)
}
