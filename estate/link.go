package estate

// link finds the rows that columns name.
func (e *Estate) link() {
	organisations := []*Column{
		e.People.Column("organisation"), e.Devices.Column("organisation"), e.Cards.Column("organisation"), e.SignIns.organisations,
	}
	for _, c := range organisations {
		c.link(e.Organisations.Table)
	}
	e.Cards.Column("holder").link(e.People)
}

func (c *Column) link(t *Table) {
	for number := 1; number <= c.Len(); number++ {
		if row, ok := t.Find(c.TextOf(uint32(number))); ok {
			c.rows.set(number, uint64(row+1))
		}
	}
}

// OrganisationRow returns the row of the organisation that a device, card or
// person belongs to; -1 if that is not known. Of a person in several it is the
// first.
func (e *Estate) OrganisationRow(t *Table, row int) int {
	c := t.Column("organisation")
	if c == nil {
		return -1
	}
	return c.Row(c.Number(row))
}

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
