package estate_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

func newEstate(products ...string) *estate.Estate {
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		panic(err)
	}
	return estate.New(zone, products)
}

// may panics: the examples have no wrong cells.
func may(err error) {
	if err != nil {
		panic(err)
	}
}

// Two registers disagree about a card; the newer holds, and the other is told.
func ExampleTable_Set() {
	e := newEstate()
	series := e.Cards.Column("series")
	for n, file := range []string{"cards.csv", "report.csv"} {
		source := e.AddSource(estate.Source{Name: file, Rank: estate.Inventory, Made: int64(n)})
		o := estate.Origin{Source: source, Line: 2, Seen: estate.NoTime}
		row, _ := e.Cards.Row("0812345678", o)
		may(e.Cards.Set(row, series, []string{"6", "8"}[n], o))
	}
	e.Finish()
	row, _ := e.Cards.Find("0812345678")
	fmt.Println(series.Text(row))
	for _, d := range e.Cards.Disputes(row) {
		fmt.Println(d.Column, d.Value, "in", e.Sources[d.Source].Name)
	}
	// Output:
	// 8
	// series 6 in cards.csv
}

// A card of one type has one of three series; its number tells which.
func ExampleTable_SetSeveral() {
	e := newEstate()
	series := e.Cards.Column("series")
	o := estate.Origin{Source: e.AddSource(estate.Source{Name: "cards.csv"}), Line: 2, Seen: estate.NoTime}
	row, _ := e.Cards.Row("0612345678", o)
	may(e.Cards.SetSeveral(row, series, "4, 5 or 6", []notice.Value{notice.Int(4), notice.Int(5), notice.Int(6)}, o))
	fmt.Println(series.Text(row), len(series.Possible(series.Number(row))))
	may(e.Cards.Set(row, series, "6", o))
	fmt.Println(series.Text(row), len(series.Possible(series.Number(row))))
	// Output:
	// 4, 5 or 6 3
	// 6 1
}

// A GUID, a name and an id are one device, since files say so; another name is
// that of two devices, and stays nobody's.
func ExampleEstate_Device() {
	e := newEstate()
	o := estate.Origin{Source: e.AddSource(estate.Source{Name: "all.csv"}), Line: 2, Seen: estate.NoTime}
	e.Device([]estate.Identifier{{Namespace: estate.NamespaceIntune, Value: "0f3b"}, {Namespace: estate.NamespaceName, Value: "ward-1"}}, o)
	e.Device([]estate.Identifier{{Namespace: estate.NamespaceDevice, Value: "PC1"}, {Namespace: estate.NamespaceName, Value: "WARD-1"}}, o)
	e.Device([]estate.Identifier{{Namespace: estate.NamespaceDevice, Value: "PC2"}, {Namespace: estate.NamespaceName, Value: "DESK"}}, o)
	e.Device([]estate.Identifier{{Namespace: estate.NamespaceDevice, Value: "PC3"}, {Namespace: estate.NamespaceName, Value: "DESK"}}, o)
	e.Device([]estate.Identifier{{Namespace: estate.NamespaceName, Value: "DESK"}}, o)
	e.Finish()
	for row := range e.Devices.Len() {
		fmt.Println(e.Devices.Key(row), e.Identity.Identifiers(row))
	}
	for _, a := range e.Identity.Ambiguous() {
		fmt.Println(a.Value, "may be", strings.Join(a.Subjects, " or ")+"; to settle it:", a.Settle[0])
	}
	// Output:
	// PC1 [{device PC1} {intune 0f3b}]
	// PC2 [{device PC2}]
	// PC3 [{device PC3}]
	// DESK [{name DESK}]
	// DESK may be PC2 or PC3; to settle it: device,name,DESK,PC2
}

// A complete list says of what it does not name that it is not installed.
func ExampleSoftware() {
	e := newEstate("identity-agent", "oberthur-middleware")
	csv := e.AddSource(estate.Source{Name: "devices.csv", Rank: estate.Inventory, Made: 1})
	intune := e.AddSource(estate.Source{Name: "intune.csv", Rank: estate.Inventory, Made: 2})
	o := estate.Origin{Source: csv, Line: 2, Seen: estate.NoTime}
	row := e.Device([]estate.Identifier{{Namespace: estate.NamespaceDevice, Value: "PC1"}}, o)
	may(e.Software.SetCell(row, 1, "3.1", o))
	o = estate.Origin{Source: intune, Line: 7, Seen: estate.NoTime}
	version, err := fact.ParseVersion("2.4.5.0")
	may(err)
	may(e.Software.Add(row, 0, &version, o))
	may(e.Software.SetComplete(row, true, o))
	e.Finish()
	for product, id := range e.Software.Products() {
		fmt.Println(id, e.Software.Cell(e.Software.Of(row), product))
	}
	fmt.Println(e.Software.Disputes(row)[0].Value, "is overruled")
	// Output:
	// identity-agent 2.4.5.0
	// oberthur-middleware -
	// 3.1 is overruled
}

// A practice has no contact of its own: its region's is rung.
func ExampleEstate_Contact() {
	e := newEstate()
	o := estate.Origin{Source: e.AddSource(estate.Source{Name: "organisations.csv"}), Line: 2, Seen: estate.NoTime}
	row, _ := e.Organisations.Row("A00001", o)
	may(e.Organisations.Set(row, e.Organisations.Column("parent"), "QXX", o))
	e.AddContact(estate.Contact{Organisation: "QXX", Team: estate.TeamIT, Name: "Invented desk", Phone: "01632 960000"}, o)
	e.Finish()
	contact, _ := e.Contact("A00001", estate.TeamIT)
	fmt.Println(contact.Name, contact.Phone, "of", contact.Organisation)
	// Output: Invented desk 01632 960000 of QXX
}

// What is known of a card, as a notice judges it, with the time at which it was
// seen.
func ExampleEstate_Readable() {
	e := newEstate()
	o := estate.Origin{Source: e.AddSource(estate.Source{Name: "cards.csv"}), Line: 2, Seen: 1_750_000_000}
	row, _ := e.Cards.Row("0612345678", o)
	may(e.Cards.Set(row, e.Cards.Column("series"), "6", o))
	may(e.Cards.Set(row, e.Cards.Column("holder"), "555012345678", o)) // no notice reads it
	e.Finish()
	var f notice.Facts
	e.Readable(notice.Card).Tell(&f, row, estate.EveryFact)
	fmt.Printf("%s\n", notice.AppendSignIn(nil, time.Unix(1_751_000_000, 0).UTC(), "", &f))
	// Output: {"at":"2025-06-27T04:53:20Z","card":{"number":"0612345678","series":6,"seen":{"rest":"2025-06-15T15:06:40Z","number":null}}}
}

// The newest sign-in of a device, wherever it stands in its file.
func ExampleSignIns_ByDevice() {
	e := newEstate()
	o := estate.Origin{Source: e.AddSource(estate.Source{Name: "signins.csv"}), Line: 2, Seen: estate.NoTime}
	for _, in := range []estate.SignIn{{At: 300, Device: "PC1", Card: "0812345678"}, {At: 100, Device: "PC1"}, {At: 200, Device: "PC2"}} {
		may(e.SignIns.Append(in, o, func(_, _ string, err error) { panic(err) }))
	}
	e.Finish()
	row, _ := e.Devices.Find("PC1")
	newest, _ := e.SignIns.ByDevice().Newest(row)
	fmt.Println(e.SignIns.ByDevice().Of(row), e.SignIns.At(newest), e.Cards.Key(int(e.SignIns.Card(newest))))
	// Output: [0 1] 300 0812345678
}
