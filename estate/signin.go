package estate

import (
	"errors"
	"sync"
)

// SignIn is one row of signins.csv, as it was written but for its instant.
type SignIn struct {
	At                                              int64 // in seconds
	Person, Card, Device, Organisation              string
	Client, Version, TLS, Application, Use, Outcome string
}

// SignIns are sign-ins in the order of their file, each a few numbers.
type SignIns struct {
	estate  *Estate
	n       int
	at      numbers // stored seconds
	sources *sets

	// Of these the columns are numbered by sign-in; see the methods of their names.
	Clients, Versions, TLSVersions, Uses, Outcomes *Column

	people, cards, devices, applications, organisations *Column
	columns                                             []*Column // all of these, in the order of Append
	byPerson, byCard, byDevice                          index
}

// named is how many of the columns name rows of tables that are not told
// elsewhere: person, card, device and application.
const named = 4

func newSignIns(e *Estate) *SignIns {
	column := func(name, object, attributeName string) *Column {
		return newColumn(name, attribute(object, attributeName), e.Zone)
	}
	s := &SignIns{
		estate:        e,
		sources:       newSets(),
		Clients:       column("client", "client", "product"),
		Versions:      column("client_version", "client", "version"),
		TLSVersions:   column("tls", "connection", "tls"),
		Uses:          column("use", "", ""),
		Outcomes:      column("outcome", "", ""),
		people:        column("person", "", ""),
		cards:         column("card", "", ""),
		devices:       column("device", "", ""),
		applications:  column("application", "", ""),
		organisations: column("organisation", "", ""),
	}
	s.columns = []*Column{s.people, s.cards, s.devices, s.applications, s.organisations,
		s.Clients, s.Versions, s.TLSVersions, s.Uses, s.Outcomes}
	return s
}

var errNoInstant = errors.New("a sign-in without the instant at which it was tells nothing; give it in the column at")

// Append adds a sign-in. It calls reject, if there is one, for each cell that
// cannot be read, which is then missing; an error is about the row as a whole,
// which is left out.
func (s *SignIns) Append(in SignIn, o Origin, reject func(column, value string, err error)) error {
	if in.At == NoTime {
		return errNoInstant
	}
	i := s.n
	s.n++
	s.at.set(i, storedSecond(in.At))
	texts := [...]string{in.Person, in.Card, in.Device, in.Application, in.Organisation, in.Client, in.Version, in.TLS, in.Use, in.Outcome}
	for n, c := range s.columns {
		if texts[n] == "" {
			continue
		}
		number, err := c.cell(texts[n])
		if err != nil && reject != nil {
			reject(c.Name, texts[n], err)
		}
		if number == 0 {
			continue
		}
		c.cells.set(i, number)
		if n < named {
			told := uint32(c.sources.at(int(number)))
			c.sources.set(int(number), uint64(s.sources.add(told, uint32(o.Source))))
		}
	}
	return nil
}

// Len returns how many sign-ins there are.
func (s *SignIns) Len() int { return s.n }

// At returns the second of a sign-in.
func (s *SignIns) At(i int) int64 { return secondOf(s.at.at(i)) }

// Person returns the row of who signed in, -1 if that was not given.
func (s *SignIns) Person(i int) int32 { return s.people.named(i) }

// Card returns the row of the card, -1 if it was not given.
func (s *SignIns) Card(i int) int32 { return s.cards.named(i) }

// Device returns the row of the device, -1 if it was not given.
func (s *SignIns) Device(i int) int32 { return s.devices.named(i) }

// Application returns the row of the application, -1 if it was not given.
func (s *SignIns) Application(i int) int32 { return s.applications.named(i) }

// Organisation returns the row of the organisation, -1 if it was not given.
func (s *SignIns) Organisation(i int) int32 { return s.organisations.named(i) }

// Client returns the number of the product that signed in, in Clients.
func (s *SignIns) Client(i int) uint32 { return s.Clients.Number(i) }

// Version returns the number of its version, in Versions.
func (s *SignIns) Version(i int) uint32 { return s.Versions.Number(i) }

// TLS returns the number of the protocol version, in TLSVersions.
func (s *SignIns) TLS(i int) uint32 { return s.TLSVersions.Number(i) }

// Use returns the number of what it was for, in Uses.
func (s *SignIns) Use(i int) uint32 { return s.Uses.Number(i) }

// Outcome returns the number of how it ended, in Outcomes.
func (s *SignIns) Outcome(i int) uint32 { return s.Outcomes.Number(i) }

func (c *Column) named(i int) int32 { return int32(c.Row(c.Number(i))) }

// finish finds the rows of what sign-ins name, and makes those that no file
// lists. Devices have theirs since Join.
func (s *SignIns) finish() {
	e := s.estate
	for _, names := range []struct {
		c *Column
		t *Table
	}{{s.people, e.People}, {s.cards, e.Cards}, {s.applications, e.Applications}} {
		for number := 1; number <= names.c.Len(); number++ {
			row, _ := names.t.keys.row(names.c.TextOf(uint32(number)))
			names.c.rows.set(number, uint64(row+1))
		}
	}
}

// ByPerson finds the sign-ins of a row of People.
func (s *SignIns) ByPerson() *Index { return s.byPerson.of(s, s.people, s.estate.People) }

// ByCard finds the sign-ins of a row of Cards.
func (s *SignIns) ByCard() *Index { return s.byCard.of(s, s.cards, s.estate.Cards) }

// ByDevice finds the sign-ins of a row of Devices.
func (s *SignIns) ByDevice() *Index { return s.byDevice.of(s, s.devices, s.estate.Devices) }

// index is an Index that is made when it is first asked for.
type index struct {
	once  sync.Once
	index Index
}
