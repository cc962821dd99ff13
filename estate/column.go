package estate

import (
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// Column is one attribute of every row of a table, as numbers of its distinct
// values. Of an instant it is Times instead.
type Column struct {
	Name      string          // as the export heads it: "series", "organisation", "holder"
	Attribute *fact.Attribute // nil where a notice cannot read it, such as a name
	Times     *Times          // of an attribute of fact.TypeTime; the rest is then unused

	texts   *Texts
	values  [][]notice.Value // by number: the possible values; nil of one that could not be read
	numbers pages[uint32]
}

// Number returns the number of a row's value, 0 where it is missing.
func (c *Column) Number(row int) uint32 { return c.numbers.at(row) }

// Text returns a row's value as it was written, "" where it is missing.
func (c *Column) Text(row int) string { return c.texts.Text(c.Number(row)) }

// Len returns how many distinct values there are; they have the numbers 1 to Len.
func (c *Column) Len() int { return c.texts.Len() }

// TextOf returns the value of a number as it was written.
func (c *Column) TextOf(number uint32) string { return c.texts.Text(number) }

// Find returns the number of a value as it was written, 0 if no row has it.
func (c *Column) Find(text string) uint32 { return c.texts.Find(text) }

// Possible returns what a number says a notice's attribute may be: one value,
// or several where it is known in part; none where it is missing.
func (c *Column) Possible(number uint32) []notice.Value {
	if int(number) >= len(c.values) {
		return nil
	}
	return c.values[number]
}
