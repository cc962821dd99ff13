package estate

import (
	"encoding/binary"

	"github.com/lanyard-id/lanyard/fact"
)

// Software is what is installed on devices. What one source told of one device
// is an inventory: a number for each product. Equal inventories are kept once,
// and so are equal cells, so a device costs a few bytes.
type Software struct {
	estate   *Estate
	ids      []string
	products []*product

	inventories *Texts  // by number: the cells, as inventory has it
	told        numbers // by device: what was told first
	from        numbers // by device: by which visit of Devices
	heads       numbers // by device: what else was told, the place in others plus one
	others      pages[told]
	settled     numbers // by device: what holds of it all, where more was told; 0 = what was told first
	scratch     inventory
	buffer      []byte
}

// told is what a source told of a device.
type told struct {
	next      uint32 // plus one
	inventory uint32
	visit     uint32
}

// inventory is the numbers of the cells of each product.
type inventory struct {
	complete bool
	cells    []uint32
}

func newSoftware(e *Estate, ids []string) *Software {
	s := &Software{estate: e, ids: ids, inventories: NewTexts(), scratch: inventory{cells: make([]uint32, len(ids))}}
	for range ids {
		s.products = append(s.products, newProduct())
	}
	return s
}

// Products returns the ids of the products, in the order of their numbers.
func (s *Software) Products() []string { return s.ids }

// Inventories returns how many distinct inventories there are; they have the
// numbers 1 to Inventories.
func (s *Software) Inventories() int { return s.inventories.Len() }

// Of returns the number of a device's inventory, 0 if nothing is known of it.
func (s *Software) Of(device int) uint32 {
	if settled := s.settled.at(device); settled != 0 {
		return uint32(settled)
	}
	return uint32(s.told.at(device))
}

// CellNumber returns which cell an inventory has for a product: equal numbers
// are equal cells. It is 0 where the inventory does not list the product.
func (s *Software) CellNumber(inventory uint32, product int) uint32 {
	text := s.inventories.Text(inventory)
	if text == "" {
		return 0
	}
	for text = text[1:]; text != ""; product-- {
		number, n := uvarint(text)
		if product == 0 {
			return uint32(number)
		}
		text = text[n:]
	}
	return 0
}

// Cell returns what an inventory says of a product: nothing where it does not
// list it, and also where it does but sources contradict each other or doubt
// it. Only of what is not listed a complete inventory says that it is not
// installed.
func (s *Software) Cell(inventory uint32, product int) fact.Cell {
	return s.CellOf(product, s.CellNumber(inventory, product))
}

// Cells returns how many distinct cells a product has; they have the numbers 1
// to Cells.
func (s *Software) Cells(product int) int { return len(s.products[product].cells) }

// CellOf returns the cell of a product by its number.
func (s *Software) CellOf(product int, number uint32) fact.Cell {
	return s.products[product].cell(number)
}

// Complete reports whether what an inventory does not list is not installed.
func (s *Software) Complete(inventory uint32) bool {
	text := s.inventories.Text(inventory)
	return text != "" && text[0]&isComplete != 0
}

// How an inventory is written: a byte, then the number of each product's cell
// as a varint, without zeros at the end.
const isComplete = 1

// decode reads an inventory into memory that is used again.
func (s *Software) decode(number uint32, into *inventory) {
	clear(into.cells)
	into.complete = false
	text := s.inventories.Text(number)
	if text == "" {
		return
	}
	into.complete = text[0]&isComplete != 0
	for i := 0; len(text) > 1; i++ {
		cell, n := uvarint(text[1:])
		into.cells[i] = uint32(cell)
		text = text[n:]
	}
}

// number returns the number of an inventory.
func (s *Software) number(in *inventory) uint32 {
	b := append(s.buffer[:0], 0)
	if in.complete {
		b[0] = isComplete
	}
	end := 1
	for _, cell := range in.cells {
		b = binary.AppendUvarint(b, uint64(cell))
		if cell != 0 {
			end = len(b)
		}
	}
	s.buffer = b
	if end == 1 && !in.complete {
		return 0
	}
	number, _ := s.inventories.numberBytes(b[:end])
	return number
}
