package estate

import (
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// Readable is the columns of a table that notices can read: it tells what is
// known of a row as facts. It does not change.
type Readable struct {
	Object  notice.Object
	Table   *Table
	Key     fact.Attribute // the ids of the rows are this
	Columns []*Column      // of attributes
}

// EveryFact is the attributes of all objects, as sets of them are told.
const EveryFact uint64 = 1<<fact.SlotCount - 1

// Readable returns what notices can read of a kind of subject: of cards, devices,
// applications, people and organisations. It is nil of others, which have no
// table.
func (e *Estate) Readable(object notice.Object) *Readable {
	r := &Readable{Object: object}
	key := "id"
	switch object {
	case notice.Card:
		r.Table, key = e.Cards, "number"
	case notice.Device:
		r.Table = e.Devices
	case notice.ApplicationObject:
		r.Table = e.Applications
	case notice.Person:
		r.Table = e.People
	case notice.Organisation:
		r.Table, key = e.Organisations.Table, "code"
	default:
		return nil
	}
	r.Key = *attribute(object.String(), key)
	for _, c := range r.Table.Columns {
		if c.Attribute != nil {
			r.Columns = append(r.Columns, c)
		}
	}
	return r
}

// Tell gives facts those attributes of a row that are among slots, each with the
// time at which it was seen. The object is given, whatever is known of it.
func (r *Readable) Tell(f *notice.Facts, row int, slots uint64) {
	f.Give(r.Object)
	if slots&(1<<r.Key.Slot) != 0 {
		f.Set(r.Key, notice.Text(r.Table.Key(row)))
	}
	for _, c := range r.Columns {
		if slots&(1<<c.Attribute.Slot) == 0 {
			continue
		}
		if c.Times == nil {
			c.Tell(f, c.Number(row))
		} else if second := c.Times.At(row); second != NoTime {
			f.Set(*c.Attribute, notice.Instant(Instant(second)))
		}
		if seen := r.SeenOf(row, c); seen != NoTime {
			f.AttributeSeenAt(*c.Attribute, Instant(seen))
		}
	}
}

// SeenOf returns when a fact of a row was seen; NoTime if it is missing or not
// dated. That a row has no groups was seen when its subject was listed.
func (r *Readable) SeenOf(row int, c *Column) int64 {
	if c.Attribute.ClosedWorld && c.Number(row) == 0 {
		return r.Table.ListedAt(row)
	}
	return r.Table.SeenOf(row, c)
}

// ListedAt returns when a line listed the subject of a row; NoTime if none did, or
// it is not dated.
func (t *Table) ListedAt(row int) int64 {
	if o, ok := t.Origin(row); ok {
		return t.estate.seenAt(o)
	}
	return NoTime
}

// Tell gives facts what a number of a column says of its attribute: what it is
// known to be, or may be. The number 0 says nothing.
func (c *Column) Tell(f *notice.Facts, number uint32) {
	switch possible := c.Possible(number); len(possible) {
	case 0:
	case 1:
		f.Set(*c.Attribute, possible[0])
	default:
		f.SetSeveral(*c.Attribute, possible)
	}
}

// Known returns what an inventory says of a product: of a complete one that does
// not list it, that it is not installed.
func (s *Software) Known(inventory uint32, product int) fact.Cell {
	number := s.CellNumber(inventory, product)
	if number == 0 && s.Complete(inventory) {
		return fact.Absent()
	}
	return s.CellOf(product, number)
}

// Tell gives facts what is known of some products on a device, and when its
// software was seen.
func (s *Software) Tell(f *notice.Facts, device int, products []int) {
	if len(products) == 0 {
		return
	}
	inventory := s.Of(device)
	for _, product := range products {
		if cell := s.Known(inventory, product); cell.Known() {
			f.SetSoftware(s.ids[product], cell)
		}
	}
	if seen := s.Seen(device); seen != NoTime {
		f.SoftwareSeenAt(Instant(seen))
	}
}

// Tell gives facts the applications of a device, which are some of all that there
// are, by their rows, and when they were seen. It gives nothing where none are told.
func (m *Memberships) Tell(f *notice.Facts, device int, all []notice.Application) {
	set := m.Of(device)
	if set == 0 {
		return
	}
	rows := m.Applications(set)
	list := make([]notice.Application, len(rows))
	for i, row := range rows {
		list[i] = all[row]
	}
	f.SetApplications(list)
	if m.Complete(set) {
		f.SetApplicationsComplete()
	}
	if seen := m.Seen(device); seen != NoTime {
		f.AttributeSeenAt(deviceApplications, Instant(seen))
	}
}

// AllApplications returns what is known of each row of Applications, as one of those
// of a device.
func (e *Estate) AllApplications() []notice.Application {
	r := e.Readable(notice.ApplicationObject)
	all := make([]notice.Application, r.Table.Len())
	for row := range all {
		all[row].Set(r.Key, notice.Text(r.Table.Key(row)))
		for _, c := range r.Columns {
			if possible := c.Possible(c.Number(row)); len(possible) == 1 {
				all[row].Set(*c.Attribute, possible[0])
			}
		}
	}
	return all
}

var deviceApplications = *attribute("device", "applications")
