package estate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
)

func london(t testing.TB) *civil.Zone {
	t.Helper()
	z, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestTable(t *testing.T) {
	e := New(london(t), []string{"agent"})
	a := e.AddSource(Source{Name: "cards.csv", Rank: Inventory, Made: 100})
	b := e.AddSource(Source{Name: "cim.csv", Rank: Inventory, Made: 200})
	series := e.Cards.Column("series")
	row, isNew := e.Cards.Row("0612345678", Origin{a, 2, NoTime})
	if row != 0 || !isNew {
		t.Fatalf("row %d, new %t", row, isNew)
	}
	for _, set := range []struct {
		text string
		o    Origin
	}{{"6", Origin{a, 2, NoTime}}, {"06", Origin{a, 3, NoTime}}, {"8", Origin{b, 2, NoTime}}} {
		if err := e.Cards.Set(row, series, set.text, set.o); err != nil {
			t.Fatal(err)
		}
	}
	e.Finish()
	if got := series.Text(row); got != "8" {
		t.Errorf("series is %q", got)
	}
	want := []Dispute{{Column: "series", Value: "6", Source: a, Line: 2, Seen: 100}}
	if diff := cmp.Diff(want, e.Cards.Disputes(row)); diff != "" {
		t.Errorf("disputes (-want +got)\n%s", diff)
	}
}
