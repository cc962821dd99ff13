package proven

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

var start = time.Date(2025, 7, 8, 9, 58, 0, 0, time.UTC)

func addr(text string) netip.Addr { return netip.MustParseAddr(text) }

// open opens a store that is closed with the test.
func open(t testing.TB, dir string, at time.Time) *Store {
	t.Helper()
	s, err := Open(dir, at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStrongest(t *testing.T) {
	s := open(t, "", start)
	s.Prove(Identity{"person-1", "device-1", addr("192.0.2.10")}, start)
	s.Prove(Identity{Device: "device-2", Address: addr("2001:db8:1:200::1")}, start)
	s.Prove(Identity{Person: "person-3", Device: "device-3"}, start) // no address: proves nothing

	tests := []struct {
		name      string
		id        Identity
		certified decision.Unit
		after     time.Duration
		want      decision.Unit
	}{
		{"the same", Identity{"person-1", "device-1", addr("192.0.2.10")}, 0, 0, decision.ByPerson},
		{"another spelling", Identity{" PERSON-1", "", addr("192.0.2.10")}, 0, 0, decision.ByPerson},
		{"another address of the network", Identity{"person-1", "device-1", addr("192.0.2.200")}, 0, 0, decision.ByPerson},
		{"the same network inside IPv6", Identity{"person-1", "", addr("::ffff:192.0.2.99")}, 0, 0, decision.ByPerson},
		{"another network", Identity{"person-1", "device-1", addr("192.0.3.10")}, 0, 0, decision.Unproven},
		{"no network", Identity{Person: "person-1", Device: "device-1"}, 0, 0, decision.Unproven},
		{"an invented person on a proven device", Identity{"invented", "device-1", addr("192.0.2.11")}, 0, 0, decision.ByDevice},
		{"all invented, from a proven address", Identity{"invented", "invented", addr("192.0.2.10")}, 0, 0, decision.ByAddress},
		{"all invented, from beside it", Identity{"invented", "invented", addr("192.0.2.11")}, 0, 0, decision.Unproven},
		{"a person's name is no device's", Identity{"device-1", "person-1", addr("192.0.2.11")}, 0, 0, decision.Unproven},
		{"IPv6: the same /64", Identity{Address: addr("2001:db8:1:200:ffff::9")}, 0, 0, decision.ByAddress},
		{"IPv6: another /64 of the /56", Identity{Address: addr("2001:db8:1:2ff::9")}, 0, 0, decision.Unproven},
		{"IPv6: a device in the /56", Identity{Device: "device-2", Address: addr("2001:db8:1:2ff::9")}, 0, 0, decision.ByDevice},
		{"IPv6: a device in another /56", Identity{Device: "device-2", Address: addr("2001:db8:1:300::9")}, 0, 0, decision.Unproven},
		{"proven without an address", Identity{"person-3", "device-3", addr("192.0.2.77")}, 0, 0, decision.Unproven},
		{"a certificate of the person, anywhere", Identity{Person: "person-9", Address: addr("203.0.113.1")}, decision.ByPerson, 0, decision.ByPerson},
		{"a certificate of the device, and a person invented", Identity{"invented", "device-9", addr("203.0.113.1")}, decision.ByDevice, 0, decision.ByDevice},
		{"a certificate of a device that is not named", Identity{Person: "invented", Address: addr("203.0.113.1")}, decision.ByDevice, 0, decision.Unproven},
		{"nothing said", Identity{}, 0, 0, decision.Unproven},
		{"nothing said but a certificate", Identity{}, decision.ByPerson, 0, decision.Unproven},
		{"6 days and 23 hours later", Identity{"person-1", "", addr("192.0.2.10")}, 0, 6*24*time.Hour + 23*time.Hour, decision.ByPerson},
		{"7 days later", Identity{"person-1", "device-1", addr("192.0.2.10")}, 0, 7 * 24 * time.Hour, decision.Unproven},
		{"before it was proven: the clock was set back", Identity{"person-1", "", addr("192.0.2.10")}, 0, -30 * 24 * time.Hour, decision.ByPerson},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := s.Strongest(test.id, test.certified, start.Add(test.after)); got.Unit != test.want {
				t.Errorf("proven: %v, want %v", got.Unit, test.want)
			} else if (got == Proof{}) != (test.want == decision.Unproven) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// One account must not count as many: what it proves is vouched for by it.
func TestVouchers(t *testing.T) {
	s := open(t, "", start)
	here := addr("192.0.2.10")
	for n := range 100 {
		s.Prove(Identity{"attacker", fmt.Sprint("invented-", n), here}, start)
	}
	person := s.Strongest(Identity{Person: "attacker", Address: here}, 0, start)
	if person.Voucher != person.Mark {
		t.Error("a person does not vouch for itself")
	}
	marks := map[Mark]bool{}
	for n := range 100 {
		p := s.Strongest(Identity{Device: fmt.Sprint("invented-", n), Address: here}, 0, start)
		if p.Unit != decision.ByDevice || p.Voucher != person.Mark {
			t.Fatalf("device %d: %+v, want one vouched for by %v", n, p, person.Mark)
		}
		marks[p.Mark] = true
	}
	if len(marks) != 100 {
		t.Errorf("100 devices have %d marks", len(marks))
	}

	// Who signs in last vouches for what is shared.
	s.Prove(Identity{"colleague", "invented-7", here}, start)
	if p := s.Strongest(Identity{Device: "invented-7", Address: here}, 0, start); p.Voucher == person.Mark {
		t.Error("the device is still vouched for by who was there before")
	}
	// Where no person is named, the address vouches.
	there := addr("198.51.100.1")
	s.Prove(Identity{Device: "a", Address: there}, start)
	s.Prove(Identity{Device: "b", Address: there}, start)
	a := s.Strongest(Identity{Device: "a", Address: there}, 0, start)
	b := s.Strongest(Identity{Device: "b", Address: there}, 0, start)
	if a.Mark == b.Mark || a.Voucher != b.Voucher || a.Voucher != s.Strongest(Identity{Address: there}, 0, start).Mark {
		t.Errorf("devices without a person: %+v %+v", a, b)
	}
	// The mark of a device is its own on every network.
	s.Prove(Identity{Device: "a", Address: here}, start)
	if s.Strongest(Identity{Device: "a", Address: here}, 0, start).Mark != a.Mark {
		t.Error("a device has two marks")
	}
}

// A full store forgets nobody it knows, and each kind has its own room.
func TestFull(t *testing.T) {
	s := open(t, "", start)
	s.room = [4]int64{decision.ByPerson: 3, decision.ByDevice: 5, decision.ByAddress: 1}
	here := addr("192.0.2.10")
	for n := range 10 {
		s.Prove(Identity{fmt.Sprint("person-", n), fmt.Sprint("device-", n), here}, start)
	}
	st := s.Status()
	if st.People != 3 || st.Devices != 5 || st.Addresses != 1 || st.Full != 7+5 {
		t.Errorf("%+v", st)
	}
	for n := range 10 {
		id := Identity{Person: fmt.Sprint("person-", n), Address: addr("192.0.2.11")}
		if got := s.Strongest(id, 0, start).Unit == decision.ByPerson; got != (n < 3) {
			t.Errorf("person %d is known: %v", n, got)
		}
	}
	// A week later there is room again.
	later := start.Add(Remembered)
	s.Prove(Identity{Address: here}, later)
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	s.Prove(Identity{"person-9", "device-9", here}, later)
	if st := s.Status(); st.People != 1 || st.Devices != 1 || st.Addresses != 1 {
		t.Errorf("%+v", st)
	}
}

func TestNetwork(t *testing.T) {
	tests := []struct{ a, want string }{
		{"192.0.2.255", "192.0.2.0/24"},
		{"0.0.0.0", "0.0.0.0/24"},
		{"::ffff:192.0.2.1", "192.0.2.0/24"},
		{"2001:db8:1:2ff:3::1", "2001:db8:1:200::/56"},
		{"fe80::1%eth0", "fe80::/56"},
		{"::", "::/56"},
	}
	for _, test := range tests {
		if got := NetworkOf(addr(test.a)).String(); got != test.want {
			t.Errorf("%s: %s, want %s", test.a, got, test.want)
		}
	}
	if n := NetworkOf(netip.Addr{}); n != 0 || n.String() != "unknown" {
		t.Errorf("no address: %v", n)
	}
	if NetworkOf(addr("0.0.0.0")) == 0 || NetworkOf(addr("::")) == 0 || NetworkOf(addr("::")) == NetworkOf(addr("0.0.0.0")) {
		t.Error("a network is taken for none, or for that of another family")
	}
}

// A million people and more must fit in 100 MB.
func TestMemory(t *testing.T) {
	const people, most = 1_300_000, 100 << 20
	before := heap()
	s := open(t, "", start)
	for n := range people {
		s.remember(Mark(uint64(n)*0x9e3779b97f4a7c15), proof{Mark(n), seenAt(decision.ByPerson, hourOf(start))})
	}
	took := heap() - before
	t.Logf("%d people take %d MB", s.Status().People, took>>20)
	if s.Status().People != people || took > most {
		t.Errorf("%d people take %d bytes, want %d in at most %d", s.Status().People, took, people, most)
	}
}
