package report

import (
	"hash/maphash"
	"slices"

	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// candidate is an attempt by which somebody who was refused may be back: it was
// let in by the gate, and what the service made of it may not be known yet.
type candidate struct {
	of     uint32 // its place among those who were refused
	next   uint32 // of the same, plus one; 0 = there is none
	same   uint32 // of the same code, plus one
	at     int64  // Unix milliseconds
	order  int64
	code   uint64
	how    how
	untold bool // it no longer told its version

	accepted bool // by the service
}

// letIn takes an attempt that was let in after somebody was refused. It is theirs
// if it is of the same person, device or address as was refused, or was made with
// a card with which they were refused.
func (m *maker) letIn(a *attempt) {
	if a.device != "" && a.person == "" {
		if n, ok := m.texts.numbers[a.device]; ok {
			if _, watched := m.deviceIn[n]; watched {
				m.deviceIn[n] = m.order
			}
		}
	}
	m.matched = m.matched[:0]
	for _, k := range [...]key{{decision.ByPerson, a.person}, {decision.ByDevice, a.device}, {decision.ByAddress, a.address}} {
		if k.id == "" {
			continue
		}
		if who := m.identities.find(k); who != nil && who.refused > 0 {
			m.matched = append(m.matched, who.refused-1)
		}
	}
	if a.card != "" {
		for link := m.cards[a.card]; link != 0; {
			l := m.cardLinks.at(link - 1)
			if !slices.Contains(m.matched, l.of) {
				m.matched = append(m.matched, l.of)
			}
			link = l.next
		}
	}
	for _, i := range m.matched {
		m.mayBeBack(i, a)
	}
}

// mayBeBack remembers an attempt by which one who was refused may be back. If more
// of one are waiting for what the service makes of them than there is room for,
// the later ones are left out: they count only if the service denies all before.
func (m *maker) mayBeBack(i uint32, a *attempt) {
	r := m.refused.at(i)
	r.lastIn = m.order
	if r.settled || r.count == mostCandidates {
		return
	}
	how, untold := m.way(r, a)
	c := candidate{of: i, at: a.at, order: m.order, how: how, untold: untold}
	if a.code != "" {
		c.code = maphash.String(m.seed, a.code)
		c.same = m.pending[c.code]
	}
	n := m.keep(c)
	if a.code != "" {
		m.pending[c.code] = n
	}
	last := &r.candidates
	for *last != 0 {
		last = &m.candidates.at(*last - 1).next
	}
	*last = n
	r.count++
}

// outcome takes what the service made of an attempt that was let in.
func (m *maker) outcome(code string, o *evidence.Outcome) {
	hashed := maphash.String(m.seed, code)
	n, ok := m.pending[hashed]
	if !ok {
		return
	}
	switch o.Outcome {
	case evidence.OutcomeAccepted:
		for ; n != 0; n = m.candidates.at(n - 1).same {
			m.accept(n)
		}
	case evidence.OutcomeDenied:
		for n != 0 {
			next := m.candidates.at(n - 1).same
			m.deny(n)
			n = next
		}
	default:
		return // a word of a newer program
	}
	delete(m.pending, hashed)
}

// accept settles that somebody is back, if no earlier attempt waits.
func (m *maker) accept(n uint32) {
	c := m.candidates.at(n - 1)
	c.accepted = true
	if r := m.refused.at(c.of); r.candidates == n {
		r.settled = true
	}
}

// deny takes back that somebody may be back by an attempt.
func (m *maker) deny(n uint32) {
	c := m.candidates.at(n - 1)
	r := m.refused.at(c.of)
	for at := &r.candidates; *at != 0; at = &m.candidates.at(*at - 1).next {
		if *at == n {
			*at = c.next
			r.count--
			r.denied++
			break
		}
	}
	r.settled = r.candidates != 0 && m.candidates.at(r.candidates-1).accepted
	m.free = append(m.free, n)
}

// keep gives a candidate a place, plus one; that of one which was denied, if there
// is any: somebody may be denied without end.
func (m *maker) keep(c candidate) uint32 {
	if len(m.free) == 0 {
		return m.candidates.add(c) + 1
	}
	n := m.free[len(m.free)-1]
	m.free = m.free[:len(m.free)-1]
	*m.candidates.at(n - 1) = c
	return n
}
