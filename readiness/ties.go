package readiness

import (
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// ties are the rows of everything that facts about a subject are told of: the
// subject itself, what hangs together with it, and what was seen with it. What
// there is not, is none.
type ties struct {
	card, device, application, person, organisation int32

	product    int32 // the client is this product of the device's software
	client     int32 // the client is that of this sign-in
	connection int32 // the connection is that of this sign-in
}

var untied = ties{none, none, none, none, none, none, none, none}

// rowOf returns where the facts about an object stand: a row of its table, or a
// sign-in; none if it is not given.
func (t *ties) rowOf(object notice.Object) int32 {
	switch object {
	case notice.Card:
		return t.card
	case notice.Device:
		return t.device
	case notice.Client:
		return max(t.product, t.client)
	case notice.Connection:
		return t.connection
	case notice.ApplicationObject:
		return t.application
	case notice.Person:
		return t.person
	}
	return t.organisation
}

// roster is the subjects of an estate and how they hang together.
type roster struct {
	estate      *estate.Estate
	clients     clients
	connections []int32 // the newest sign-in of each device and client, in the order of their first

	cardOrganisation, holder *estate.Column
	deviceOrganisation       *estate.Column
	personOrganisation       *estate.Column

	byApplication, byPerson index // of sign-ins
}

func newRoster(e *estate.Estate) *roster {
	return &roster{
		estate:             e,
		cardOrganisation:   e.Cards.Column("organisation"),
		holder:             e.Cards.Column("holder"),
		deviceOrganisation: e.Devices.Column("organisation"),
		personOrganisation: e.People.Column("organisation"),
	}
}

// rows returns how many subjects of a kind there are.
func (r *roster) rows(kind notice.Object) int {
	switch kind {
	case notice.Card:
		return r.estate.Cards.Len()
	case notice.Device:
		return r.estate.Devices.Len()
	case notice.Client:
		return len(r.clients.device)
	case notice.Connection:
		return len(r.connections)
	case notice.ApplicationObject:
		return r.estate.Applications.Len()
	case notice.Person:
		return r.estate.People.Len()
	}
	return 0
}

// tied returns what a subject hangs together with. A card has its holder; a client
// stands on its device; a connection is a sign-in, with all that is in it.
func (r *roster) tied(s Subject) ties {
	t := untied
	row := int32(s.Row)
	switch s.Kind {
	case notice.Card:
		t.card, t.person = row, r.holderOf(row)
	case notice.Device:
		t.device = row
	case notice.Client:
		t.device, t.product = r.clients.device[row], r.clients.product[row]
	case notice.Connection:
		in := r.connections[row]
		r.signedIn(&t, in, everyObject)
		t.client, t.connection = in, in
	case notice.ApplicationObject:
		t.application = row
	case notice.Person:
		t.person = row
	}
	t.organisation = r.organisationOf(s.Kind, row)
	return t
}

// organisationOf returns the organisation of a subject: of a person the first, of
// a card that says none its holder's, of a sign-in that says none its device's.
func (r *roster) organisationOf(kind notice.Object, row int32) int32 {
	switch kind {
	case notice.Card:
		if own := rowIn(r.cardOrganisation, row); own != none {
			return own
		}
		return rowIn(r.personOrganisation, r.holderOf(row))
	case notice.Device:
		return rowIn(r.deviceOrganisation, row)
	case notice.Client:
		return rowIn(r.deviceOrganisation, r.clients.device[row])
	case notice.Connection:
		in := r.connections[row]
		if own := r.estate.SignIns.Organisation(int(in)); own != none {
			return own
		}
		return rowIn(r.deviceOrganisation, r.estate.SignIns.Device(int(in)))
	case notice.Person:
		return rowIn(r.personOrganisation, row)
	}
	return none
}

// signedIn ties what a sign-in tells of some objects. The person of a sign-in
// that names none is the holder of its card. A client without a name and a
// connection without a version of TLS tell nothing, and are not given.
func (r *roster) signedIn(t *ties, in int32, objects objectSet) {
	signIns, i := r.estate.SignIns, int(in)
	if objects.has(notice.Card) {
		t.card = signIns.Card(i)
	}
	if objects.has(notice.Device) {
		t.device = signIns.Device(i)
	}
	if objects.has(notice.Client) && signIns.Client(i) != 0 {
		t.client = in
	}
	if objects.has(notice.Connection) && signIns.TLS(i) != 0 {
		t.connection = in
	}
	if objects.has(notice.ApplicationObject) {
		t.application = signIns.Application(i)
	}
	if objects.has(notice.Person) {
		t.person = r.personOf(i)
	}
}

// personOf returns who signed in.
func (r *roster) personOf(signIn int) int32 {
	if person := r.estate.SignIns.Person(signIn); person != none {
		return person
	}
	return r.holderOf(r.estate.SignIns.Card(signIn))
}

// holderOf returns the person whose card it is.
func (r *roster) holderOf(card int32) int32 { return rowIn(r.holder, card) }

// rowIn returns the row that a column of another row names.
func rowIn(c *estate.Column, row int32) int32 {
	if row == none {
		return none
	}
	return int32(c.Row(c.Number(int(row))))
}

// objectSet is some kinds of objects, a bit each.
type objectSet uint8

const everyObject = objectSet(1<<(int(notice.Organisation)+1) - 1)

func (s objectSet) has(o notice.Object) bool { return s&(1<<o) != 0 }

func setOf(objects ...notice.Object) (s objectSet) {
	for _, o := range objects {
		s |= 1 << o
	}
	return s
}

// tiedObjects are the objects that hang together with the subjects of a kind;
// others are known only from sign-ins in which they were seen together.
func tiedObjects(kind notice.Object) objectSet {
	own := setOf(kind, notice.Organisation)
	switch kind {
	case notice.Card:
		return own | setOf(notice.Person)
	case notice.Client:
		return own | setOf(notice.Device)
	case notice.Connection:
		return everyObject
	}
	return own
}
