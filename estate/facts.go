package estate

import (
	"cmp"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// facts is where the values of a table's columns come from. Most rows are told
// by one line of one file, which costs a few bytes; a value from elsewhere
// names another visit, and only values that somebody disagrees about are kept
// as statements.
type facts struct {
	source numbers // by row: the first source that listed it, plus one; 0 = none did
	line   numbers // by row: the line of that
	seen   numbers // by row: the stored second of that; 0 = when the source was made
	others numbers // by row: all its sources, as one of sets; 0 = only the first
	more   numbers // by row: its other values in a column of many, as one of sets
	sets   *sets

	visits     pages[visit] // further ones, numbered from 1; 0 is the row's first
	heads      numbers      // by row: its first statement, plus one
	statements pages[statement]

	current      int // the row of the visit that was made last
	currentVisit uint32
	currentFrom  Origin
}

// visit is an Origin in less memory.
type visit struct {
	seen   int64
	line   uint32
	source SourceID
}

// list says that a line lists the subject of a row.
func (t *Table) list(row int, o Origin) {
	first := t.source.at(row)
	if first == 0 {
		t.source.set(row, uint64(o.Source)+1)
		t.line.set(row, uint64(max(o.Line, 0)))
		t.seen.set(row, storedSecond(o.Seen))
		return
	}
	if first == uint64(o.Source)+1 && t.others.at(row) == 0 {
		return
	}
	set := uint32(t.others.at(row))
	if set == 0 {
		set = t.sets.add(0, uint32(first-1))
	}
	t.others.set(row, uint64(t.sets.add(set, uint32(o.Source))))
}

// origin returns the visit of a row.
func (t *Table) origin(row int, visit uint32) Origin {
	if visit != 0 {
		v := t.visits.at(int(visit) - 1)
		return Origin{v.source, int(v.line), v.seen}
	}
	return Origin{
		Source: SourceID(t.source.at(row) - 1),
		Line:   int(t.line.at(row)),
		Seen:   secondOf(t.seen.at(row)),
	}
}

// visit returns the number of an origin for a row.
func (t *Table) visit(row int, o Origin) uint32 {
	if row == t.current && o == t.currentFrom {
		return t.currentVisit
	}
	if !t.Listed(row) {
		t.list(row, o)
	}
	t.current, t.currentFrom, t.currentVisit = row, o, 0
	if o != t.origin(row, 0) {
		t.visits.append(visit{o.Seen, uint32(max(o.Line, 0)), o.Source})
		t.currentVisit = uint32(t.visits.len())
	}
	return t.currentVisit
}

// Set sets a fact to what a cell says. An empty text says nothing. A text that
// is no value of the column is an error, and changes nothing.
func (t *Table) Set(row int, c *Column, text string, o Origin) error {
	if text == "" {
		return nil
	}
	if row < 0 {
		return errFull
	}
	var cell uint64
	var err error
	if c.plain {
		cell, err = t.plainCell(row, c, strings.TrimSpace(text))
	} else {
		cell, err = c.cell(text)
	}
	if err != nil || cell == 0 {
		return err
	}
	t.set(row, c, cell, o)
	return nil
}

// plainCell gives a text of a plain column its number: that by which the row has
// it already, or one of its own.
func (t *Table) plainCell(row int, c *Column, text string) (uint64, error) {
	if text == "" {
		return 0, nil
	}
	if known := t.known(row, c, text); known != 0 {
		return known, nil
	}
	number := c.texts.append(text)
	return uint64(number), fullUnless(number)
}

// known returns the number by which a row has a text of a plain column, held or
// stated; 0 if it has not.
func (t *Table) known(row int, c *Column, text string) uint64 {
	if held := c.cells.at(row); held != 0 && c.show(held) == text {
		return held
	}
	for _, s := range t.statedOf(row, c) {
		if c.show(s.value) == text {
			return s.value
		}
	}
	return 0
}

// SetSeveral says that a fact is one of several values, which the text names
// for people; or, without any, that it is not known and why. It is for columns
// of attributes that may be known in part.
func (t *Table) SetSeveral(row int, c *Column, text string, possible []notice.Value, o Origin) error {
	if row < 0 {
		return errFull
	}
	cell, err := c.several(text, possible)
	if err != nil {
		return err
	}
	t.set(row, c, cell, o)
	return nil
}

// SetSecond sets an instant that was read already; NoTime says nothing.
func (t *Table) SetSecond(row int, c *Column, second int64, o Origin) error {
	if second == NoTime {
		return nil
	}
	if row < 0 {
		return errFull
	}
	t.set(row, c, storedSecond(second), o)
	return nil
}

func (t *Table) set(row int, c *Column, cell uint64, o Origin) {
	held := c.cells.at(row)
	switch {
	case t.heads.at(row) != 0 && t.isContested(row, c):
		t.state(row, c, cell, o)
	case held == 0:
		c.cells.set(row, cell)
		c.origins.set(row, uint64(t.visit(row, o)))
	case held != cell && c.many:
		t.addAnother(row, c, cell)
	case held != cell:
		t.state(row, c, cell, o)
	case t.estate.precedence(o, t.origin(row, uint32(c.origins.at(row)))) > 0:
		c.origins.set(row, uint64(t.visit(row, o)))
	}
}

func (e *Estate) source(id SourceID) *Source { return &(*e.sources.Load())[id] }

// seenAt returns when the facts of an origin were seen.
func (e *Estate) seenAt(o Origin) int64 {
	if o.Seen != NoTime {
		return o.Seen
	}
	return e.source(o.Source).Made
}

// strength says which of two facts holds if they disagree, by where they come
// from: that of the first if it is positive, neither if it is 0.
func (e *Estate) strength(a, b Origin) int {
	if c := cmp.Compare(e.source(a.Source).Rank, e.source(b.Source).Rank); c != 0 {
		return c
	}
	return cmp.Compare(e.seenAt(a), e.seenAt(b))
}

// precedence orders origins by strength, and those that are equally strong by
// their names and lines, so that the order in which files were read does not
// matter.
func (e *Estate) precedence(a, b Origin) int {
	if c := e.strength(a, b); c != 0 {
		return c
	}
	if a.Source != b.Source {
		a, b := e.source(a.Source), e.source(b.Source)
		if c := cmp.Or(cmp.Compare(b.Name, a.Name), cmp.Compare(b.Kind, a.Kind)); c != 0 {
			return c
		}
	}
	return cmp.Compare(b.Line, a.Line)
}

// Seen returns the newest instant at which a fact of a row was seen; NoTime if
// none is dated.
func (t *Table) Seen(row int) int64 {
	seen := NoTime
	for _, c := range t.Columns {
		seen = max(seen, t.SeenOf(row, c))
	}
	return seen
}

// SeenOf returns when the fact that holds was seen; NoTime if it is missing or
// not dated.
func (t *Table) SeenOf(row int, c *Column) int64 {
	if c.cells.at(row) == 0 || !t.Listed(row) {
		return NoTime
	}
	return t.estate.seenAt(t.origin(row, uint32(c.origins.at(row))))
}
