package estate

import (
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// Column is one attribute of every row of a table, as numbers of its distinct
// values. Of an instant it is Times instead. Texts that say the same, such as
// 2.4.5 and 2.4.5.0 or the same groups in another order, have one number, that
// of the first of them.
type Column struct {
	Name      string          // as the export heads it: "series", "organisation", "holder"
	Attribute *fact.Attribute // nil where a notice cannot read it, such as a name
	Times     *Times          // of an attribute of fact.TypeTime; the rest is then unused

	place   int     // among the table's columns
	cells   numbers // by row: the number of the value, or the stored second; 0 = missing
	origins numbers // by row: where the value comes from, as Table.visits has it
	many    bool    // a row may have several values that do not disagree
	plain   bool    // texts that mostly differ are kept row by row: nobody asks who has the same
	sources numbers // by number, of what sign-ins name: which sources do

	texts   *Texts
	same    numbers           // by number: that of the first text that says the same; 0 = itself
	firsts  map[string]uint32 // by canonical text: that number
	values  [][]notice.Value  // by number less one: the possible values; none where no notice reads them
	derived map[uint32]bool   // numbers whose text is no cell of a file
	rows    numbers           // by number: the row that it names, plus one; set by Finish
	read    reader
}

// Number returns the number of a row's value, 0 where it is missing.
func (c *Column) Number(row int) uint32 { return uint32(c.cells.at(row)) }

// Text returns a row's value as it was written, "" where it is missing.
func (c *Column) Text(row int) string { return c.TextOf(c.Number(row)) }

// Len returns how many distinct texts there are; they have the numbers 1 to
// Len. Numbers of texts that say the same as an earlier one are in no row.
func (c *Column) Len() int { return c.texts.Len() }

// TextOf returns the value of a number as it was first written.
func (c *Column) TextOf(number uint32) string { return c.texts.Text(number) }

// Find returns the number of a value, 0 if it was never written. Names and
// e-mail addresses are not found by it: each row has a number of its own.
func (c *Column) Find(text string) uint32 { return c.first(c.texts.Find(text)) }

// Possible returns what a number says a notice's attribute may be: one value,
// or several where it is known in part; none where it is missing, or where no
// notice can read the column.
func (c *Column) Possible(number uint32) []notice.Value {
	if i := int(number) - 1; uint(i) < uint(len(c.values)) {
		return c.values[i]
	}
	return nil
}

// Row returns the row of the subject that a number names: of an organisation
// in Organisations, of a holder in People; -1 = it has none. Estate.Finish
// knows it.
func (c *Column) Row(number uint32) int { return int(c.rows.at(int(number))) - 1 }

// show writes what a row's cell holds.
func (c *Column) show(cell uint64) string {
	if c.Times == nil {
		return c.TextOf(uint32(cell))
	}
	return Instant(secondOf(cell)).In(c.read.zone.Location()).Format(time.RFC3339)
}

// first returns the number of the first text that says the same.
func (c *Column) first(number uint32) uint32 {
	if n := c.same.at(int(number)); n != 0 {
		return uint32(n)
	}
	return number
}
