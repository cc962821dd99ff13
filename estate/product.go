package estate

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/fact"
)

// product numbers the distinct cells of one product.
type product struct {
	texts  *Texts            // as written
	number []uint32          // by number of the text: that of its cell
	cells  []fact.Cell       // by number less one
	by     map[string]uint32 // by canonical text
	grown  map[[2]uint32]uint32
	last   string // the text before this one, and its number
	lastIs uint32
}

// Cells that every product has: one of which is known that it is not known, and
// one that is not installed.
const (
	doubtful = 1
	absent   = 2
)

func newProduct() *product {
	return &product{
		texts: NewTexts(), number: []uint32{0}, by: map[string]uint32{"": doubtful, "-": absent}, cells: []fact.Cell{{}, fact.Absent()},
		grown: map[[2]uint32]uint32{},
	}
}

func (p *product) cell(number uint32) fact.Cell {
	if number == 0 || int(number) > len(p.cells) {
		return fact.Cell{}
	}
	return p.cells[number-1]
}

// read returns the number of a cell as it is written; 0 of one that says
// nothing.
func (p *product) read(text string) (uint32, error) {
	if text == p.last {
		return p.lastIs, nil
	}
	if number := p.texts.Find(text); number != 0 {
		p.last, p.lastIs = p.texts.Text(number), p.number[number]
		return p.lastIs, nil
	}
	cell, err := fact.ParseCell(text)
	if err != nil || !cell.Known() {
		return 0, err
	}
	number, _ := p.texts.Number(text)
	if number == 0 {
		return 0, errFull
	}
	// The cell must not hold on to the row that its text came in.
	cell, _ = fact.ParseCell(p.texts.Text(number))
	p.number = append(p.number, p.intern(cell))
	return p.number[number], nil
}

// intern returns the number of a cell.
func (p *product) intern(cell fact.Cell) uint32 {
	cell = inOrder(cell)
	key := canonicalCell(cell)
	if number, ok := p.by[key]; ok {
		return number
	}
	p.cells = append(p.cells, cell)
	p.by[key] = uint32(len(p.cells))
	return uint32(len(p.cells))
}

// with returns the number of a cell with one more version installed: "" is one
// that is not known.
func (p *product) with(number uint32, version string) (uint32, error) {
	added, err := p.read(orUnversioned(version))
	if err != nil || added == 0 {
		return number, err
	}
	key := [2]uint32{number, added}
	if known, ok := p.grown[key]; ok {
		return known, nil
	}
	cell := p.cell(number)
	for _, v := range p.cell(added).Versions() {
		cell = cell.With(v)
	}
	if version == "" {
		cell = cell.WithUnversioned()
	}
	p.grown[key] = p.intern(cell)
	return p.grown[key], nil
}

func orUnversioned(version string) string {
	if version == "" {
		return "+"
	}
	return version
}

// inOrder returns a cell with its versions in order, each once.
func inOrder(c fact.Cell) fact.Cell {
	versions := c.Versions()
	if len(versions) == 0 {
		return c
	}
	slices.SortStableFunc(versions, fact.Version.Compare)
	var out fact.Cell
	for _, v := range slices.CompactFunc(versions, fact.Version.Equal) {
		out = out.With(v)
	}
	if hasUnversioned(c) {
		out = out.WithUnversioned()
	}
	return out
}

func hasUnversioned(c fact.Cell) bool {
	_, known := c.Newest()
	return c.Installed() == fact.True && !known
}

// canonicalCell is the same text for cells that say the same.
func canonicalCell(c fact.Cell) string {
	if c.Installed() != fact.True {
		return c.String()
	}
	var parts []string
	for _, v := range c.Versions() {
		parts = append(parts, v.Canonical())
	}
	if hasUnversioned(c) {
		parts = append(parts, "+")
	}
	return strings.Join(parts, ";")
}
