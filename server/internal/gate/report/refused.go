package report

import (
	"math/bits"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// refused is an identity that the window refused, and what became of it.
type refused struct {
	who          uint32 // its place among the identities
	organisation uint32
	attempts     int32  // that were refused in the window
	since        int32  // refused after it
	denied       int32  // let in by the gate, and denied by the service
	first        int64  // Unix milliseconds, of the first refusal in the window
	last         int64  // of the last, in the window or after it
	order        int64  // its place among all records
	lastIn       int64  // the same of the last attempt that was let in
	code         string // of the last refusal
	requirements uint64
	proven       bool // itself, not only what is weaker, in one of its refusals

	places [mostPlaces]place
	held   uint8 // places
	latest uint8 // the place of the last refusal
	more   bool  // it was refused on more devices
	cards  uint8

	// The attempts by which it may be back, in their order.
	candidates uint32 // the first one's place, plus one; 0 = there is none
	count      uint8
	settled    bool // the service accepted the first
}

// place is where an identity was refused. 0 is not known.
type place struct{ device, version uint32 }

// refuse takes an attempt that was refused in the window.
func (m *maker) refuse(a *attempt, by uint64) {
	m.blocked(a, by)
	m.organisation(a.organisation).attempts++
	if a.unit == decision.Unproven {
		m.counts.nameless++
		return
	}
	who := m.identities.add(a.key, false)
	if who == nil {
		m.strange.notFollowed++
		return
	}
	if who.refused == 0 {
		who.refused = m.refused.add(refused{who: m.identities.places[a.key], first: a.at, last: a.at}) + 1
	}
	who.requirements |= by
	i := who.refused - 1
	r := m.refused.at(i)
	r.attempts++
	r.first = min(r.first, a.at)
	r.again(a, m.order)
	r.requirements |= by
	r.proven = r.proven || a.proven >= a.unit
	if r.organisation == 0 {
		r.organisation = a.organisation
	}
	m.refusedOn(r, a)
	m.refusedWith(i, r, a.card)
}

// blocked counts an attempt that was refused in the window, whoever it was.
func (m *maker) blocked(a *attempt, by uint64) {
	m.counts.attempts++
	for ; by != 0; by &= by - 1 {
		m.byRequirement[bits.TrailingZeros64(by)]++
	}
	if a.handshake {
		m.counts.withoutWords++
	}
	if a.proven == decision.Unproven {
		m.counts.unproven++
	}
	if len(a.findings) == 0 {
		m.strange.withoutReason++
	}
	if a.kept.Gate != nil && a.kept.Detail == nil {
		m.strange.withoutDetail++
	}
}

// again takes an attempt for the last one that was refused.
func (r *refused) again(a *attempt, order int64) {
	r.last, r.order, r.code = max(r.last, a.at), order, a.code
}

// refuseLater takes an attempt that was refused after the window.
func (m *maker) refuseLater(a *attempt) {
	who := m.identities.find(a.key)
	if who == nil || who.refused == 0 {
		return
	}
	r := m.refused.at(who.refused - 1)
	r.since++
	r.again(a, m.order)
}

// refusedOn remembers the device on which an identity was refused, and the
// version that it had there.
func (m *maker) refusedOn(r *refused, a *attempt) {
	at := place{m.texts.number(a.device), m.texts.number(a.version())}
	if a.unit == decision.ByPerson && at.device != 0 {
		if _, known := m.deviceIn[at.device]; !known {
			m.deviceIn[at.device] = 0
		}
	}
	for i := range r.places[:r.held] {
		if p := &r.places[i]; p.device == at.device {
			p.version, r.latest = at.version, uint8(i)
			return
		}
	}
	if r.held == mostPlaces {
		r.more = true
		r.held--
	}
	r.places[r.held], r.latest = at, r.held
	r.held++
}

// refusedWith remembers the card with which an identity was refused: by it, it is
// known on another device, too.
func (m *maker) refusedWith(i uint32, r *refused, card string) {
	if card == "" || r.cards == mostCards {
		return
	}
	for link := m.cards[card]; link != 0; {
		l := m.cardLinks.at(link - 1)
		if l.of == i {
			return
		}
		link = l.next
	}
	r.cards++
	m.cards[card] = m.cardLinks.add(cardLink{of: i, next: m.cards[card]}) + 1
}

// cardLink is one of those who were refused with a card.
type cardLink struct {
	of   uint32 // its place among those who were refused
	next uint32 // plus one; 0 = there is none
}
