package readiness

import (
	"slices"
)

// listed are the ways of some people, one after the other.
type listed struct {
	*lister
	wayColumns
	end     []uint32
	dormant int
	apart   []int32 // sign-ins that are seats by themselves; in the column seat, from ^0 downwards

	// Of the person who is being listed.
	person int
	uses   []use
	places map[use]int
	held   []int32
	ways   []crossed
}

// use is what somebody used together.
type use struct {
	card, device, application int32
	client                    uint32

	organisation int32 // that they did it for last
	told         int   // by how many newer sign-ins of theirs before the one that names the organisation
	in           int32 // the newest sign-in; none where no sign-in tells
	newest       int64 // its second
	recent       int   // how often, in the last 28 days
}

func (u use) key() use {
	return use{card: u.card, device: u.device, application: u.application, client: u.client}
}

// crossed is a way that may be, and how it was used.
type crossed struct {
	card, seat, application, organisation int32

	pair               // of the card on the device, with whatever client
	recent, seated int // sign-ins of the last 28 days: of the card at the seat, with the application, and of any card there
	newest         int64
}

// pair is how a card was used on a device.
type pair struct {
	often int   // sign-ins of the last 28 days
	last  int64 // the second of the newest sign-in
}

func (p *pair) add(u *use) {
	p.often += u.recent
	p.last = max(p.last, u.newest)
}

func (b *listed) people(from, to int) {
	for b.person = from; b.person < to; b.person++ {
		b.uses, b.ways = b.uses[:0], b.ways[:0]
		b.places = nil
		b.held = b.cards.of(b.person)
		if b.isListed() {
			b.cross()
			slices.SortStableFunc(b.ways, byUse)
			for _, w := range b.ways {
				b.card = append(b.card, w.card)
				b.seat = append(b.seat, w.seat)
				b.application = append(b.application, w.application)
				b.organisation = append(b.organisation, w.organisation)
			}
		}
		b.end = append(b.end, uint32(len(b.card)))
	}
}

// isListed finds what the person used, and reports whether they count. Who has not
// signed in for long is dormant; where there are no sign-ins, who used neither a
// device nor a card for long.
func (b *listed) isListed() bool {
	if b.source == FromSignIns {
		b.signIns()
		if slices.ContainsFunc(b.uses, func(u use) bool { return u.newest >= b.active }) {
			return true
		}
		if len(b.signInsOf(b.person))+len(b.held) > 0 {
			b.dormant++
		}
		return false
	}
	seen := b.survey.estate.Devices.Column("last_seen").Times
	for _, device := range b.users.of(b.person) {
		if !b.idleDevices.has(device) {
			b.uses = append(b.uses, use{card: none, device: device, application: none, organisation: none, in: none, newest: seen.At(int(device))})
		}
	}
	if len(b.uses) > 0 || slices.ContainsFunc(b.held, func(card int32) bool { return !b.idleCards.has(card) }) {
		return true
	}
	if len(b.held)+len(b.users.of(b.person)) > 0 {
		b.dormant++
	}
	return false
}

// signIns finds what the person used in sign-ins.
func (b *listed) signIns() {
	signIns := b.survey.estate.SignIns
	for newer, in := range within(signIns, b.signInsOf(b.person), b.from, b.until) {
		i := int(in)
		u := use{
			card: signIns.Card(i), device: signIns.Device(i), application: signIns.Application(i), client: signIns.Client(i),
			organisation: signIns.Organisation(i), told: newer, in: int32(in), newest: signIns.At(i),
		}
		known := b.place(u)
		if known < 0 {
			known = len(b.uses)
			b.uses = append(b.uses, u)
			if b.places != nil {
				b.places[u.key()] = known
			}
		}
		if b.uses[known].organisation == none {
			b.uses[known].organisation, b.uses[known].told = u.organisation, newer
		}
		if u.newest >= b.recent {
			b.uses[known].recent++
		}
	}
}

// mostSearched is how many uses are searched one by one.
const mostSearched = 32

// place finds the use of the same, -1 if there is none yet.
func (b *listed) place(u use) int {
	if len(b.uses) <= mostSearched {
		return slices.IndexFunc(b.uses, func(known use) bool { return known.key() == u.key() })
	}
	if b.places == nil {
		b.places = map[use]int{}
		for i, known := range b.uses {
			b.places[known.key()] = i
		}
	}
	if i, ok := b.places[u.key()]; ok {
		return i
	}
	return -1
}
