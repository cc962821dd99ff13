package importing

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSideBySide adds tables about different subjects at once, and wants what
// comes of them one after another.
func TestSideBySide(t *testing.T) {
	tables := func() []Table {
		return []Table{
			csvTable("devices.csv", devicesCSV(2000)+"PC-1,short\n"),
			csvTable("cards.csv", cardsCSV(2000)+"0612345678,x,,,,,,,,,\n"),
			csvTable("people.csv", "person,organisation\nP000001,Z00001\n,Z00002\n"),
			csvTable("signins.csv", "at,person,card,device\n2025-07-01T08:00,P000001,0400000000,PC-0000001\nnever,,,\n"),
		}
	}
	tell := func(side bool) string {
		i, err := New(Options{Set: testSet(t)})
		if err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		for place, table := range tables() {
			table.Place = place
			add := func() {
				if err := i.Add(table, ""); err != nil {
					t.Error(err)
				}
			}
			if side {
				wait.Go(add)
			} else {
				add()
			}
		}
		wait.Wait()
		e, account := i.Finish()
		var out strings.Builder
		tellAccount(&out, account)
		tellEstate(&out, e)
		return out.String()
	}
	if diff := cmp.Diff(tell(false), tell(true)); diff != "" {
		t.Error(diff)
	}
}

// TestKinds holds every kind to a place in the order.
func TestKinds(t *testing.T) {
	for n, k := range Kinds() {
		if Order(k) != n {
			t.Errorf("%s: place %d instead of %d", k, Order(k), n)
		}
	}
	if Order("else") != len(Kinds()) {
		t.Error("a kind that does not exist has a place")
	}
}

func TestNearest(t *testing.T) {
	words := []string{"identity-agent", "last_seen", "organisation", "os"}
	for text, want := range map[string]string{"identityagnet": "identity-agent", "organization": "organisation", "lastseen": "last_seen", "colour": "", "x": "", "": ""} {
		if got := nearest(text, words); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestDeclared(t *testing.T) {
	const apps = "out/export.zip!AppInvRawData.csv"
	tests := []struct {
		complete, partial string
		table             string
		kind              Kind
		want              whole
	}{
		{"", "", apps, IntuneApps, undeclared},
		{"all", "", apps, IntuneApps, complete},
		{"", "all", apps, IntuneApps, partial},
		{"all", "all", apps, IntuneApps, partial},
		{"AppInvRawData.csv", "all", apps, IntuneApps, complete},
		{"all", "export.zip", apps, IntuneApps, partial},
		{"out/export.zip", "", apps, IntuneApps, complete},
		{"other.csv", "", apps, IntuneApps, undeclared},
		{"all", "", "devices.csv", Devices, undeclared},
		{"devices.csv", "", `C:\exports\devices.csv`, Devices, complete},
	}
	for _, test := range tests {
		o := Options{Complete: []string{test.complete}, Partial: []string{test.partial}}
		if got := o.declared(test.table, test.kind); got != test.want {
			t.Errorf("%s, with %q complete and %q partial: got %d, want %d", test.table, test.complete, test.partial, got, test.want)
		}
	}
}
