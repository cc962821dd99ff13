package readiness

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// desk is a device of a person, with what they do there. That of no device is
// where sign-ins were that name none.
type desk struct {
	device       int32
	seats        []int32
	clients      []uint32 // of the seats of no device
	applications []int32
	organisation int32
}

// cross puts every card of the person to every seat at their devices.
func (b *listed) cross() {
	if len(b.uses) > maxCrossed {
		b.together()
		return
	}
	cards := b.ownCards()
	desks := b.desks()
	ways := 0
	for i := range desks {
		ways += len(cards) * len(desks[i].seats) * len(desks[i].applications)
	}
	if ways > maxCrossed {
		b.together()
		return
	}
	for _, card := range cards {
		for i := range desks {
			for n, seat := range desks[i].seats {
				for _, application := range desks[i].applications {
					b.ways = append(b.ways, b.way(card, seat, application, &desks[i], n))
				}
			}
		}
	}
}

// together takes what was used together and nothing else.
func (b *listed) together() {
	pairs := map[[2]int32]*pair{}
	for i := range b.uses {
		u := &b.uses[i]
		p := pairs[[2]int32{u.card, u.device}]
		if p == nil {
			p = &pair{last: estate.NoTime}
			pairs[[2]int32{u.card, u.device}] = p
		}
		p.add(u)
	}
	hasDevice := slices.ContainsFunc(b.uses, func(u use) bool { return u.device != none })
	for i := range b.uses {
		u := &b.uses[i]
		d := desk{device: u.device, organisation: u.organisation}
		switch {
		case u.device != none:
			d.seats = b.seatsOf(u.device)
		case hasDevice:
			continue // this sign-in does not say which of their devices it was
		default:
			d.seats, d.clients = []int32{b.seatApart(u)}, []uint32{u.client}
		}
		for n, seat := range d.seats {
			if b.wasAt(u, &d, n) {
				b.ways = append(b.ways, crossed{
					card: u.card, seat: seat, application: u.application, organisation: b.organisationAt(u.card, &d),
					pair: *pairs[[2]int32{u.card, u.device}], recent: u.recent, newest: u.newest,
				})
			}
		}
	}
}

func (b *listed) seatsOf(device int32) []int32 {
	var seats []int32
	for seat, until := b.seats.of(device); seat < until; seat++ {
		seats = append(seats, int32(seat))
	}
	return seats
}

// seatApart returns the seat of a use without a device.
func (b *listed) seatApart(u *use) int32 {
	if u.in == none {
		return nowhere
	}
	b.apart = append(b.apart, u.in)
	return ^int32(len(b.apart) - 1)
}

// ownCards are the cards that the person used, newest first, then the others that
// they hold. Of those that are of no use in any case none is taken that was not
// used, unless there is no other. Without any, the card is not known.
func (b *listed) ownCards() []int32 {
	var cards []int32
	for _, u := range b.uses {
		if u.card != none && !slices.Contains(cards, u.card) {
			cards = append(cards, u.card)
		}
	}
	status := b.survey.estate.Cards.Column("status")
	for _, usable := range []bool{true, false} {
		for _, card := range b.held {
			if b.unusable.has(int32(status.Number(int(card)))) != usable && !slices.Contains(cards, card) {
				cards = append(cards, card)
			}
		}
		if len(cards) > 0 {
			return cards
		}
	}
	return []int32{none}
}

// desks are the devices that the person used, newest first.
func (b *listed) desks() []desk {
	var desks []desk
	for _, u := range b.uses {
		if u.device == none || slices.ContainsFunc(desks, func(d desk) bool { return d.device == u.device }) {
			continue
		}
		desks = append(desks, desk{device: u.device, seats: b.seatsOf(u.device)})
	}
	if desks == nil {
		desks = []desk{b.noDevice()}
	}
	for i := range desks {
		d := &desks[i]
		d.organisation, d.applications = b.business(d.device)
	}
	return desks
}

// noDevice is the desk of somebody of whom no device is known: a seat for each
// client of their sign-ins.
func (b *listed) noDevice() desk {
	d := desk{device: none}
	for i := range b.uses {
		if u := &b.uses[i]; !slices.Contains(d.clients, u.client) {
			d.clients = append(d.clients, u.client)
			d.seats = append(d.seats, b.seatApart(u))
		}
	}
	if d.seats == nil {
		d.seats, d.clients = []int32{nowhere}, []uint32{0}
	}
	return d
}

// business is for whom and with which applications the person uses a device.
func (b *listed) business(device int32) (organisation int32, applications []int32) {
	organisation = none
	told := 0
	for i := range b.uses {
		u := &b.uses[i]
		if u.device != device {
			continue
		}
		if u.organisation != none && (organisation == none || u.told < told) {
			organisation, told = u.organisation, u.told
		}
		if u.application != none && (b.splits || applications == nil) && !slices.Contains(applications, u.application) {
			applications = append(applications, u.application)
		}
	}
	if applications == nil {
		applications = []int32{none}
	}
	return organisation, applications
}

// organisationAt is for whom somebody signs in with a card at a device: as their
// sign-ins there say; else that of the device, theirs, or that of the card.
func (b *listed) organisationAt(card int32, d *desk) int32 {
	s := b.survey
	switch {
	case d.organisation != none:
		return d.organisation
	case d.device != none && rowIn(s.deviceOrganisation, d.device) != none:
		return rowIn(s.deviceOrganisation, d.device)
	case rowIn(s.personOrganisation, int32(b.person)) != none:
		return rowIn(s.personOrganisation, int32(b.person))
	case card == none:
		return none
	}
	return s.organisationOf(notice.Card, card)
}

// wasAt reports whether a use may have been at a seat of a desk.
func (b *listed) wasAt(u *use, d *desk, seat int) bool {
	switch {
	case u.device != d.device:
		return false
	case d.device == none:
		return u.client == d.clients[seat]
	}
	return b.seats.fits(int(d.seats[seat]), u.client)
}

// way counts how often a way was used. A sign-in that does not name the card, the
// client or the application may have been with any of them.
func (b *listed) way(card, seat, application int32, d *desk, n int) crossed {
	w := crossed{card: card, seat: seat, application: application, organisation: b.organisationAt(card, d), newest: estate.NoTime}
	w.pair.last = estate.NoTime
	for i := range b.uses {
		u := &b.uses[i]
		if u.device == d.device && (u.card == card || u.card == none) {
			w.pair.add(u)
		}
		if !b.wasAt(u, d, n) {
			continue
		}
		w.seated += u.recent
		if u.card != card && u.card != none {
			continue
		}
		if b.splits && u.application != application && u.application != none {
			continue
		}
		w.recent += u.recent
		w.newest = max(w.newest, u.newest)
	}
	return w
}

// byUse orders ways of a person, the usual one first: by the card and device, then
// by what was used there.
func byUse(a, b crossed) int {
	return cmp.Or(cmp.Compare(b.often, a.often), cmp.Compare(b.last, a.last), cmp.Compare(b.recent, a.recent), cmp.Compare(b.newest, a.newest), cmp.Compare(b.seated, a.seated))
}
