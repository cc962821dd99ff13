package estate

import (
	"sync"
	"sync/atomic"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

// Estate is all that is known of one or more organisations: who and what there
// is, and what was seen of it.
type Estate struct {
	Zone          *civil.Zone // in which civil times of facts are read
	Organisations *Organisations
	People        *Table
	Devices       *Table
	Cards         *Table
	Applications  *Table
	Software      *Software    // of the rows of Devices
	Memberships   *Memberships // which applications the rows of Devices have
	Users         *Users       // who uses the rows of Devices
	SignIns       *SignIns
	Contacts      *Contacts
	Sources       []Source // by SourceID
	Identity      *Identity

	adding           sync.Mutex               // of a source
	sources          atomic.Pointer[[]Source] // what Sources is, for those who fill meanwhile
	joined, finished bool
}

// columnNames are the columns of each kind in the order of its export.
var columnNames = map[string][]string{
	"organisation": {"name", "parent", "kind", "it_provider", "registration_authority", "groups"},
	"person":       {"name", "email", "organisation", "groups"},
	"device":       {"organisation", "name", "os", "os_version", "last_seen", "groups", "uses"},
	"card":         {"series", "type", "atr", "holder", "organisation", "issued", "expires", "certificate_expires", "status", "last_used", "groups"},
	"application":  {"name", "supplier", "protocols", "contact"},
}

// New returns an estate of nothing. Products are the ids of the catalogue: the
// columns of the software inventory.
func New(zone *civil.Zone, products []string) *Estate {
	e := &Estate{Zone: zone}
	e.Organisations = &Organisations{Table: e.newTable("organisation")}
	e.People = e.newTable("person")
	e.People.Column("organisation").many = true
	e.Devices = e.newTable("device")
	e.Devices.keys.spaced = true
	e.Cards = e.newTable("card")
	e.Applications = e.newTable("application")
	e.Software = newSoftware(e, products)
	e.Memberships = &Memberships{newRelation(e)}
	e.Users = &Users{newRelation(e)}
	e.SignIns = newSignIns(e)
	e.Contacts = newContacts(e)
	e.Identity = newIdentity(e)
	return e
}

func (e *Estate) newTable(kind string) *Table {
	t := &Table{Kind: kind, estate: e, byName: map[string]*Column{}, keys: keys{texts: NewTexts()}}
	t.facts.sets = newSets()
	t.facts.current = -1
	for i, name := range columnNames[kind] {
		c := newColumn(name, attribute(kind, name), e.Zone)
		c.place = i
		c.plain = name == "name" || name == "email"
		t.Columns = append(t.Columns, c)
		t.byName[name] = c
	}
	return t
}

func newColumn(name string, a *fact.Attribute, zone *civil.Zone) *Column {
	c := &Column{Name: name, Attribute: a, texts: NewTexts(), firsts: map[string]uint32{}, read: reader{zone: zone}}
	if a != nil && a.Type == fact.TypeTime {
		c.Times = &Times{&c.cells}
		c.read.days = &days{zone: zone}
	}
	return c
}

// attribute returns the attribute of a column; nil if it is of none.
func attribute(object, name string) *fact.Attribute {
	if a, ok := fact.Lookup(object, name); ok {
		return &a
	}
	return nil
}

// AddSource adds a source that facts come from. It may be called from any
// goroutine, but Sources is read only while none does.
func (e *Estate) AddSource(s Source) SourceID {
	e.adding.Lock()
	defer e.adding.Unlock()
	e.Sources = append(e.Sources, s)
	published := e.Sources
	e.sources.Store(&published)
	return SourceID(len(published) - 1)
}

// AddContact adds a contact.
func (e *Estate) AddContact(c Contact, o Origin) { e.Contacts.Add(c, o) }

// Join makes one device of the rows that turn out to be one. Rows of tables may
// change by it; afterwards facts may still be set, but no subject added. Finish
// does it where it was not done.
func (e *Estate) Join() {
	if e.joined {
		return
	}
	e.joined = true
	e.Identity.finish()
}

// Finish ends the filling: what names a subject finds its row, organisations
// their parents. It is called once, before anything is read.
func (e *Estate) Finish() {
	if e.finished {
		return
	}
	e.finished = true
	e.Join()
	e.Software.finish()
	e.Memberships.finish(e.Applications)
	e.Users.finish(e.People)
	e.SignIns.finish()
	e.Organisations.finish(e)
	e.link()
	e.countJoins()
	e.Identity.sort()
}
