package estate

import (
	"math/bits"
	"slices"
)

// joinNames joins devices by their names, last of all. A device has the names
// that files say, and is called by some of its identifiers. Only names are
// looked at that could join anything: of rows that have nothing else, of
// devices that lack an identifier which others have, and in aliases. Names that
// hold are looked at before those that a newer one overruled: a computer was
// given another, and perhaps its old one went to the next.
func (j *joiner) joinNames() {
	if j.estate.Devices.statements.len() > 0 {
		doubts := j.doubts
		j.joinByName(false)
		j.doubts = doubts // they are found again
	}
	j.joinByName(true)
}

func (j *joiner) joinByName(overruled bool) {
	j.overruled = overruled
	wanted := j.wantedNames()
	if wanted.Len() == 0 {
		return
	}
	rows, ends := j.rowsByName(wanted)
	j.decide(func(yield func(*claim) bool) {
		var c claim
		start := uint32(0)
		for number, end := range ends {
			c.name(j, wanted.Text(uint32(number+1)), rows[start:end])
			start = end
			if !yield(&c) {
				return
			}
		}
	}, nil)
	for name, a := range j.nameAliases {
		number := wanted.Find(name)
		if overruled && (number == 1 && ends[0] == 0 || number > 1 && ends[number-1] == ends[number-2]) {
			j.unused = append(j.unused, a)
		}
	}
}

// wantedNames numbers the names, without case.
func (j *joiner) wantedNames() *Texts {
	wanted := NewTexts()
	var buffer []byte
	want := func(name string) {
		buffer = appendName(buffer[:0], name)
		wanted.numberBytes(buffer)
	}
	for name := range j.sureNames {
		want(name)
	}
	groups := 0
	var have [64]int // how many groups have an identifier in a namespace
	for row := range j.keys.rows {
		if space, id := j.identifier(row); space == spaceName || space == spaceSignIn {
			want(id.Value)
		}
		if mask := j.groups.mask(int32(row)) &^ weakMask; mask != 0 && j.groups.of(int32(row)) == int32(row) {
			groups++
			for ; mask != 0; mask &= mask - 1 {
				have[bits.TrailingZeros64(mask)]++
			}
		}
	}
	// Of two groups that names may join, one lacks any given namespace.
	usual := 0
	for bit, n := range have {
		if n > have[usual] {
			usual = bit
		}
	}
	if have[usual] == groups {
		return wanted
	}
	for row := range j.keys.rows {
		if j.groups.mask(int32(row))>>usual&1 == 0 {
			j.called(row, want)
		}
	}
	j.alsoCalled(func(row int, name string) {
		if j.groups.mask(int32(row))>>usual&1 == 0 {
			want(name)
		}
	})
	return wanted
}

// rowsByName returns the rows that have each name, one name after another, and
// where those of each end.
func (j *joiner) rowsByName(wanted *Texts) (rows []int32, ends []uint32) {
	type called struct {
		name uint32
		row  int32
	}
	var all pages[called]
	ends = make([]uint32, wanted.Len())
	var buffer []byte
	add := func(row int, name string) {
		buffer = appendName(buffer[:0], name)
		if number := wanted.findBytes(buffer); number != 0 {
			all.append(called{number - 1, int32(row)})
			ends[number-1]++
		}
	}
	for row := range j.keys.rows {
		if space, id := j.identifier(row); space == spaceName {
			add(row, id.Value)
		}
		j.called(row, func(name string) { add(row, name) })
	}
	j.alsoCalled(add)
	total := uint32(0)
	for name, n := range ends {
		ends[name] = total // where they begin, for now
		total += n
	}
	rows = make([]int32, total)
	for i := range all.len() {
		c := all.at(i)
		rows[ends[c.name]] = c.row
		ends[c.name]++
	}
	return rows, ends
}

// name makes the claim that of a name that rows have. Of one row there is
// nothing to claim.
func (c *claim) name(j *joiner, name string, rows []int32) {
	*c = claim{identifier: Identifier{NamespaceName, name}, own: c.own[:0], carriers: c.carriers[:0], sure: -1}
	if row, ok := j.sureNames[name]; ok {
		c.sure = row
	} else if len(rows) < 2 {
		return
	}
	slices.Sort(rows)
	for n, row := range rows {
		if n > 0 && row == rows[n-1] {
			continue
		}
		if space, id := j.identifier(int(row)); (space == spaceName || space == spaceSignIn) && string(appendName(j.buffer[:0], id.Value)) == name {
			c.own = append(c.own, row)
		} else {
			c.carriers = append(c.carriers, row)
		}
	}
}

// called yields what a row is called: its identifier, the name that holds, and
// if these are looked at, those that do not.
func (j *joiner) called(row int, yield func(name string)) {
	if space, id := j.identifier(row); space.names() {
		yield(id.Value)
	}
	t := j.estate.Devices
	name := t.byName["name"]
	if number := name.Number(row); number != 0 {
		yield(name.TextOf(number))
	}
	if !j.overruled || t.heads.at(row) == 0 {
		return
	}
	for _, s := range t.statedOf(row, name) {
		yield(name.TextOf(uint32(s.value)))
	}
}

// alsoCalled yields what rows are called by identifiers that they are not filed
// under.
func (j *joiner) alsoCalled(yield func(row int, name string)) {
	for number := 1; number < j.carrier.len(); number++ {
		if j.carrier.at(number) == 0 {
			continue
		}
		if row := j.keys.rowOfNumber(uint32(number)); row >= 0 {
			if space, id := identifierOf(j.keys.texts.Text(uint32(number))); space.names() {
				yield(row, id.Value)
			}
		}
	}
}
