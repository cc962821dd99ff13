package estate

import (
	"cmp"
	"slices"
)

// Join is how well the subjects that a source tells of met those of others.
type Join struct {
	Source    SourceID
	Kind      string // of the subjects
	By        string // what they were met by
	Matched   int    // another source tells of them, too
	New       int    // only this one does
	Ambiguous int    // of both, those that may be one with another
}

// countJoins counts, for each source, the subjects of each kind that it lists,
// and those that it names.
func (e *Estate) countJoins() {
	counts := map[Join]*Join{}
	count := func(source SourceID, kind, by string) *Join {
		key := Join{Source: source, Kind: kind, By: by}
		c := counts[key]
		if c == nil {
			c = &Join{Source: source, Kind: kind, By: by}
			counts[key] = c
		}
		return c
	}
	for _, t := range []*Table{e.Devices, e.Cards, e.People, e.Applications, e.Organisations.Table} {
		e.countListed(t, count)
	}
	for _, named := range []struct {
		c  *Column
		t  *Table
		by string
	}{
		{e.SignIns.people, e.People, "person of sign-ins"},
		{e.SignIns.cards, e.Cards, "card of sign-ins"},
		{e.SignIns.devices, e.Devices, "device of sign-ins"},
		{e.SignIns.applications, e.Applications, "application of sign-ins"},
	} {
		for number := 1; number <= named.c.Len(); number++ {
			row := named.c.Row(uint32(number))
			for _, source := range e.SignIns.sources.of(uint32(named.c.sources.at(number))) {
				count(SourceID(source), named.t.Kind, named.by).add(row >= 0 && named.t.Listed(row))
			}
		}
	}
	e.countNamed(e.Cards, "holder", e.People, "holder of cards", count)
	for number := 1; number <= e.Users.names.Len(); number++ {
		for _, source := range e.Users.by.of(uint32(e.Users.sources.at(number))) {
			count(SourceID(source), "person", "user of devices").add(e.Users.found[number] >= 0)
		}
	}
	for _, c := range counts {
		e.Identity.joins = append(e.Identity.joins, *c)
	}
	slices.SortFunc(e.Identity.joins, func(a, b Join) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.By, b.By))
	})
}

func (j *Join) add(matched bool) {
	if matched {
		j.Matched++
	} else {
		j.New++
	}
}

// countListed counts the rows that each source lists.
func (e *Estate) countListed(t *Table, count func(source SourceID, kind, by string) *Join) {
	if len(e.Sources) == 0 {
		return
	}
	counters := make([]*Join, len(e.Sources))
	add := func(source uint32, matched, ambiguous bool) {
		if counters[source] == nil {
			counters[source] = count(SourceID(source), t.Kind, "id")
		}
		c := counters[source]
		c.add(matched)
		if ambiguous {
			c.Ambiguous++
		}
	}
	for row := range t.Len() {
		if !t.Listed(row) {
			continue
		}
		ambiguous := t == e.Devices && e.Identity.doubtful[int32(row)]
		sources := t.sets.of(uint32(t.others.at(row)))
		for _, source := range sources {
			add(source, len(sources) > 1, ambiguous)
		}
		if len(sources) == 0 {
			add(uint32(t.source.at(row)-1), false, ambiguous)
		}
	}
}

// countNamed counts what a column names in another table, by the source of the
// first row that does.
func (e *Estate) countNamed(t *Table, column string, of *Table, by string, count func(source SourceID, kind, by string) *Join) {
	c := t.Column(column)
	counted := make([]bool, c.Len()+1)
	for row := range t.Len() {
		number := c.Number(row)
		if number == 0 || counted[number] {
			continue
		}
		counted[number] = true
		count(t.origin(row, uint32(c.origins.at(row))).Source, of.Kind, by).add(c.Row(number) >= 0)
	}
}
