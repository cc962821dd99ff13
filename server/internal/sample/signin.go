package sample

import (
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

const (
	// MaxSignIns is how many sign-ins are kept at most, in rows; of more, every
	// so many is left out.
	MaxSignIns = 2_000_000

	signInDays    = 28
	signInsToEach = 6 // device of a person, at most; three on average
)

// signIn is one, known by whose it is and which of theirs.
type signIn struct {
	at     time.Time
	device int
	which  int // of the person's, from 0
}

// hours in which people sign in: the morning's peak, and wards that never close.
var (
	dayHours   = weighted[int]{{6, 7}, {27, 8}, {21, 9}, {9, 10}, {7, 11}, {6, 12}, {8, 13}, {7, 14}, {5, 15}, {3, 16}, {1, 17}}
	shopHours  = weighted[int]{{3, 8}, {26, 9}, {16, 10}, {11, 11}, {9, 12}, {9, 13}, {9, 14}, {7, 15}, {6, 16}, {3, 17}, {1, 18}}
	shiftHours = weighted[int]{{3, 6}, {24, 7}, {18, 8}, {9, 9}, {6, 10}, {5, 11}, {4, 12}, {5, 13}, {5, 14}, {3, 15}, {3, 17}, {7, 19}, {6, 20}, {3, 21}, {2, 23}, {1, 1}, {1, 3}, {1, 5}}
)

// signIns gives those of person p in the last 28 days, in no order. There are
// none of somebody whose card does not work.
func (e *estate) signIns(p int, give func(signIn)) {
	c, ok := e.current(p)
	if !ok || e.status(c) != "active" {
		return
	}
	draw := e.chance(ofSignIns, p)
	if draw.percent(18) {
		return // on leave, or works without a computer
	}
	home := &e.organisations[e.home(p)]
	var there [3]int
	which := 0
	for _, i := range there[:e.workplaces(p, home, &there)] {
		for range draw.between(0, signInsToEach) {
			give(signIn{e.moment(home.kind, &draw), i, which})
			which++
		}
	}
}

// workplaces finds the devices where person p signs in, and says how many there
// are: up to three, none of them a server or dormant.
func (e *estate) workplaces(p int, home *organisation, there *[3]int) int {
	draw := e.chance(ofPairs, p)
	wanted, found := 1, 0
	if share := draw.below(100); share < 6 {
		wanted = 3
	} else if share < 30 {
		wanted = 2
	}
	for n := range wanted {
		around, i := e.around(home, n > 0 && draw.percent(15)), 0
		switch {
		case n == 0 && home.devices.count > 0:
			i = firstDevice(p, home)
		case n == 1 && draw.percent(25):
			around = e.desktopImages(home, around)
			fallthrough
		default:
			i = around.first + draw.below(around.count)
		}
		for range 4 {
			if e.signsIn(i) {
				there[found] = i
				found++
				break
			}
			i = around.first + draw.below(around.count)
		}
	}
	return found
}

// around is where somebody of an organisation looks for a device: in it, where
// it has any, or, if away, at any of its kind.
func (e *estate) around(home *organisation, away bool) span {
	k := home.kind
	if k == pseudo {
		k = pharmacy
	}
	kin := e.byKind[k]
	first, last := &e.organisations[kin.first].devices, &e.organisations[kin.first+kin.count-1].devices
	all := span{first.first, last.first + last.count - first.first}
	switch {
	case home.devices.count > 0 && (!away || k == ward || k == trust):
		return home.devices
	case all.count > 0:
		return all
	default:
		return span{0, e.devices}
	}
}

// desktopImages are those of the trust that serves an organisation, or, where
// there are none, other devices.
func (e *estate) desktopImages(home *organisation, other span) span {
	if home.kind != trust && home.kind != site && home.kind != ward {
		return other
	}
	server := &e.organisations[home.itProvider]
	if count := images(server); count > 0 {
		return span{server.devices.first, count}
	}
	return other
}

// signsIn says that device i is one at which people sign in.
func (e *estate) signsIn(i int) bool {
	u := e.use(i, e.deviceOwner(i))
	_, dormant := e.seen(i, u)
	return u != server && !dormant
}

// moment is when somebody of such an organisation signs in.
func (e *estate) moment(k kind, draw *chance) time.Time {
	hours, days := dayHours, e.workdays
	switch k {
	case ward, site, hospice, careHome:
		hours, days = shiftHours, e.days
	case pharmacy, pseudo:
		hours = shopHours
		if draw.percent(12) {
			days = e.days
		}
	}
	d := days[draw.below(len(days))].midnight()
	at, _ := e.zone.At(civil.DateTime{
		Date: civil.Date{Year: d.Year(), Month: d.Month(), Day: d.Day()},
		Hour: hours.draw(draw), Minute: draw.below(60), Second: draw.below(60),
	})
	return at
}

// client is what somebody signed in with at device i: Identity Agent, or, where
// that is not there and now and then, Smartcard Connect. Without either it was
// something that no notice names, and the log has no word for it.
func (e *estate) client(i int, draw *chance) (product, version, tls string) {
	owner := e.deviceOwner(i)
	u := e.use(i, owner)
	var agent, connect installed
	if e.agent != none {
		agent = e.installed(e.agent, i, owner, u)
	}
	if e.connect != none {
		connect = e.installed(e.connect, i, owner, u)
	}
	switch {
	case agent.count > 0 && (connect.count == 0 || !draw.percent(30)):
		return e.products[e.agent].id, agent.newest(), e.agentTLS(i, agent.newest())
	case connect.count > 0:
		return e.products[e.connect].id, connect.newest(), "1.3"
	default:
		return "", "", "1.3"
	}
}

// lastOldAgent is the last Identity Agent that speaks TLS 1.0 and 1.1 unless its
// computer is told otherwise. Source: NHS England, Care Identity Service,
// Disabling TLS 1.0 and 1.1 for NHS Identity Agent.
var lastOldAgent, _ = fact.ParseVersion("2.3.2.0")

func (e *estate) agentTLS(i int, text string) string {
	version, err := fact.ParseVersion(text)
	draw := e.chance(ofSystem, i) // of the device: it does not change from day to day
	switch share := draw.below(100); {
	case err != nil || version.Compare(lastOldAgent) > 0 || share < 12:
		return "1.2"
	case share < 22:
		return "1.1"
	default:
		return "1.0"
	}
}

// purpose is what a person signs in for.
func (p *person) purpose(draw *chance) string {
	switch share := draw.below(100); {
	case p.prescribes && share < 30:
		return "sign"
	case p.role == registrationAgent && share < 45:
		return "manage-card"
	default:
		return "sign-in"
	}
}

var outcomes = weighted[string]{{970, "success"}, {22, "wrong-pin"}, {8, "refused"}}
