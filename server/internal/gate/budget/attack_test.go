package budget

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// attempts is how often an attacker tries.
const attempts = 10_000

// mallory is where the attacker sits, with an account of his own.
const mallory = 66

// attack sends attempts and holds the gate to refuse each of them, to leave every
// organisation closed, and to page of what is unproven once an hour.
func attack(t *testing.T, d *desk, unit decision.Unit, send func(n int) Identity) {
	t.Helper()
	at := start
	for n := range attempts {
		at = at.Add(100 * time.Millisecond) // all within 17 minutes
		reason, got := d.Standing(send(n), at)
		if reason != "" || got != unit {
			t.Fatalf("attempt %d: %q by %v, want a refusal by %v", n+1, reason, got, unit)
		}
	}
	s := d.Status(at)
	if s.Open != 0 || !s.All.Since.IsZero() {
		t.Errorf("something is open: %+v", s)
	}
	var want []string
	if unit == decision.Unproven {
		if s.Unproven.Used != attempts || len(s.Organisations) != 0 || s.All.Used != 0 {
			t.Errorf("%d on the meter of %d, %d organisations, %d in all", s.Unproven.Used, attempts, len(s.Organisations), s.All.Used)
		}
		want = []string{"unproven-refused  1001/1000 unproven attempts"}
	} else if s.All.Used != 1 {
		t.Errorf("one attacker counts as %d", s.All.Used)
	}
	if diff := cmp.Diff(want, d.matters()); diff != "" {
		t.Error(diff)
	}
}

// hospital is a desk at whose hospital a thousand people have signed in today.
func hospital(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, Limits{})
	for n := range 1000 {
		d.prove(person(n, 7, "RXX"), start)
	}
	return d
}

func TestInventedFromOneNetwork(t *testing.T) {
	attack(t, hospital(t), decision.Unproven, func(n int) Identity {
		return Identity{Person: fmt.Sprint("invented-", n), Device: fmt.Sprint("invented-", n), Address: host(mallory, 1+n%250), Organisation: "RXX"}
	})
}

func TestInventedFromManyNetworks(t *testing.T) {
	attack(t, hospital(t), decision.Unproven, func(n int) Identity {
		return Identity{Person: fmt.Sprint("invented-", n), Device: fmt.Sprint("invented-", n), Address: host(1000+n, 9), Organisation: fmt.Sprint("R", n%50)}
	})
}

// He signed in once himself, and now invents people and devices.
func TestInventedFromProvenAddress(t *testing.T) {
	d := hospital(t)
	d.prove(Identity{Person: "mallory", Device: "his-pc", Address: host(mallory, 1)}, start)
	attack(t, d, decision.ByAddress, func(n int) Identity {
		return Identity{Person: fmt.Sprint("invented-", n), Device: fmt.Sprint("invented-", n), Address: host(mallory, 1), Organisation: "RXX"}
	})
}

// He signed in on his PC, and now invents people on it.
func TestInventedOnProvenDevice(t *testing.T) {
	d := hospital(t)
	d.prove(Identity{Person: "mallory", Device: "his-pc", Address: host(mallory, 1)}, start)
	attack(t, d, decision.ByDevice, func(n int) Identity {
		return Identity{Person: fmt.Sprint("invented-", n), Device: "his-pc", Address: host(mallory, 1+n%200), Organisation: "RXX"}
	})
}

// He signs in ten thousand times, each time as another device and under another
// spelling of his name.
func TestOneAccountProvesManyDevices(t *testing.T) {
	d := hospital(t)
	his := func(n int) Identity {
		spelling := []byte("mallory")
		for i := range spelling {
			if n>>i&1 == 1 {
				spelling[i] -= 'a' - 'A'
			}
		}
		return Identity{Person: string(spelling), Device: fmt.Sprint("invented-", n), Address: host(mallory, 1+n%200), Organisation: "RXX"}
	}
	for n := range attempts {
		d.prove(his(n), start)
	}
	attack(t, d, decision.ByDevice, func(n int) Identity {
		id := his(n)
		id.Person = ""
		return id
	})
	if reason, unit := d.Standing(his(77), minutes(30)); reason != "" || unit != decision.ByPerson || d.Status(minutes(30)).All.Used != 1 {
		t.Errorf("himself: %q by %v; %d count", reason, unit, d.Status(minutes(30)).All.Used)
	}
}

// He has a /48 of IPv6, and signs in once from each of ten thousand networks of it.
func TestOneAccountProvesManyAddresses(t *testing.T) {
	d := hospital(t)
	at := func(n int) netip.Addr {
		return netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 0, 1, byte(n >> 8), byte(n), 15: 1})
	}
	for n := range attempts {
		d.prove(Identity{Person: "mallory", Address: at(n)}, start)
	}
	attack(t, d, decision.ByAddress, func(n int) Identity {
		return Identity{Person: fmt.Sprint("invented-", n), Address: at(n), Organisation: fmt.Sprint("R", n%40)}
	})
}

// He learned ten thousand names of people who really sign in, elsewhere.
func TestRealNamesFromElsewhere(t *testing.T) {
	d := newDesk(t, Limits{})
	for n := range attempts {
		d.prove(person(n, n%300, "RXX"), start)
	}
	attack(t, d, decision.Unproven, func(n int) Identity {
		id := person(n, 0, "RXX")
		id.Address = host(1000+mallory, 1+n%250)
		return id
	})
}

// The same, while he may sign in himself.
func TestRealNamesFromProvenAddress(t *testing.T) {
	d := newDesk(t, Limits{})
	for n := range attempts {
		d.prove(person(n, n%300, "RXX"), start)
	}
	d.prove(Identity{Person: "mallory", Device: "his-pc", Address: host(1000+mallory, 1)}, start)
	attack(t, d, decision.ByAddress, func(n int) Identity {
		id := person(n, 0, "RXX")
		id.Address = host(1000+mallory, 1)
		return id
	})
}

// He sits behind the address of a hospital where others sign in all the time, so
// that it is vouched for by somebody else at each attempt.
func TestInventedBehindABusyAddress(t *testing.T) {
	d := newDesk(t, Limits{})
	n := 0
	attack(t, d, decision.ByAddress, func(int) Identity {
		n++
		d.prove(Identity{Person: fmt.Sprint("person-", n), Device: fmt.Sprint("pc-", n), Address: host(7, 1)}, start)
		return Identity{Person: fmt.Sprint("invented-", n), Device: fmt.Sprint("invented-", n), Address: host(7, 1), Organisation: "RXX"}
	})
}

// Attempts of which nothing is proven are let through where something is open,
// and do not keep it open.
func TestUnprovenWhereItIsOpen(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	for n := range 3 {
		d.refuse(d.prove(person(n, 7, "RXX"), start), start)
	}
	unknown := Identity{Person: "new", Device: "new", Address: host(mallory, 1), Organisation: "RXX"}
	for n := range 100 {
		if reason, unit := d.Standing(unknown, minutes(float64(n)/10)); reason != decision.Budget || unit != decision.Unproven {
			t.Fatalf("%q by %v", reason, unit)
		}
	}
	if s := d.Status(minutes(10)); s.Unproven.Used != 0 || s.Organisations[0].Used != 3 {
		t.Errorf("who was warned is on the meter of the refused, or in the count: %+v", s)
	}
	d.WindowEnded(minutes(70))
	if reason, _ := d.Standing(unknown, minutes(71)); reason != "" {
		t.Errorf("%q", reason)
	}
}

// The page about unproven attempts comes once an hour, not once an attempt.
func TestMeterPagesOnceAnHour(t *testing.T) {
	d := newDesk(t, Limits{Unproven: 10})
	for n := range 3 * 60 * 6 { // three hours, six a minute
		at := start.Add(time.Duration(n) * 10 * time.Second)
		d.refuse(Identity{Person: fmt.Sprint("invented-", n), Address: host(1, 1), Organisation: "RXX"}, at)
	}
	if n := len(d.matters()); n != 3 {
		t.Errorf("%d pages in three hours: %q", n, d.matters())
	}
}
