package budget

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

func TestStatus(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 3})
	refuse := func(organisation string, from, until int, change func(*Identity)) {
		for n := from; n < until; n++ {
			id := d.prove(person(n, 7, organisation), start)
			if change != nil {
				change(&id)
			}
			d.refuse(id, minutes(float64(n)))
		}
	}
	refuse("RYY", 0, 2, nil)
	refuse("RXX", 2, 4, func(id *Identity) { id.Person = "" })
	refuse("RXX", 4, 6, func(id *Identity) { id.Person, id.Device = "", "" })
	refuse("RXX", 6, 8, nil)
	refuse("", 8, 10, func(id *Identity) { id.Person = "" })
	zone := time.FixedZone("BST", 3600)
	s := d.Status(minutes(10).In(zone))
	want := []Organisation{
		{"RXX", Count{Used: 6, Limit: 3, People: 2, Devices: 2, Addresses: 2, Unit: decision.ByAddress, Since: minutes(5).In(zone), Opened: 4}},
		{"", Count{Used: 2, Limit: 3, Devices: 2, Unit: decision.ByDevice}},
		{"RYY", Count{Used: 2, Limit: 3, People: 2, Unit: decision.ByPerson}},
	}
	if diff := cmp.Diff(want, s.Organisations); diff != "" {
		t.Error(diff)
	}
	if s.Organisations[0].Since.Location() != zone {
		t.Error("told in another zone than it was asked in")
	}
	if s.Open != 1 || s.More != 0 || s.All.Used != 10 || s.All.Limit != 1000 || s.All.Unit != decision.ByDevice || s.Known.People != 10 || s.LastReset != nil || s.Err != nil {
		t.Errorf("%+v", s)
	}
	// An hour later nobody counts, and it changed nothing.
	if s := d.Status(minutes(200)); len(s.Organisations) != 1 || s.Organisations[0].Used != 0 || s.All.Used != 0 || s.All.Unit != decision.ByPerson {
		t.Errorf("%+v", s)
	}
	if again := d.Status(minutes(10).In(zone)); !cmp.Equal(again.Organisations, want) {
		t.Error("asking later changed what it says of before")
	}
}

// A status names so many organisations and no more, the open ones first.
func TestStatusIsBounded(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	for n := range 3 * mostListed {
		organisation := fmt.Sprintf("R%03d", n)
		for who := range 1 + n%3 {
			id := person(10*n+who, n, organisation)
			id.Certificate = decision.ByPerson
			d.refuse(id, start)
		}
	}
	s := d.Status(start)
	if len(s.Organisations) != mostListed || s.More != 2*mostListed || s.Open != mostListed {
		t.Errorf("%d are listed, %d more, %d are open", len(s.Organisations), s.More, s.Open)
	}
	for n, o := range s.Organisations {
		if o.Since.IsZero() || o.Code != fmt.Sprintf("R%03d", 3*n+2) {
			t.Fatalf("%d: %+v", n, o)
		}
	}
}

// Beyond a thousand more than the limit it says at least.
func TestCountsALittleBeyondTheLimit(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	for n := range 5000 {
		id := person(n, n%300, "RXX")
		id.Certificate = decision.ByPerson
		d.refuse(id, start)
		if n == 1000 {
			if o := d.Status(start).Organisations[0]; o.Used != 1001 || o.AtLeast {
				t.Errorf("%+v", o)
			}
		}
	}
	if o := d.Status(start).Organisations[0]; o.Used != 2+1+beyondLimit || !o.AtLeast || o.Opened != 3 {
		t.Errorf("%+v", o)
	}
}

// More organisations than there can be: what finds no room is counted with what
// has none, and what was there keeps its place.
func TestOrganisationsAreBounded(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	id := d.prove(person(1, 7, "RXX"), start)
	d.refuse(id, start)
	most := 0
	for n := range 2 * mostOrganisations {
		id.Organisation = fmt.Sprint("invented-", n)
		d.refuse(id, start)
		if n%1000 == 0 {
			most = max(most, len(d.organisations()))
		}
	}
	if most = max(most, len(d.organisations())); most > mostOrganisations+1 {
		t.Errorf("%d organisations are held, at most %d", most, mostOrganisations)
	}
	s := d.Status(start)
	if s.Crammed == 0 || s.Open != 0 || s.All.Used != 1 {
		t.Errorf("%d found no room, %d are open, %d count", s.Crammed, s.Open, s.All.Used)
	}
	// One that finds no room is open where what has none is.
	for n := range 3 {
		d.refuse(d.prove(person(100+n, 7, ""), start), start)
	}
	if r := d.Weakened("RXX", start); r != "" {
		t.Errorf("an organisation with room of its own: %q", r)
	}
	if r := d.Weakened("another", start); r != decision.Budget {
		t.Errorf("one without: %q", r)
	}
	// When nobody of them counts any more there is room again.
	d.refuse(d.prove(person(500, 7, "another"), start), minutes(61))
	if r := d.Weakened("another", minutes(61)); r != "" {
		t.Errorf("an hour later: %q", r)
	}
}

// Memory for all organisations together has an end; room is looked for, and what
// finds none is told.
func TestCountedIsBounded(t *testing.T) {
	d := newDesk(t, Limits{Organisation: 2})
	for n := range 100 {
		d.refuse(d.prove(person(n, 7, fmt.Sprint("R", n)), start), start)
	}
	d.counted.Store(mostCounted) // as if the others were there
	if r := d.refuse(d.prove(person(200, 7, "RXX"), minutes(10)), minutes(10)); r != "" {
		t.Errorf("%q", r)
	}
	if s := d.Status(minutes(10)); s.Uncounted != 1 || s.All.Used != 101 {
		t.Errorf("%d were not counted, %d in all", s.Uncounted, s.All.Used)
	}
	// The hundred grow old: their room is found.
	d.refuse(d.prove(person(201, 7, "RXX"), minutes(65)), minutes(65))
	if s := d.Status(minutes(65)); s.Uncounted != 1 || len(s.Organisations) != 1 || s.Organisations[0].Used != 1 {
		t.Errorf("%+v", s)
	}
	if n := d.counted.Load(); n != mostCounted-100+1 {
		t.Errorf("%d are held", n)
	}
}

// Without a page to call, and with a store that knows nobody, it does its work.
func TestBare(t *testing.T) {
	store, err := proven.Open("", start)
	if err != nil {
		t.Fatal(err)
	}
	b := New(Limits{Organisation: 1, Unproven: 1}, store, nil)
	for n := range 5 {
		id := person(n, 7, "RXX")
		b.Standing(id, start)
		id.Certificate = decision.ByPerson
		if r, _ := b.Standing(id, start); (r == decision.Budget) != (n >= 1) {
			t.Errorf("number %d: %q", n, r)
		}
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	for _, at := range []time.Time{{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)} {
		b.Standing(person(1, 1, "RYY"), at)
		b.WindowEnded(at)
		b.Status(at)
	}
}
