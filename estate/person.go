package estate

// addAnother adds a value to those that a row has in a column of many.
func (t *Table) addAnother(row int, c *Column, cell uint64) {
	set := uint32(t.more.at(row))
	t.more.set(row, uint64(t.sets.add(set, uint32(cell))))
}

// PersonOrganisations returns the codes of the organisations that a person is
// in, the one that was listed first before the others.
func (e *Estate) PersonOrganisations(row int) []string {
	c := e.People.Column("organisation")
	first := c.Text(row)
	if first == "" {
		return nil
	}
	out := []string{first}
	for _, number := range e.People.sets.of(uint32(e.People.more.at(row))) {
		if code := c.TextOf(number); code != first {
			out = append(out, code)
		}
	}
	return out
}
