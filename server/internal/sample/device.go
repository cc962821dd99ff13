package sample

import "time"

// use is how a device is worked at.
type use int

const (
	desktop use = iota
	shared      // on a ward: many people, none of them its own
	laptop
	kiosk
	image // of virtual desktops: one image, many sign-ins
	server
)

// uses says of each use the group that devices.csv puts it in, the letter in the
// device's name, and whether it has a user of its own.
var uses = [...]struct {
	group    string
	letter   string
	personal bool
}{
	desktop: {"", "D", true},
	shared:  {"shared", "S", false},
	laptop:  {"laptop", "L", true},
	kiosk:   {"kiosk", "K", false},
	image:   {"vdi-image", "V", false},
	server:  {"server", "X", false},
}

// fleet says which devices stand where; the images and servers of trusts come
// before them.
var fleet = map[kind]weighted[use]{
	ward:     {{62, shared}, {15, laptop}, {15, desktop}, {8, kiosk}},
	trust:    {{55, desktop}, {35, laptop}, {7, shared}, {3, kiosk}},
	site:     {{45, desktop}, {30, shared}, {20, laptop}, {5, kiosk}},
	practice: {{79, desktop}, {12, laptop}, {6, shared}, {2, kiosk}, {1, server}},
	pharmacy: {{65, shared}, {35, desktop}},
}

// offices is the fleet of every other organisation.
var offices = weighted[use]{{63, desktop}, {35, laptop}, {2, kiosk}}

// images is how many of a trust's first devices are images of virtual desktops.
func images(o *organisation) int {
	if o.kind != trust || o.devices.count == 0 {
		return 0
	}
	return 1 + o.devices.count/150
}

// use of device i of organisation owner.
func (e *estate) use(i, owner int) use {
	o := &e.organisations[owner]
	if o.kind == trust {
		at := i - o.devices.first
		if at < images(o) {
			return image
		}
		if at < images(o)+o.devices.count/60 {
			return server
		}
	}
	there, ok := fleet[o.kind]
	if !ok {
		there = offices
	}
	draw := e.chance(ofDeviceKind, i)
	return there.draw(&draw)
}

// Days after which a device or card counts as dormant: nobody uses it.
const dormantDays = 90

// seen is when an inventory last heard of device i, the zero time if it never
// did. Dormant ones have not been used since.
func (e *estate) seen(i int, u use) (at time.Time, dormant bool) {
	draw := e.chance(ofSeen, i)
	share, days := draw.below(1000), 0
	switch {
	case u == image || u == server || share < 720:
		days = draw.below(2)
	case share < 880:
		days = draw.between(2, 14)
	case share < 930:
		days = draw.between(15, dormantDays-1)
	case share < 992:
		days, dormant = draw.between(dormantDays+1, 700), true
	default:
		return time.Time{}, true
	}
	return e.ago(&draw, days, days), dormant
}

// deviceID is the number on the label.
func deviceID(i int) string { return numbered("PC-", i+1, 6) }

// deviceName is the name in the network, at most 15 characters (the limit of
// NetBIOS). It begins with the organisation's code. One device in 3,000 was
// given that of its neighbour when it was set up again.
func (e *estate) deviceName(i, owner int) string {
	o := &e.organisations[owner]
	draw := e.chance(ofIdentity, i)
	if i > o.devices.first && draw.oneIn(3000) {
		i--
	}
	return numbered(o.code+"-"+uses[e.use(i, owner)].letter, i-o.devices.first+1, 4)
}

// stranger says that no other export's name for device i is known here: it is in
// no list of aliases, and its name is not written down.
func (e *estate) stranger(i int) bool {
	draw := e.chance(ofInventory, i)
	return draw.oneIn(200)
}

// primaryUser is the person that device i is given to.
func (e *estate) primaryUser(i, owner int) (person int, ok bool) {
	o := &e.organisations[owner]
	if o.people.count == 0 || !uses[e.use(i, owner)].personal {
		return 0, false
	}
	// The inverse of firstDevice.
	at := i - o.devices.first
	return o.people.first + ((at+1)*o.people.count-1)/o.devices.count, true
}

// firstDevice is the one that a person of the organisation works at most.
func firstDevice(p int, o *organisation) int {
	return o.devices.first + (p-o.people.first)*o.devices.count/o.people.count
}

// tasks is what a device is used for, the cell of devices.csv.
func tasks(k kind, u use) string {
	switch {
	case u == server || u == kiosk:
		return ""
	case k == pharmacy:
		return "dispensing"
	case k == practice || k == dentist:
		return "prescribing"
	case (k == ward || k == site || k == hospice) && u != laptop:
		return "prescribing" + separator + "wards"
	case k == hostTrust:
		return "card-management"
	}
	return ""
}
