package sample

import (
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Sizes that follow from the number of devices. People come in blocks of eight
// with ten cards, so that either is found from the other by counting.
const (
	peoplePerBlock         = 8
	cardsPerBlock          = 10
	devicesPerBlock        = 10
	devicesPerOrganisation = 55
	leastOrganisations     = 72     // of every kind some, and enough for a person with 40 roles
	mostOrganisations      = 21_000 // Source: NHS Digital, CIS migration to cloud services, 2021
)

// estate is what there is. It holds the organisations; all else is told from its
// number when it is asked for.
type estate struct {
	seed     uint64
	at       time.Time // when the exports were made, in the zone
	zone     *civil.Zone
	today    day
	days     []day // of the sign-ins: the last 28 before today
	workdays []day // the same without weekends
	products []product
	agent    int // Identity Agent among the products, or none
	connect  int // Smartcard Connect, or none

	devices, people, cards int
	organisations          []organisation
	byKind                 [kindCount]span
}

func newEstate(o Options) *estate {
	blocks := (o.Devices + devicesPerBlock - 1) / devicesPerBlock
	e := &estate{
		seed:    o.Seed,
		at:      o.At.In(o.Zone.Location()),
		zone:    o.Zone,
		devices: o.Devices,
		people:  blocks * peoplePerBlock,
		cards:   blocks * cardsPerBlock,
	}
	e.today = dayOf(e.at)
	for back := signInDays; back > 0; back-- {
		d := e.today - day(back)
		e.days = append(e.days, d)
		if !d.weekend() {
			e.workdays = append(e.workdays, d)
		}
	}
	for _, id := range o.Products {
		e.products = append(e.products, e.product(id))
	}
	e.agent, e.connect = slices.Index(o.Products, "identity-agent"), slices.Index(o.Products, "smartcard-connect") // -1 is none
	e.organise(min(max(o.Devices/devicesPerOrganisation, leastOrganisations), mostOrganisations))
	return e
}

// deviceOwner is the number of the organisation that has device i.
func (e *estate) deviceOwner(i int) int {
	return sort.Search(len(e.organisations), func(n int) bool {
		s := e.organisations[n].devices
		return s.first+s.count > i
	})
}

// home is the number of the organisation that person p belongs to.
func (e *estate) home(p int) int {
	return sort.Search(len(e.organisations), func(n int) bool {
		s := e.organisations[n].people
		return s.first+s.count > p
	})
}

// codeOf is the code of organisation i, "" for none.
func (e *estate) codeOf(i int) string {
	if i == none {
		return ""
	}
	return e.organisations[i].code
}

// numbered is a prefix and a number with at least so many digits.
func numbered(prefix string, n, digits int) string {
	var room [32]byte
	b := append(room[:0], prefix...)
	number := strconv.AppendInt(nil, int64(n), 10)
	for range digits - len(number) {
		b = append(b, '0')
	}
	return string(append(b, number...))
}
