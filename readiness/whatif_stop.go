package readiness

import (
	"cmp"
	"math"

	"github.com/lanyard-id/lanyard/notice"
)

// cures are the actions by which something blocked would not be, by number.
type cures struct {
	list []notice.Remedy
	by   map[string]cure
}

// cure is the number of the one action that would free something; 0 is of what
// is not blocked.
type cure uint16

const (
	unblocked cure = 0
	incurable cure = math.MaxUint16 // no action is known, or one is not enough
)

func newCures() *cures { return &cures{by: map[string]cure{}} }

// of returns the cure of what a requirement blocks.
func (c *cures) of(q *notice.Requirement) cure {
	if q.Remedy == nil || q.Remedy.Do == "" {
		return incurable
	}
	n, ok := c.by[q.Remedy.Do]
	if !ok && len(c.list) < int(incurable)-1 {
		c.list = append(c.list, *q.Remedy)
		n = cure(len(c.list))
		c.by[q.Remedy.Do] = n
	}
	return cmp.Or(n, incurable)
}

// and returns the cure of what is blocked for two reasons.
func (a cure) and(b cure) cure {
	switch {
	case a == b || b == unblocked:
		return a
	case a == unblocked:
		return b
	}
	return incurable
}

// tally is how much is blocked, and how much of it each action would free.
type tally struct {
	blocked int
	freed   []int // by cure
}

func (t *tally) add(c cure) {
	t.blocked++
	if c != incurable {
		t.free(c, 1)
	}
}

func (t *tally) free(c cure, n int) {
	for len(t.freed) <= int(c) {
		t.freed = append(t.freed, 0)
	}
	t.freed[c] += n
}

// by is how much an action would free.
func (t *tally) by(c cure) int {
	if int(c) < len(t.freed) {
		return t.freed[c]
	}
	return 0
}

// stops is what is stopped at an instant.
type stops struct {
	devices, clients, cards tally
	people                  Stopped
	helped                  []int          // people, by cure
	organisations           map[int32]bool // with something that is stopped; none is that of no organisation
}

// stopsAt counts the devices, clients and cards that are stopped at a moment. A
// device is stopped if it is itself, or a client or a connection on it. What was
// dormant or closed when the facts were known stops nobody: that it is not used
// until a day to come is not known today.
func (c *cures) stopsAt(m, known *Moment) *stops {
	s := m.survey
	out := &stops{organisations: map[int32]bool{}}
	devices := make([]cure, s.rows(notice.Device))
	c.eachBlocked(m, notice.Device, func(row int, of cure) { devices[row] = of })
	c.eachBlocked(m, notice.Client, func(row int, of cure) {
		device := s.clients.device[row]
		devices[device] = devices[device].and(of)
		if !known.isIdle(notice.Client, row) {
			out.clients.add(of)
		}
	})
	c.eachBlocked(m, notice.Connection, func(row int, of cure) {
		device := s.estate.SignIns.Device(int(s.connections[row]))
		devices[device] = devices[device].and(of)
	})
	for row, of := range devices {
		if of != unblocked && !known.isIdle(notice.Device, row) {
			out.devices.add(of)
			out.organisations[s.organisationOf(notice.Device, int32(row))] = true
		}
	}
	c.eachBlocked(m, notice.Card, func(row int, of cure) {
		if !known.isClosed(row) && !known.isIdle(notice.Card, row) {
			out.cards.add(of)
			out.organisations[s.organisationOf(notice.Card, int32(row))] = true
		}
	})
	return out
}

// addPeople counts the people who cannot work as usual, and whom each action helps
// to.
func (c *cures) addPeople(out *stops, m *WaysMoment) {
	all, by := m.stopped()
	out.people = all
	for i, n := range by {
		if n.People > 0 {
			out.organisations[int32(i)-1] = true
		}
	}
	if all.People == 0 {
		return
	}
	plans := m.newPlans()
	out.helped = make([]int, len(c.list)+1)
	for i, n := range plans.unblocked() {
		if of, ok := c.by[plans.remedies[i].Do]; ok && n > 0 {
			for len(out.helped) <= int(of) {
				out.helped = append(out.helped, 0)
			}
			out.helped[of] = n
		}
	}
}

// eachBlocked visits the subjects of a kind that are blocked, with what would
// free them.
func (c *cures) eachBlocked(m *Moment, kind notice.Object, visit func(row int, of cure)) {
	cells := m.survey.kinds[kind]
	var of []cure // by cell
	var situations []situations
	for i, rule := range m.of[kind] {
		if m.rules[rule].Action(m.at) != notice.Block {
			continue
		}
		if of == nil {
			of, situations = make([]cure, len(cells.first)), m.situate(kind)
		}
		mends := c.of(m.rules[rule].Requirement())
		for cell, packed := range m.verdicts(m.courses[rule], cells, &situations[i]) {
			if unpack(uint32(packed)).Asks == notice.Block {
				of[cell] = of[cell].and(mends)
			}
		}
	}
	if of == nil {
		return
	}
	for row, cell := range cells.of {
		if of[cell] != unblocked {
			visit(row, of[cell])
		}
	}
}
