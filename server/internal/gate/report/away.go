package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/web"
)

// away lists those who never came back: by organisation, those that are not known
// last; within one people first, then devices, then addresses, those who were
// proven before those who may be invented.
func (m *maker) away() []Away {
	var out []Away
	names := m.namer()
	for i := range uint32(m.refused.n) {
		r := m.refused.at(i)
		if r.candidates != 0 {
			continue
		}
		who := m.identities.all.at(r.who)
		a := Away{
			Organisation: m.organisations.all[r.organisation], Unit: unitNames[who.unit], ID: who.id,
			Attempts: int(r.attempts), Since: int(r.since), Denied: int(r.denied),
			LastAt: m.clock(time.UnixMilli(r.last)), Code: bounded(r.code), Proven: r.proven,
		}
		n := names.organisation(a.Organisation)
		a.OrganisationName, a.Contact, a.Phone, a.Hours = n.name, n.contact, n.phone, n.hours
		if r.held > 0 {
			a.Device = m.texts.all[r.places[r.latest].device]
		}
		a.DeviceName = names.device(a.Device)
		if who.unit == decision.ByPerson {
			for _, p := range r.places[:r.held] {
				a.DeviceSince = a.DeviceSince || p.device != 0 && m.deviceIn[p.device] > r.order
			}
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Away) int {
		return cmp.Or(
			compareCodes(a.Organisation, b.Organisation),
			cmp.Compare(slices.Index(unitOrder, a.Unit), slices.Index(unitOrder, b.Unit)),
			compareBools(b.Proven, a.Proven),
			strings.Compare(a.ID, b.ID),
		)
	})
	return out
}

var unitOrder = []string{unitNames[decision.ByPerson], unitNames[decision.ByDevice], unitNames[decision.ByAddress]}

// compareCodes orders organisations; the one that is not known is the last.
func compareCodes(a, b string) int {
	return cmp.Or(compareBools(a == "", b == ""), strings.Compare(a, b))
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// namer asks for names, once each.
func (m *maker) namer() *namer { return &namer{o: m.o, asked: map[string]named{}} }

type namer struct {
	o     *Options
	asked map[string]named
}

type named struct{ name, contact, phone, hours string }

// organisation is what an organisation is called, and whom to ring there.
func (n *namer) organisation(code string) named {
	if known, ok := n.asked[code]; ok {
		return known
	}
	var out named
	if n.o.Organisation != nil && code != "" {
		out.name = web.Plain(n.o.Organisation(code), mostNameRunes)
	}
	if n.o.Contact != nil {
		contact, phone, hours := n.o.Contact(code)
		out.contact, out.phone, out.hours = web.Plain(contact, mostNameRunes), web.Plain(phone, mostNameRunes), web.Plain(hours, mostNameRunes)
	}
	n.asked[code] = out
	return out
}

// device is what people call a device; "" where that is nothing but its id.
func (n *namer) device(id string) string {
	if id == "" || n.o.DeviceName == nil {
		return ""
	}
	if name := web.Plain(n.o.DeviceName(id), mostNameRunes); name != id {
		return name
	}
	return ""
}
