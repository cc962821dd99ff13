package readiness

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

func london(t testing.TB) *civil.Zone {
	t.Helper()
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// maker fills an estate from rows of texts, as exports have them.
type maker struct {
	testing.TB
	*estate.Estate
	source estate.SourceID
	line   int
}

func newMaker(t testing.TB, products ...string) *maker {
	m := &maker{TB: t, Estate: estate.New(london(t), products)}
	m.source = m.AddSource(estate.Source{Name: "made.csv", Rank: estate.Inventory, Made: estate.NoTime})
	return m
}

// row is the cells of a row by the headings of their columns.
type row map[string]string

func (m *maker) origin(cells row) estate.Origin {
	m.line++
	o := estate.Origin{Source: m.source, Line: m.line, Seen: estate.NoTime}
	if seen := cells["seen"]; seen != "" {
		o.Seen = m.instant(seen).Unix()
	}
	return o
}

func (m *maker) instant(text string) time.Time {
	m.Helper()
	at, _, err := civil.ParseInstant(text, m.Zone)
	if err != nil {
		m.Fatal(err)
	}
	return at
}

func (m *maker) fill(table *estate.Table, key string, cells row, o estate.Origin) int {
	m.Helper()
	at, _ := table.Row(cells[key], o)
	for name, text := range cells {
		if c := table.Column(name); c != nil {
			if err := table.Set(at, c, text, o); err != nil {
				m.Fatal(name, err)
			}
		}
	}
	return at
}

func (m *maker) organisation(cells row) {
	m.fill(m.Organisations.Table, "organisation", cells, m.origin(cells))
}
func (m *maker) person(cells row)      { m.fill(m.People, "person", cells, m.origin(cells)) }
func (m *maker) application(cells row) { m.fill(m.Applications, "application", cells, m.origin(cells)) }

func (m *maker) card(cells row) int { return m.fill(m.Cards, "card", cells, m.origin(cells)) }

func (m *maker) device(cells row) int {
	o := m.origin(cells)
	at := m.fill(m.Devices, "device", cells, o)
	for product, id := range m.Software.Products() {
		if err := m.Software.SetCell(at, product, cells[id], o); err != nil {
			m.Fatal(err)
		}
	}
	if cells["complete"] != "" {
		if err := m.Software.SetComplete(at, true, o); err != nil {
			m.Fatal(err)
		}
	}
	for _, application := range estate.ListOf(cells["applications"]) {
		m.Memberships.Add(at, application, o)
	}
	if cells["allApplications"] != "" {
		m.Memberships.SetComplete(at, true, o)
	}
	return at
}

func (m *maker) signIn(cells row) {
	m.Helper()
	err := m.SignIns.Append(estate.SignIn{
		At: m.instant(cells["at"]).Unix(), Person: cells["person"], Card: cells["card"], Device: cells["device"],
		Organisation: cells["organisation"], Client: cells["client"], Version: cells["client_version"], TLS: cells["tls"],
		Application: cells["application"], Use: cells["use"], Outcome: cells["outcome"],
	}, m.origin(nil), func(column, value string, err error) { m.Fatal(column, value, err) })
	if err != nil {
		m.Fatal(err)
	}
}

// done finishes the estate.
func (m *maker) done() *estate.Estate {
	m.Finish()
	return m.Estate
}

// parsed reads a notice that has no errors.
func parsed(t testing.TB, src string) *notice.Notice {
	t.Helper()
	n, problems := notice.Parse("test.yaml", []byte(src))
	if n == nil {
		t.Fatalf("%v\n%s", problems, src)
	}
	return n
}

func newSet(t testing.TB, o notice.Options, notices ...*notice.Notice) *notice.Set {
	t.Helper()
	if o.Age == 0 {
		o.Age = notice.AnyAge
	}
	set, problems := notice.NewSet(notices, o)
	if set == nil {
		t.Fatal(problems)
	}
	return set
}
