package estate

import (
	"cmp"
	"iter"
	"slices"
)

// origins yields where the inventories of a device come from, and which they
// are.
func (s *Software) origins(device int) iter.Seq2[Origin, uint32] {
	return func(yield func(Origin, uint32) bool) {
		t := s.estate.Devices
		first := uint32(s.told.at(device))
		if first == 0 || !yield(t.origin(device, uint32(s.from.at(device))), first) {
			return
		}
		for i := s.heads.at(device); i != 0; {
			entry := s.others.at(int(i) - 1)
			if !yield(t.origin(device, entry.visit), entry.inventory) {
				return
			}
			i = uint64(entry.next)
		}
	}
}

// said is what one source says of one product.
type said struct {
	origin Origin
	cell   uint32
	listed bool // else it follows from the inventory being complete
}

// saidOf returns what is told of one product of a device, strongest first, and
// how many of it are equally strong.
func (s *Software) saidOf(device, product int) (all []said, top int) {
	for o, number := range s.origins(device) {
		switch cell := s.CellNumber(number, product); {
		case cell > doubtful:
			all = append(all, said{o, cell, true})
		case cell == 0 && s.Complete(number) && !s.lists(device, product, o):
			all = append(all, said{o, absent, false})
		}
	}
	slices.SortFunc(all, func(a, b said) int {
		return cmp.Or(s.estate.precedence(b.origin, a.origin), cmp.Compare(a.cell, b.cell))
	})
	for top < len(all) && s.estate.strength(all[0].origin, all[top].origin) == 0 {
		top++
	}
	return all, top
}

// lists reports whether a source told anything of a product at a time. What it
// lists as complete may be in several inventories, if rows turned out to be one
// device.
func (s *Software) lists(device, product int, at Origin) bool {
	for o, number := range s.origins(device) {
		if s.sameTime(o, at) && s.CellNumber(number, product) != 0 {
			return true
		}
	}
	return false
}

// finish settles what holds of each device of which more than one was told.
func (s *Software) finish() {
	for device := range s.estate.Devices.Len() {
		if s.heads.at(device) != 0 {
			s.settled.set(device, uint64(s.settle(device)))
		}
	}
	s.forget()
}

// forget leaves out inventories that no device has any more: a device that was
// told of program by program had one after each.
func (s *Software) forget() {
	var renumbered numbers // by number: the new one, 0 = not used
	used := 0
	use := func(number uint64) {
		if number != 0 && renumbered.at(int(number)) == 0 {
			used++
			renumbered.set(int(number), 1)
		}
	}
	for device := range s.estate.Devices.Len() {
		use(s.told.at(device))
		use(s.settled.at(device))
	}
	for i := range s.others.len() {
		use(uint64(s.others.at(i).inventory))
	}
	if s.inventories.Len()-used < used/4+1000 {
		return
	}
	old := s.inventories
	s.inventories = NewTexts()
	for number := 1; number <= old.Len(); number++ {
		if renumbered.at(number) != 0 {
			now, _ := s.inventories.Number(old.Text(uint32(number)))
			renumbered.set(number, uint64(now))
		}
	}
	for device := range s.estate.Devices.Len() {
		s.told.set(device, renumbered.at(int(s.told.at(device))))
		if settled := s.settled.at(device); settled != 0 {
			s.settled.set(device, renumbered.at(int(settled)))
		}
	}
	for i := range s.others.len() {
		entry := s.others.get(i)
		entry.inventory = uint32(renumbered.at(int(entry.inventory)))
	}
}

func (s *Software) settle(device int) uint32 {
	out := inventory{cells: make([]uint32, len(s.products))}
	for _, number := range s.origins(device) {
		out.complete = out.complete || s.Complete(number)
		for product := range s.products {
			if s.CellNumber(number, product) == doubtful {
				out.cells[product] = doubtful
			}
		}
	}
	for product := range s.products {
		all, top := s.saidOf(device, product)
		if len(all) == 0 {
			continue
		}
		held := all[0].cell
		listed := false
		for i, one := range all {
			if i < top && one.cell != held {
				held = doubtful
			}
			listed = listed || one.listed
		}
		if listed {
			out.cells[product] = held
		}
	}
	return s.number(&out)
}

// Disputes returns what was told of a device's software and does not hold: in
// the order of the products, of one the strongest first.
func (s *Software) Disputes(device int) []Dispute {
	if s.heads.at(device) == 0 {
		return nil
	}
	var out []Dispute
	for product, id := range s.ids {
		all, top := s.saidOf(device, product)
		held := s.CellNumber(s.Of(device), product)
		for i, one := range all {
			if one.cell == held || held == 0 && !one.listed {
				continue
			}
			if slices.ContainsFunc(all[:i], func(o said) bool { return o.cell == one.cell }) {
				continue
			}
			out = append(out, Dispute{
				Column: id, Value: s.CellOf(product, one.cell).String(), Source: one.origin.Source, Line: one.origin.Line,
				Seen: s.estate.seenAt(one.origin), Contradiction: i < top,
			})
		}
	}
	return out
}

// SeenOf returns when what holds of one product on a device was seen; NoTime if
// nothing is known of it, or it is not dated.
func (s *Software) SeenOf(device, product int) int64 {
	all, _ := s.saidOf(device, product)
	if len(all) == 0 {
		return NoTime
	}
	return s.estate.seenAt(all[0].origin)
}

// Seen returns when a device's software was seen: of what holds of its products
// the oldest that is dated, so that nothing counts as newer than it is. It is
// NoTime if nothing is known, or dated.
func (s *Software) Seen(device int) int64 {
	if s.told.at(device) == 0 {
		return NoTime
	}
	if s.heads.at(device) == 0 {
		return s.estate.seenAt(s.estate.Devices.origin(device, uint32(s.from.at(device))))
	}
	oldest := NoTime
	for product := range s.products {
		if seen := s.SeenOf(device, product); seen != NoTime && (oldest == NoTime || seen < oldest) {
			oldest = seen
		}
	}
	return oldest
}
