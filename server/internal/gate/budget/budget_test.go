package budget

import (
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/gate/config"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/pager"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

var start = time.Date(2025, 7, 8, 10, 0, 0, 0, time.UTC)

func minutes(n float64) time.Time { return start.Add(time.Duration(n * float64(time.Minute))) }

// desk is a budget with what it paged.
type desk struct {
	*Budget
	store *proven.Store
	mu    sync.Mutex
	pages []pager.Page
}

func newDesk(t testing.TB, l Limits) *desk {
	t.Helper()
	store, err := proven.Open("", start)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	d := &desk{store: store}
	d.Budget = New(l, store, func(p pager.Page) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.pages = append(d.pages, p)
	})
	return d
}

// prove lets somebody sign in.
func (d *desk) prove(id Identity, at time.Time) Identity {
	d.store.Prove(proven.Identity{Person: id.Person, Device: id.Device, Address: id.Address}, at)
	return id
}

// refuse asks before a refusal, and reports the reason not to.
func (d *desk) refuse(id Identity, at time.Time) decision.Reason {
	reason, _ := d.Standing(id, at)
	return reason
}

// matters lists what was paged, in short.
func (d *desk) matters() (list []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range d.pages {
		list = append(list, fmt.Sprintf("%s %s %d/%d %s", p.What, p.Organisation, p.Count, p.Limit, p.Unit))
	}
	return list
}

// host gives address n of a network: site is 0 to 65535, n 1 to 254.
func host(site, n int) netip.Addr {
	return netip.AddrFrom4([4]byte{10, byte(site >> 8), byte(site), byte(n)})
}

func person(n, site int, organisation string) Identity {
	return Identity{Person: fmt.Sprint("person-", n), Device: fmt.Sprint("pc-", n), Address: host(site, 1+n%250), Organisation: organisation}
}

const limit = 25

// A crowd of people, devices or addresses: exactly the limit is refused, and the
// next one opens it.
func TestExactlyBeyondTheLimit(t *testing.T) {
	tests := []struct {
		name string
		// refused makes who is refused of who signed in.
		refused func(Identity) Identity
		unit    decision.Unit
	}{
		{"people", func(id Identity) Identity { return id }, decision.ByPerson},
		{"people on devices that nobody knows", func(id Identity) Identity { id.Device = "new"; return id }, decision.ByPerson},
		{"devices, as the legacy protocol begins", func(id Identity) Identity { id.Person = ""; return id }, decision.ByDevice},
		{"addresses", func(id Identity) Identity { id.Person, id.Device = "", ""; return id }, decision.ByAddress},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t, Limits{Organisation: limit})
			for n := range limit + 5 {
				d.prove(person(n, 7, "RXX"), start.Add(-24*time.Hour))
			}
			for n := range limit + 5 {
				reason, unit := d.Standing(test.refused(person(n, 7, "RXX")), minutes(float64(n)))
				want := decision.Reason("")
				if n >= limit {
					want = decision.Budget
				}
				if reason != want || unit != test.unit {
					t.Errorf("number %d: %q by %v, want %q by %v", n+1, reason, unit, want, test.unit)
				}
			}
			// Who was refused before is not any more.
			if reason := d.refuse(test.refused(person(0, 7, "RXX")), minutes(31)); reason != decision.Budget {
				t.Errorf("the first one again: %q", reason)
			}
			if r := d.Weakened("RXX", minutes(31)); r != decision.Budget {
				t.Errorf("RXX: %q", r)
			}
			if r := d.Weakened("RYY", minutes(31)); r != "" {
				t.Errorf("another organisation: %q", r)
			}
			want := []string{fmt.Sprintf("organisation-open RXX 26/25 %v", test.unit)}
			if diff := cmp.Diff(want, d.matters()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The same ones again and again are no crowd, whoever they are.
func TestCountedOnce(t *testing.T) {
	d := newDesk(t, Limits{Organisation: limit})
	for n := range limit {
		d.prove(person(n, 7, "RXX"), start)
	}
	for round := range 40 {
		for n := range limit {
			id := person(n, 7, "RXX")
			id.Device = fmt.Sprint("device-", round) // one that the person has not used before
			if round%3 == 1 {
				id.Person, id.Device = "", person(n, 7, "").Device // the person's own, as it is known today
			}
			if reason := d.refuse(id, minutes(float64(round))); reason != "" {
				t.Fatalf("round %d: %q", round, reason)
			}
		}
	}
	if s := d.Status(minutes(40)); s.Organisations[0].Used != limit || s.Organisations[0].People != limit {
		t.Errorf("%+v", s.Organisations)
	}
}

// Who was locked out and gets in later was locked out all the same.
func TestWhoGetsInLaterCounts(t *testing.T) {
	d := newDesk(t, Limits{Organisation: limit})
	for n := range limit + 1 {
		id := d.prove(person(n, 7, "RXX"), start)
		want := decision.Reason("")
		if n == limit {
			want = decision.Budget
		}
		if reason := d.refuse(id, minutes(float64(n))); reason != want {
			t.Errorf("number %d: %q", n, reason)
		}
		d.prove(id, minutes(float64(n)+0.5)) // another PC, and in
	}
}

// The hour slides, and its end does not belong to it.
func TestHourSlides(t *testing.T) {
	refuse := func(last time.Duration) decision.Reason {
		d := newDesk(t, Limits{Organisation: 2})
		for n := range 3 {
			d.prove(person(n, 7, "RXX"), start)
		}
		d.refuse(person(0, 7, "RXX"), start)
		d.refuse(person(1, 7, "RXX"), start.Add(30*time.Minute))
		return d.refuse(person(2, 7, "RXX"), start.Add(last))
	}
	if got := refuse(time.Hour - 1); got != decision.Budget {
		t.Errorf("three within an hour but a nanosecond: %q", got)
	}
	if got := refuse(time.Hour); got != "" {
		t.Errorf("the first was an hour ago: %q", got)
	}
	// Whoever is refused again counts from then.
	d := newDesk(t, Limits{Organisation: 2})
	for n := range 3 {
		d.prove(person(n, 7, "RXX"), start)
	}
	d.refuse(person(0, 7, "RXX"), start)
	d.refuse(person(1, 7, "RXX"), start)
	d.refuse(person(0, 7, "RXX"), minutes(50))
	d.refuse(person(1, 7, "RXX"), minutes(55))
	if got := d.refuse(person(2, 7, "RXX"), minutes(100)); got != decision.Budget {
		t.Errorf("all three within the last hour: %q", got)
	}
	// A steady trickle of fewer in an hour than the limit opens nothing, ever.
	d = newDesk(t, Limits{Organisation: 4})
	for n := range 200 {
		at := minutes(float64(n) * 15)
		if got := d.refuse(d.prove(person(n, 7, "RXX"), at), at); got != "" {
			t.Fatalf("number %d, four in any hour: %q", n, got)
		}
	}
}

// What has no organisation, or a name that is none, opens only what has none.
func TestUnknownOrganisation(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	long := string(make([]byte, mostNameBytes+1))
	for n, organisation := range []string{"", long, ""} {
		d.refuse(d.prove(person(n, 7, organisation), start), start)
	}
	for organisation, want := range map[string]decision.Reason{"": decision.Budget, long: decision.Budget, "RXX": ""} {
		if got := d.Weakened(organisation, start); got != want {
			t.Errorf("%.5q: %q, want %q", organisation, got, want)
		}
	}
	if diff := cmp.Diff([]string{"organisation-open  3/2 people"}, d.matters()); diff != "" {
		t.Error(diff)
	}
}

// A certificate proves in the attempt itself, without a sign-in before.
func TestCertificate(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	for n := range 3 {
		id := person(n, 7, "RXX")
		id.Certificate = decision.ByPerson
		if n == 2 {
			id.Certificate = decision.ByDevice
		}
		reason, unit := d.Standing(id, start)
		if unit != id.Certificate || (reason == decision.Budget) != (n == 2) {
			t.Errorf("number %d: %q by %v", n, reason, unit)
		}
	}
	// A certificate of one device makes no crowd of the people it makes up.
	d = newDesk(t, Limits{Organisation: 2})
	for n := range 1000 {
		id := Identity{Person: fmt.Sprint("invented-", n), Device: "pc-1", Address: host(1, 1), Organisation: "RXX", Certificate: decision.ByDevice}
		if reason, unit := d.Standing(id, start); reason != "" || unit != decision.ByDevice {
			t.Fatalf("number %d: %q by %v", n, reason, unit)
		}
	}
}

// A configuration that says nothing means what it says that it means.
func TestDefaultsAreThoseOfTheConfiguration(t *testing.T) {
	got := [...]int{Defaults().Organisation, Defaults().All, Defaults().Organisations, Defaults().Networks, Defaults().Unproven}
	want := [...]int{config.DefaultOrganisation, config.DefaultAll, config.DefaultOrganisations, config.DefaultNetworks, config.DefaultUnproven}
	if got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestLimits(t *testing.T) {
	if err := (Limits{}).Check(); err != nil {
		t.Error(err)
	}
	if got := (Limits{}).WithDefaults(); got != Defaults() {
		t.Errorf("%+v", got)
	}
	good := Limits{Organisation: 1, All: 1, Per: time.Minute, Organisations: 2, Networks: 2, Unproven: 1, Reset: time.Minute}
	if err := good.Check(); err != nil || good.WithDefaults() != good {
		t.Errorf("%v", err)
	}
	for name, change := range map[string]func(*Limits){
		"organisation":         func(l *Limits) { l.Organisation = -1 },
		"organisation, large":  func(l *Limits) { l.Organisation = mostOrganisation + 1 },
		"all":                  func(l *Limits) { l.All = -1 },
		"all, large":           func(l *Limits) { l.All = mostAll + 1 },
		"per":                  func(l *Limits) { l.Per = time.Second },
		"per, long":            func(l *Limits) { l.Per = 25 * time.Hour },
		"one organisation":     func(l *Limits) { l.Organisations = 1 },
		"one network":          func(l *Limits) { l.Networks = 1 },
		"unproven":             func(l *Limits) { l.Unproven = -5 },
		"shorter than counted": func(l *Limits) { l.Per = time.Hour; l.Reset = time.Minute },
	} {
		l := good
		change(&l)
		if l.Check() == nil {
			t.Errorf("%s: %+v is taken", name, l)
		}
		if err := l.legal().Check(); err != nil {
			t.Errorf("%s: brought within bounds: %v", name, err)
		}
	}
}
