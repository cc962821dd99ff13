package estate

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/lanyard-id/lanyard/fact"
)

// Different tables are filled side by side, with sources that come meanwhile,
// and what is finished is read by many: this is for the race detector.
func TestTablesAreFilledSideBySide(t *testing.T) {
	e := New(london(t), []string{"agent"})
	const rows = 500
	var filling sync.WaitGroup
	fill := func(do func(o Origin, n int)) {
		filling.Go(func() {
			for file := range 4 {
				source := e.AddSource(Source{Name: fmt.Sprint("file ", file), Made: int64(file)})
				for n := range rows {
					do(Origin{source, n + 2, NoTime}, n)
				}
			}
		})
	}
	version, err := fact.ParseVersion("2.4")
	if err != nil {
		t.Fatal(err)
	}
	check := func(err error) {
		if err != nil {
			t.Error(err)
		}
	}
	fill(func(o Origin, n int) {
		row, _ := e.Cards.Row(fmt.Sprint("C", n), o)
		check(e.Cards.Set(row, e.Cards.Column("series"), fmt.Sprint(int(o.Source)%3+4), o))
		check(e.Cards.Set(row, e.Cards.Column("holder"), fmt.Sprint("P", n), o))
	})
	fill(func(o Origin, n int) {
		row := e.Device([]Identifier{{NamespaceDevice, fmt.Sprint("D", n)}, {NamespaceName, fmt.Sprint("PC", n)}}, o)
		check(e.Software.Add(row, 0, &version, o))
		check(e.Software.SetComplete(row, true, o))
		e.Memberships.Add(row, "spine", o)
		e.Users.Add(row, fmt.Sprint("p", n, "@example.org"), o)
	})
	fill(func(o Origin, n int) {
		row, _ := e.People.Row(fmt.Sprint("P", n), o)
		check(e.People.Set(row, e.People.Column("email"), fmt.Sprint("P", n, "@example.org"), o))
		check(e.People.Set(row, e.People.Column("organisation"), fmt.Sprint("O", n%7), o))
	})
	fill(func(o Origin, n int) {
		row, _ := e.Organisations.Row(fmt.Sprint("O", n%9), o)
		check(e.Organisations.Set(row, e.Organisations.Column("parent"), "TOP", o))
	})
	fill(func(o Origin, n int) {
		check(e.SignIns.Append(SignIn{At: int64(n), Device: fmt.Sprint("pc", n), Card: fmt.Sprint("C", n), Version: "2.4"}, o, func(string, string, error) { t.Error("rejected") }))
	})
	filling.Wait()
	e.Finish()
	e.Finish()
	var reading sync.WaitGroup
	for range 4 {
		reading.Go(func() {
			for n := range rows {
				row, _ := e.Devices.Find(fmt.Sprint("D", n))
				if ids := e.Identity.Identifiers(row); len(ids) != 2 {
					t.Errorf("device %d has %v", n, ids)
				}
				if in, ok := e.SignIns.ByDevice().Newest(row); !ok || e.SignIns.Card(in) < 0 {
					t.Errorf("device %d has no sign-in", n)
				}
				if len(e.Users.People(e.Users.Of(row))) != 1 || len(e.Cards.Disputes(n)) == 0 {
					t.Errorf("device %d has no user, or card %d no dispute", n, n)
				}
				e.Software.Disputes(row)
				e.Software.Seen(row)
				if org := e.OrganisationRow(e.People, n); strings.Join(e.Organisations.Within(org), "") != "TOP" {
					t.Errorf("person %d is in row %d", n, org)
				}
			}
		})
	}
	reading.Wait()
	if e.Devices.Len() != rows {
		t.Errorf("%d devices", e.Devices.Len())
	}
}

func TestFactsMayBeSetBetweenJoinAndFinish(t *testing.T) {
	e := New(london(t), nil)
	a := e.AddSource(Source{Name: "intune", Made: 1})
	hand := e.AddSource(Source{Name: "by hand", Rank: Hand, Made: 2})
	e.Device([]Identifier{{NamespaceIntune, "G1"}, {NamespaceName, "PC1"}}, Origin{a, 2, NoTime})
	row := e.Device([]Identifier{{NamespaceDevice, "PC1"}}, Origin{a, 3, NoTime})
	set(t, e.Devices, row, "organisation", "RXX", Origin{a, 3, NoTime})
	e.Device([]Identifier{{NamespaceDevice, "PC2"}}, Origin{a, 4, NoTime})
	e.Join()
	c := e.Devices.Column("organisation")
	for row := range e.Devices.Len() {
		if c.Number(row) == 0 {
			set(t, e.Devices, row, "organisation", "RYY", Origin{hand, 0, NoTime})
		}
	}
	e.Finish()
	for id, want := range map[string]string{"PC1": "RXX", "PC2": "RYY"} {
		row, _ := e.Devices.Find(id)
		if got := e.Organisations.Key(e.OrganisationRow(e.Devices, row)); got != want || len(e.Devices.Disputes(row)) != 0 {
			t.Errorf("%s is in %q, want %q, with the disputes %v", id, got, want, e.Devices.Disputes(row))
		}
	}
}
