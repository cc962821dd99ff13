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
