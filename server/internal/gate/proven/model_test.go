package proven

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// model is what is proven, in the simplest form that can be.
type model map[string]entry

type entry struct {
	hour    int64
	voucher string
	// within are who vouched within the hour: the disk is told of the first, and
	// of others only when it is written anew.
	within []string
	// gone: memory forgot it, for a clock that may have been ahead. The disk may
	// bring it back.
	gone bool
}

func (m model) set(key string, hour int64, voucher string) {
	within := []string{voucher}
	if old, ok := m[key]; ok && old.hour == hour && !old.gone {
		within = append(old.within, voucher)
	}
	m[key] = entry{hour, voucher, within, false}
}

// vouchers lists who may be remembered as the voucher.
func (e entry) vouchers() []string {
	if e.voucher != "" {
		return []string{e.voucher}
	}
	return e.within
}

// restart does what reading the disk again does.
func (m model) restart() {
	for key, v := range m {
		v.voucher = ""
		m[key] = v
	}
}

// forget does what a sweep does.
func (m model) forget(hour int64) {
	for key, v := range m {
		switch {
		case v.hour > hour && !v.gone:
			v.hour = hour
			m[key] = v
		case hour-v.hour >= 7*24:
			v.gone = true
			m[key] = v
		}
	}
}

func (m model) counts(key string, hour int64) bool {
	v, ok := m[key]
	return ok && hour-v.hour < 7*24
}

// Whatever is proven, asked, swept, kept and read again, by a clock that goes
// both ways: the store says what the model says.
func TestModel(t *testing.T) {
	root := t.TempDir()
	folders := 0
	networks := []string{"192.0.2.1", "192.0.2.9", "198.51.100.1", "2001:db8::1", "2001:db8:0:100::1"}
	rapid.Check(t, func(t *rapid.T) {
		folders++
		dir := filepath.Join(root, fmt.Sprint(folders))
		at := start
		s, err := Open(dir, at)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if err := os.RemoveAll(dir); err != nil {
				t.Error(err)
			}
		}()
		m := model{}
		identity := func() Identity {
			id := Identity{Address: addr(rapid.SampledFrom(networks).Draw(t, "address"))}
			if n := rapid.IntRange(0, 4).Draw(t, "person"); n > 0 {
				id.Person = fmt.Sprint("p", n)
			}
			if n := rapid.IntRange(0, 4).Draw(t, "device"); n > 0 {
				id.Device = fmt.Sprint("d", n)
			}
			return id
		}
		// The model's own idea of networks and hosts.
		network := map[string]string{networks[0]: "A", networks[1]: "A", networks[2]: "B", networks[3]: "C", networks[4]: "D"}
		t.Repeat(map[string]func(*rapid.T){
			"prove": func(t *rapid.T) {
				id, hour := identity(), at.Unix()/3600
				s.Prove(id, at)
				where := network[id.Address.String()]
				voucher := "address " + id.Address.String()
				if id.Person != "" {
					voucher = "person " + id.Person
					m.set(voucher+" "+where, hour, voucher)
				}
				if id.Device != "" {
					m.set("device "+id.Device+" "+where, hour, voucher)
				}
				m.set("address "+id.Address.String(), hour, voucher)
			},
			"ask": func(t *rapid.T) {
				id, hour := identity(), at.Unix()/3600
				where := network[id.Address.String()]
				unclear := false
				want, vouchers := decision.Unproven, []string(nil)
				for unit, key := range map[decision.Unit]string{
					decision.ByPerson:  "person " + id.Person + " " + where,
					decision.ByDevice:  "device " + id.Device + " " + where,
					decision.ByAddress: "address " + id.Address.String(),
				} {
					unclear = unclear || m[key].gone
					if m.counts(key, hour) && unit > want {
						want, vouchers = unit, m[key].vouchers()
					}
				}
				if unclear {
					return
				}
				got := s.Strongest(id, decision.Unproven, at)
				if got.Unit != want {
					t.Fatalf("%+v at %v: %v, want %v", id, at, got.Unit, want)
				}
				vouched := func(by string) bool { return got.Voucher == markOf(t, s, by) }
				if want != decision.Unproven && !slices.ContainsFunc(vouchers, vouched) {
					t.Fatalf("%+v is vouched for by none of %q", id, vouchers)
				}
			},
			"pass": func(t *rapid.T) {
				at = at.Add(time.Duration(rapid.IntRange(0, 100*60).Draw(t, "minutes")) * time.Minute)
			},
			"step": func(t *rapid.T) {
				at = at.Add(time.Duration(rapid.IntRange(-30*24, 30*24).Draw(t, "hours")) * time.Hour)
			},
			"sweep": func(t *rapid.T) {
				s.tell(hourOf(at))
				s.sweep(hourOf(at))
				m.forget(at.Unix() / 3600)
			},
			"reopen": func(t *rapid.T) {
				if rapid.IntRange(0, 7).Draw(t, "seldom") > 0 {
					return
				}
				// Sweeping first: whether a flush sweeps is not the model's affair.
				s.tell(hourOf(at))
				s.sweep(hourOf(at))
				m.forget(at.Unix() / 3600)
				m.restart()
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				if s, err = Open(dir, at); err != nil {
					t.Fatal(err)
				}
				if p := s.Status().Loaded.Problems; len(p) > 0 && s.Status().Loaded.Future == 0 {
					t.Fatalf("%q", p)
				}
			},
		})
	})
}

// markOf is the mark of what the model calls by name.
func markOf(t *rapid.T, s *Store, name string) Mark {
	var n naming
	ok := false
	var text string
	if _, err := fmt.Sscanf(name, "person %s", &text); err == nil {
		n, ok = s.marker.name(decision.ByPerson, text)
	} else if _, err := fmt.Sscanf(name, "address %s", &text); err == nil {
		n, ok = s.marker.address(Identity{Address: addr(text)})
	}
	if !ok {
		t.Fatalf("nobody is called %q", name)
	}
	return n.mark()
}
