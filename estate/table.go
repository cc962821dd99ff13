package estate

// Table is the subjects of one kind, a row each.
type Table struct {
	Kind    string // card, device, person, application, organisation
	Columns []*Column

	keys   *Texts
	byName map[string]*Column
}

// Len returns how many rows there are.
func (t *Table) Len() int { return t.keys.Len() }

// Key returns the id of a row: the number of a card, the id of a device.
func (t *Table) Key(row int) string { return t.keys.Text(uint32(row + 1)) }

// Find returns the row of an id.
func (t *Table) Find(key string) (row int, ok bool) {
	n := t.keys.Find(key)
	return int(n) - 1, n != 0
}

// Column returns a column by its name; nil if the kind has no such column.
func (t *Table) Column(name string) *Column { return t.byName[name] }
