package estate

import "github.com/lanyard-id/lanyard/fact"

// SetCell says what devices.csv has in the column of a product. An empty text
// says nothing; one that is no cell is an error and changes nothing.
func (s *Software) SetCell(device, product int, text string, o Origin) error {
	if text == "" {
		return nil
	}
	cell, err := s.products[product].read(text)
	if err != nil || cell == 0 {
		return err
	}
	return s.tell(device, o, func(in *inventory) bool {
		if in.cells[product] > doubtful && in.cells[product] != cell {
			return false
		}
		in.cells[product] = cell
		return true
	})
}

// SetCells says what a row of devices.csv has in the columns of the products, in
// their order, and calls reject for each cell that cannot be read.
func (s *Software) SetCells(device int, texts []string, o Origin, reject func(product int, err error)) {
	if device < 0 {
		return
	}
	texts = texts[:min(len(texts), len(s.products))]
	if s.told.at(device) != 0 {
		for product, text := range texts {
			if err := s.SetCell(device, product, text, o); err != nil {
				reject(product, err)
			}
		}
		return
	}
	in := &s.scratch
	s.decode(0, in)
	for product, text := range texts {
		if text == "" {
			continue
		}
		cell, err := s.products[product].read(text)
		if err != nil {
			reject(product, err)
			continue
		}
		in.cells[product] = cell
	}
	if number := s.number(in); number != 0 {
		s.told.set(device, uint64(number))
		s.from.set(device, uint64(s.estate.Devices.visit(device, o)))
	}
}

// Add says that a product is installed on a device, beside what else the same
// source tells of it. Without a version it is installed in one that is not
// known.
func (s *Software) Add(device, product int, version *fact.Version, o Origin) error {
	text := ""
	if version != nil {
		text = version.String()
	}
	var err error
	told := s.tell(device, o, func(in *inventory) bool {
		in.cells[product], err = s.products[product].with(in.cells[product], text)
		return true
	})
	if err != nil {
		return err
	}
	return told
}

// Doubt says that a source may have seen a product on a device. Nothing is
// known of it then, also where the source's inventory is complete.
func (s *Software) Doubt(device, product int, o Origin) error {
	return s.tell(device, o, func(in *inventory) bool {
		if in.cells[product] == 0 {
			in.cells[product] = doubtful
		}
		return true
	})
}

// SetComplete says that what a source does not list on a device is not
// installed; false says nothing.
func (s *Software) SetComplete(device int, complete bool, o Origin) error {
	if !complete {
		return nil
	}
	return s.tell(device, o, func(in *inventory) bool {
		in.complete = true
		return true
	})
}

// tell adds to what a source told of a device at one time. Where change says
// that it contradicts that, it is told beside it.
func (s *Software) tell(device int, o Origin, change func(*inventory) bool) error {
	if device < 0 {
		return errFull
	}
	t := s.estate.Devices
	first := uint32(s.told.at(device))
	if first == 0 {
		s.decode(0, &s.scratch)
		change(&s.scratch)
		s.told.set(device, uint64(s.number(&s.scratch)))
		s.from.set(device, uint64(t.visit(device, o)))
		return nil
	}
	entries := 1
	for i := s.heads.at(device); i != 0; entries++ {
		entry := s.others.get(int(i) - 1)
		if s.sameTime(o, t.origin(device, entry.visit)) {
			s.decode(entry.inventory, &s.scratch)
			if change(&s.scratch) {
				entry.inventory = s.number(&s.scratch)
				return nil
			}
		}
		i = uint64(entry.next)
	}
	if s.sameTime(o, t.origin(device, uint32(s.from.at(device)))) {
		s.decode(first, &s.scratch)
		if change(&s.scratch) {
			s.told.set(device, uint64(s.number(&s.scratch)))
			return nil
		}
	}
	s.decode(0, &s.scratch)
	change(&s.scratch)
	switch number := s.number(&s.scratch); {
	case number == 0:
	case entries >= maxStatements:
		s.replaceWeakest(device, number, o)
	default:
		s.addInventory(device, number, o)
	}
	return nil
}

// addInventory adds to what is told of a device.
func (s *Software) addInventory(device int, inventory uint32, o Origin) {
	s.others.append(told{next: uint32(s.heads.at(device)), inventory: inventory, visit: s.estate.Devices.visit(device, o)})
	s.heads.set(device, uint64(s.others.len()))
}

// replaceWeakest puts an inventory in the place of the weakest that is told of a
// device, unless it is weaker still.
func (s *Software) replaceWeakest(device int, inventory uint32, o Origin) {
	t := s.estate.Devices
	var weakest *told // nil: what was told first
	origin := t.origin(device, uint32(s.from.at(device)))
	for i := s.heads.at(device); i != 0; {
		entry := s.others.get(int(i) - 1)
		if at := t.origin(device, entry.visit); s.estate.precedence(at, origin) < 0 {
			weakest, origin = entry, at
		}
		i = uint64(entry.next)
	}
	switch {
	case s.estate.precedence(o, origin) <= 0:
	case weakest != nil:
		weakest.inventory, weakest.visit = inventory, t.visit(device, o)
	default:
		s.told.set(device, uint64(inventory))
		s.from.set(device, uint64(t.visit(device, o)))
	}
}

// sameTime reports whether two origins are one source at one time, of which
// all that is told belongs together.
func (s *Software) sameTime(a, b Origin) bool {
	return a.Source == b.Source && s.estate.seenAt(a) == s.estate.seenAt(b)
}
