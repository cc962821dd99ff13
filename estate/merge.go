package estate

// merge makes one row of each group, gives it the strongest of its identifiers
// as its key, and tells what stays in doubt.
func (j *joiner) merge() {
	k, t := j.keys, j.estate.Devices
	best := make([]uint32, k.rows) // by the row that stands for a group
	for number := uint32(1); int(number) <= k.texts.Len(); number++ {
		row := k.rowOfNumber(number)
		if row < 0 {
			continue
		}
		group := j.groups.of(int32(row))
		k.rowOf.set(int(number), uint64(group+1))
		if best[group] == 0 || j.better(number, best[group]) {
			best[group] = number
		}
	}
	for group, number := range best {
		k.idOf.set(group, uint64(number))
	}
	final := t.compact(j.groups, j.estate.Software.move, j.estate.Memberships.move, j.estate.Users.move)
	k.shown, k.shownFor = map[uint32]string{}, map[string]uint32{}
	for row := range k.rows {
		if space, id := j.identifier(row); space != spaceDevice {
			k.show(row, id)
		}
	}
	j.tellDoubts(final)
}

// better reports whether an identifier is the better key: not one that an alias
// gave to another, then the stronger, then the first in order.
func (j *joiner) better(a, b uint32) bool {
	if j.aliasedIDs[a] != j.aliasedIDs[b] {
		return j.aliasedIDs[b]
	}
	_, x := identifierOf(j.keys.texts.Text(a))
	_, y := identifierOf(j.keys.texts.Text(b))
	return compareIdentifiers(x, y) < 0
}

// show sees to it that the key of a row is the key of no other.
func (k *keys) show(row int, id Identifier) {
	if found, ok := k.find(id.Value); ok && found == row {
		return
	}
	text := id.Namespace + ":" + id.Value
	for _, taken := k.find(text); taken; _, taken = k.find(text) {
		text += "'"
	}
	number := k.number(row)
	k.shown[number], k.shownFor[text] = text, number
}

// compact makes one row of each group, in the order of their first rows, and
// returns where each row went. What depends on the rows moves with them: move
// puts what is known of one row in the place of another, or beside it.
func (t *Table) compact(g *groups, moves ...func(from, to int, beside bool)) (final []int32) {
	rows := t.keys.rows
	final = make([]int32, rows)
	moves = append([]func(from, to int, beside bool){t.move}, moves...)
	if !g.joined {
		for row := range final {
			final[row] = int32(row)
		}
		return final
	}
	// A group is done when its first row is reached. Its rows come after that,
	// and what was written so far lies before it, so nothing is overwritten that
	// is still needed.
	next := make([]int32, rows) // the next row of the group, 0 = none
	last := make([]int32, rows) // by group
	for row := range rows {
		group := g.of(int32(row))
		if int(group) != row {
			next[last[group]] = int32(row)
		}
		last[group] = int32(row)
	}
	count := 0
	for row := range rows {
		if int(g.of(int32(row))) != row {
			continue
		}
		for from, more := row, true; more; from, more = int(next[from]), next[from] != 0 {
			for _, move := range moves {
				move(from, count, from != row)
			}
			final[from] = int32(count)
		}
		count++
	}
	for _, column := range t.Columns {
		column.cells.cut(count)
		column.origins.cut(count)
	}
	for _, list := range []*numbers{&t.source, &t.line, &t.seen, &t.others, &t.more, &t.heads} {
		list.cut(count)
	}
	k := &t.keys
	for number := 1; number <= k.texts.Len(); number++ {
		if row := k.rowOfNumber(uint32(number)); row >= 0 {
			k.rowOf.set(number, uint64(final[row]+1))
		}
	}
	k.idOf.cut(count)
	k.rows = count
	t.current = -1
	return final
}

// move puts the facts of a row in the place of those of another; or beside
// them, as if the same lines had told them of it.
func (t *Table) move(from, to int, beside bool) {
	t.current = -1
	if beside {
		t.absorb(from, to)
		return
	}
	if from == to {
		return
	}
	for _, list := range []*numbers{&t.source, &t.line, &t.seen, &t.others, &t.more, &t.heads, &t.keys.idOf} {
		list.set(to, list.at(from))
	}
	for _, c := range t.Columns {
		c.cells.set(to, c.cells.at(from))
		c.origins.set(to, c.origins.at(from))
	}
}

func (t *Table) absorb(from, to int) {
	if !t.Listed(from) {
		return
	}
	first := t.origin(from, 0)
	if set := uint32(t.others.at(from)); set != 0 {
		t.list(to, first)
		for _, source := range t.sets.of(set) {
			t.list(to, Origin{Source: SourceID(source), Seen: NoTime})
		}
	} else {
		t.list(to, first)
	}
	for _, c := range t.Columns {
		stated := t.statedOf(from, c)
		for _, s := range stated {
			t.set(to, c, t.asKnown(to, c, s.value), t.origin(from, s.visit))
		}
		if cell := c.cells.at(from); cell != 0 && len(stated) == 0 {
			t.set(to, c, t.asKnown(to, c, cell), t.origin(from, uint32(c.origins.at(from))))
		}
	}
	if set := uint32(t.more.at(from)); set != 0 {
		t.more.set(to, uint64(t.sets.union(uint32(t.more.at(to)), set)))
	}
}

// asKnown returns the number by which a row has the text of a cell already.
func (t *Table) asKnown(row int, c *Column, cell uint64) uint64 {
	if c.plain {
		if known := t.known(row, c, c.show(cell)); known != 0 {
			return known
		}
	}
	return cell
}

// move does for software what Table.move does for facts.
func (s *Software) move(from, to int, beside bool) {
	switch {
	case beside:
		for o, number := range s.origins(from) {
			s.tellBeside(to, number, o)
		}
	case from != to:
		for _, list := range []*numbers{&s.told, &s.from, &s.heads} {
			list.set(to, list.at(from))
		}
	}
}

// tellBeside adds an inventory to those that are told of a device.
func (s *Software) tellBeside(device int, number uint32, o Origin) {
	t := s.estate.Devices
	if s.told.at(device) == 0 {
		s.told.set(device, uint64(number))
		s.from.set(device, uint64(t.visit(device, o)))
		return
	}
	entries := 0
	for other, known := range s.origins(device) {
		entries++
		if known == number && s.sameTime(o, other) && s.estate.precedence(o, other) <= 0 {
			return
		}
	}
	if entries >= maxStatements {
		s.replaceWeakest(device, number, o)
		return
	}
	s.addInventory(device, number, o)
}

func (r *relation) move(from, to int, beside bool) {
	set := uint32(r.of.at(from))
	if !beside {
		r.of.set(to, uint64(set))
		r.from.set(to, r.from.at(from))
		return
	}
	if set == 0 {
		return
	}
	o := r.estate.Devices.origin(from, uint32(r.from.at(from)))
	for _, element := range r.told.of(set) {
		r.put(to, element, o)
	}
}
