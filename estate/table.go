package estate

// Table is the subjects of one kind, a row each.
type Table struct {
	Kind    string // card, device, person, application, organisation
	Columns []*Column

	estate *Estate
	byName map[string]*Column
	keys   keys
	facts
}

// Len returns how many rows there are.
func (t *Table) Len() int { return t.keys.rows }

// Key returns the id of a row: the number of a card, the id of a device.
func (t *Table) Key(row int) string { return t.keys.key(row) }

// Find returns the row of an id.
func (t *Table) Find(key string) (row int, ok bool) { return t.keys.find(key) }

// Column returns a column by its name; nil if the kind has no such column.
func (t *Table) Column(name string) *Column { return t.byName[name] }

// Row returns the row of an id that a line of a file lists, and whether it is
// new. It is -1 of an empty id, and where the table is full; Set says so then.
// A device may have other identifiers than its id: see Estate.Device.
func (t *Table) Row(key string, o Origin) (row int, isNew bool) {
	rows := t.keys.rows
	if t.keys.spaced {
		row = t.estate.Device([]Identifier{{NamespaceDevice, key}}, o)
		return row, t.keys.rows > rows
	}
	row, isNew = t.keys.row(key)
	if row >= 0 {
		t.list(row, o)
	}
	return row, isNew
}

// Listed reports whether a file lists the subject of a row itself; others are
// only named, by a sign-in or in a column.
func (t *Table) Listed(row int) bool { return t.source.at(row) != 0 }

// Origin returns which line of which source listed the subject of a row first;
// false if none did.
func (t *Table) Origin(row int) (Origin, bool) {
	if !t.Listed(row) {
		return Origin{}, false
	}
	return t.origin(row, 0), true
}
