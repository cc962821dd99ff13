package report

import "github.com/lanyard-id/lanyard/server/internal/gate/decision"

// Units counts identities by what they are: who is counted as a person is not
// counted as a device or address. Attempts of one person of which some name the
// person and others only the device count as two.
type Units struct {
	People    int `json:"people"`
	Devices   int `json:"devices"`
	Addresses int `json:"addresses"`
}

// Total is how many identities there are.
func (u Units) Total() int { return u.People + u.Devices + u.Addresses }

func (u *Units) add(unit decision.Unit, n int) {
	switch unit {
	case decision.ByPerson:
		u.People += n
	case decision.ByDevice:
		u.Devices += n
	case decision.ByAddress:
		u.Addresses += n
	}
}

// words are "14 people and 3 devices"; "nobody" where there are none.
func (u Units) words() string {
	var parts []string
	for _, p := range [...]struct {
		n         int
		one, more string
	}{{u.People, "person", "people"}, {u.Devices, "device", "devices"}, {u.Addresses, "address", "addresses"}} {
		if p.n > 0 {
			parts = append(parts, several(p.n, p.one, p.more))
		}
	}
	if parts == nil {
		return "nobody"
	}
	return and(parts)
}

// unitNames are what an identity is counted as.
var unitNames = [...]string{decision.ByPerson: "person", decision.ByDevice: "device", decision.ByAddress: "address"}
