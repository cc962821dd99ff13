package readiness

import (
	"sort"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// seats are where one can sign in: a device and a client on it. A client is
// installed there, or sign-ins of the last 90 days show it. A seat without a
// device is where somebody signed in who knows where.
type seats struct {
	device     []int32
	product    []int32 // the client is this product of the device's software
	client     []int32 // the client is that of this sign-in
	connection []int32 // the connection is that of this sign-in

	first    []uint32 // by device its first seat, and at the end how many have a device
	products []uint32 // by product: its number in SignIns.Clients
	signIns  *estate.SignIns
}

// nowhere is the seat of which nothing is known.
const nowhere = 0

// listSeats lists the seats of all devices behind nowhere. Sign-ins count from
// one second through another.
func (s *Survey) listSeats(from, until int64) *seats {
	signIns, software := s.estate.SignIns, s.estate.Software
	l := &seats{signIns: signIns}
	for _, product := range software.Products() {
		l.products = append(l.products, signIns.Clients.Find(product))
	}
	clients := s.clients
	if clients.first == nil { // no rule is about them as such
		clients = s.listClients()
	}
	devices := s.estate.Devices.Len()
	count := len(clients.device) + devices + 1
	for _, column := range []*[]int32{&l.device, &l.product, &l.client, &l.connection} {
		*column = make([]int32, 0, count)
	}
	l.add(none, none, none, none)
	l.first = make([]uint32, devices+1)
	byDevice := signIns.ByDevice()
	for device := range devices {
		l.first[device] = uint32(len(l.device))
		for row := clients.first[device]; row < clients.first[device+1]; row++ {
			l.add(int32(device), clients.product[row], none, none)
		}
		l.see(int32(device), within(signIns, byDevice.Of(device), from, until))
	}
	l.first[devices] = uint32(len(l.device))
	return l
}

// within returns the sign-ins of a list, newest first, that were from one second
// through another.
func within(signIns *estate.SignIns, list []uint32, from, until int64) []uint32 {
	for len(list) > 0 && signIns.At(int(list[0])) > until {
		list = list[1:]
	}
	return list[:sort.Search(len(list), func(i int) bool { return signIns.At(int(list[i])) < from })]
}

func (l *seats) add(device, product, client, connection int32) {
	l.device = append(l.device, device)
	l.product = append(l.product, product)
	l.client = append(l.client, client)
	l.connection = append(l.connection, connection)
}

// addApart adds the seat of a sign-in without a device.
func (l *seats) addApart(in int32) {
	client, connection := in, in
	if l.signIns.Client(int(in)) == 0 {
		client = none
	}
	if l.signIns.TLS(int(in)) == 0 {
		connection = none
	}
	l.add(none, none, client, connection)
}

// see adds what sign-ins, newest first, show of the device that is being listed.
func (l *seats) see(device int32, list []uint32) {
	signIns, first := l.signIns, int(l.first[device])
	for _, in := range list {
		client := signIns.Client(int(in))
		known := client == 0
		for seat := first; seat < len(l.device) && !known; seat++ {
			known = l.clientOf(seat) == client
		}
		if !known {
			l.add(device, none, int32(in), none)
		}
	}
	if first == len(l.device) {
		l.add(device, none, none, none)
	}
	missing := len(l.device) - first
	for _, in := range list {
		if missing == 0 {
			return
		}
		if signIns.TLS(int(in)) == 0 {
			continue
		}
		for seat := first; seat < len(l.device); seat++ {
			if l.connection[seat] == none && l.fits(seat, signIns.Client(int(in))) {
				l.connection[seat] = int32(in)
				missing--
			}
		}
	}
}

// clientOf returns the number in SignIns.Clients of the client of a seat; 0 if
// no sign-in has it.
func (l *seats) clientOf(seat int) uint32 {
	switch {
	case l.product[seat] != none:
		return l.products[l.product[seat]]
	case l.client[seat] != none:
		return l.signIns.Client(int(l.client[seat]))
	}
	return 0
}

// fits reports whether a sign-in at the device of a seat may have been at the
// seat: one that names no client may have been by any.
func (l *seats) fits(seat int, client uint32) bool { return client == 0 || l.clientOf(seat) == client }

// of returns the seats of a device, from one and below another.
func (l *seats) of(device int32) (from, until int) {
	return int(l.first[device]), int(l.first[device+1])
}

func (l *seats) tie(t *ties, seat int) {
	t.device, t.product, t.client, t.connection = l.device[seat], l.product[seat], l.client[seat], l.connection[seat]
}

// seatRows are the seats as rules look at them.
func (s *Survey) seatRows(l *seats) *rows {
	r := s.newRows(notice.Organisation, len(l.device))
	r.find[notice.Device] = func(seat int) int32 { return l.device[seat] }
	r.find[notice.Connection] = func(seat int) int32 { return l.connection[seat] }
	return r
}

// lookAtClients adds what a rule sees of the clients of seats.
func (s *Survey) lookAtClients(v *sight, l *seats, r *reads, rows *rows) {
	signIns, software := s.estate.SignIns, s.estate.Software
	products := len(software.Products())
	v.fix(rows.strip("client", products+signIns.Clients.Len()+2, func(seat int) uint32 {
		switch {
		case l.product[seat] != none:
			return uint32(l.product[seat]) + 1
		case l.client[seat] != none:
			return uint32(products) + 1 + signIns.Client(int(l.client[seat]))
		}
		return 0
	}).lane())
	if r.has(&clientVersion) {
		cells := 1
		for product := range products {
			cells += software.Cells(product)
		}
		v.fix(rows.strip("version", cells+signIns.Versions.Len()+1, func(seat int) uint32 {
			switch product := l.product[seat]; {
			case product != none:
				return software.CellNumber(software.Of(int(l.device[seat])), int(product))
			case l.client[seat] != none:
				return uint32(cells) + signIns.Version(int(l.client[seat]))
			}
			return 0
		}).lane())
	}
	if !r.ages {
		return
	}
	v.watch(newPlaces(r.oldest), func(seat int, p *places) uint32 {
		switch {
		case l.product[seat] != none:
			return p.ofAge(software.Seen(int(l.device[seat])))
		case l.client[seat] != none:
			return p.ofAge(signIns.At(int(l.client[seat])))
		}
		return 0
	})
}
