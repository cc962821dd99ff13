package readiness

import (
	"math"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// stance is a gate while the notices ask for the same.
type stance struct {
	gate    *gate
	action  notice.Action // the most that it asks for
	at      time.Time
	places  bool
	force   [2]notice.Force // where the phases hold everywhere: of what was not given, and of what was
	asked   [findings]int8  // what a finding asks for without excuses; below 0: not known yet
	excused notice.Excused
	excuses map[uint32]situation // by standing; nil: nobody is excused
	known   memory
	faces   []face // of the clocks, for the piece that is judged
	many    bool   // what the clocks tell apart cannot be numbered
}

// face is what a clock is compared with in a piece.
type face struct {
	from, until []int64 // between these the comparison may change within the piece
}

// enter prepares the gates for a piece of a span, from one second through another.
func (c *counter) enter(span int, from, through int64) {
	if span != c.span {
		c.span = span
		s := &c.spans[span]
		c.stance = c.stance[:0]
		for _, r := range s.rules {
			c.stance = append(c.stance, c.take(c.gates[r], s.at))
		}
	}
	for i := range c.stance {
		s := &c.stance[i]
		if len(s.gate.clocks) > 0 {
			s.face(from, through, c.slack)
		}
	}
}

// take is the stance of a gate from an instant on.
func (c *counter) take(g *gate, at time.Time) stance {
	s := stance{gate: g, at: at, action: g.rule.Action(at), places: g.rule.Places(at), excused: g.rule.Excused(at)}
	for i := range s.asked {
		s.asked[i] = -1
	}
	kind, _ := notice.ObjectNamed(g.rule.Requirement().Of)
	c.facts.Reset()
	s.force[0] = g.rule.InForce(&c.facts, at)
	c.facts.Give(kind)
	s.force[1] = g.rule.InForce(&c.facts, at)
	if len(g.clocks) == 0 && (g.steady == nil || s.places) {
		s.known.reset(uint64(len(g.given)))
	}
	if c.stands != nil && isAnybody(s.excused) {
		s.excuses = map[uint32]situation{}
	}
	return s
}

// face reads the clocks of a gate for a piece. Between two instants of it no cut
// moves further than time does, and clocks: what is further from all cuts is on
// the same side of them throughout.
func (s *stance) face(from, through, slack int64) {
	s.faces, s.many = s.faces[:0], false
	size := uint64(len(s.gate.given))
	for i := range s.gate.clocks {
		var f face
		for _, cut := range s.gate.clocks[i].cuts(time.Unix(from, 0).UTC()) {
			f.from = append(f.from, cut.Unix()-slack)
			f.until = append(f.until, cut.Unix()+1+through-from+slack)
		}
		s.faces = append(s.faces, f)
		places := uint64(len(f.from) + 2)
		s.many = s.many || size > math.MaxUint64/places
		size *= places
	}
	s.known.reset(size)
}

// place returns on which side of all cuts a second is; false where that may change
// within the piece.
func (f *face) place(second int64, never bool) (uint64, bool) {
	if second == estate.NoTime {
		if never {
			return uint64(len(f.from)), true
		}
		return uint64(len(f.from)) + 1, true
	}
	place := uint64(0)
	for i := range f.from {
		switch {
		case second > f.until[i]:
			place++
		case second >= f.from[i]:
			return 0, false
		}
	}
	return place, true
}

// asks returns what a gate asks of a sign-in at a second.
func (c *counter) asks(s *stance, row int, at int64) notice.Action {
	f := c.finding(s, row, at)
	if s.excuses != nil && (c.stands[row] != unnamed || s.excused.Everybody) {
		if in := c.excuse(s, row); in.exempt != nil || in.pause != nil {
			found := s.gate.rule.Finding(f.outcome(), in.exempt, f.force(), in.pause)
			return found.Asks
		}
	}
	if s.asked[f] < 0 {
		found := s.gate.rule.Finding(f.outcome(), nil, f.force(), nil)
		s.asked[f] = int8(found.Asks)
	}
	return notice.Action(s.asked[f])
}

// finding returns what a gate finds of a sign-in at a second.
func (c *counter) finding(s *stance, row int, at int64) finding {
	g := s.gate
	class := g.class.at(row)
	if g.steady != nil && !s.places {
		force := &s.force[0]
		if g.given[class] {
			force = &s.force[1]
		}
		return findingFor(g.steady[class], *force)
	}
	key := uint64(class)
	for i := range s.faces {
		place, settled := s.faces[i].place(g.clocks[i].second(row), g.clocks[i].never)
		if !settled || s.many {
			return c.find(g, row, time.Unix(at, 0).UTC())
		}
		key = key*uint64(len(s.faces[i].from)+2) + place
	}
	f := s.known.at(key)
	if f == notJudged {
		f = c.find(g, row, time.Unix(at, 0).UTC())
		s.known.set(key, f)
	}
	return f
}

// excuse returns the excuses of a sign-in.
func (c *counter) excuse(s *stance, row int) situation {
	stands := c.stands[row]
	in, ok := s.excuses[stands]
	if !ok {
		t := c.ties(row)
		c.gather(&c.facts, &t, s.at, identities)
		in = situation{exempt: s.gate.rule.Exempt(&c.facts, s.at), pause: s.gate.rule.Pause(&c.facts, s.at)}
		s.excuses[stands] = in
	}
	return in
}

// unnamed is the standing of those whom no excuse names: what comes first is that
// of no organisation.
const unnamed = 0

// stand numbers the sign-ins by all that excuses depend on.
func (a *arrivals) stand() {
	if !isAnybody(a.survey.set.Excused()) {
		return
	}
	byOrganisation, count := a.survey.organisationStandings()
	known := map[apart]uint32{}
	a.stands = make([]uint32, a.rows.count)
	for row := range a.stands {
		t := a.ties(row)
		key, isApart := a.survey.standsApart(&t)
		if !isApart {
			a.stands[row] = byOrganisation[t.organisation+1]
			continue
		}
		number, ok := known[key]
		if !ok {
			number = uint32(count + len(known))
			known[key] = number
		}
		a.stands[row] = number
	}
}

// slackOf is by how much the clocks of the notices' zones can move what is
// compared within a day: the instant at which a sign-in is, and the day so many
// days from it, of which the civil time may not exist.
func slackOf(set *notice.Set) int64 {
	most := 0
	from := time.Date(civil.MinYear, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, n := range set.Revisions() {
		for _, t := range n.Zone.Transitions(from, from.AddDate(civil.MaxYear-civil.MinYear, 0, 0)) {
			most = max(most, t.OffsetAfter-t.OffsetBefore, t.OffsetBefore-t.OffsetAfter)
		}
	}
	return 3 * int64(most)
}

// memory keeps findings by small numbers.
type memory struct {
	list  []finding
	large map[uint64]finding
}

// mostListed is for how many numbers memory is set aside.
const mostListed = 1 << 14

// reset forgets all, and makes room for numbers below a size.
func (m *memory) reset(size uint64) {
	if size > mostListed {
		m.list = nil
		m.large = map[uint64]finding{}
		return
	}
	if cap(m.list) < int(size) {
		m.list = make([]finding, size)
	}
	m.list = m.list[:size]
	for i := range m.list {
		m.list[i] = notJudged
	}
}

func (m *memory) at(key uint64) finding {
	if m.list != nil {
		return m.list[key]
	}
	if f, ok := m.large[key]; ok {
		return f
	}
	return notJudged
}

func (m *memory) set(key uint64, f finding) {
	if m.list != nil {
		m.list[key] = f
	} else {
		m.large[key] = f
	}
}
