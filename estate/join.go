package estate

import (
	"cmp"
	"maps"
	"slices"
)

// finish joins the rows of devices that are one, then those of every table that
// aliases say are one.
func (i *Identity) finish() {
	e := i.estate
	i.subjects = map[[2]string]string{}
	for _, t := range []*Table{e.Organisations.Table, e.People, e.Cards, e.Applications} {
		i.joinAliased(t)
	}
	i.referToDevices()
	if e.Devices.keys.mapped || i.aliased("device") {
		i.joinDevices()
	}
	i.referred()
}

// joiner joins the rows of devices: first as aliases say, then by the
// identifiers that rows carry besides the one that they are filed under, a
// namespace after another from the strongest, then by names. What a namespace
// joins is decided by what was known before, for all of its identifiers at
// once, so that neither their order nor that of the files matters.
type joiner struct {
	*Identity
	keys   *keys
	groups *groups
	bits   map[string]uint64 // of the namespaces that have no constant
	doubts []doubt

	overruled bool // names that do not hold are looked at

	// What aliases say: whose an identifier is, by its number, and whose a name;
	// and which identifiers are no key.
	sure        map[uint32]int32
	aliasedIDs  map[uint32]bool
	sureNames   map[string]int32
	nameAliases map[string]Alias
}

func (i *Identity) joinDevices() {
	k := &i.estate.Devices.keys
	k.mapOut()
	j := &joiner{Identity: i, keys: k, groups: newGroups(k.rows), bits: map[string]uint64{}}
	for row := range k.rows {
		if bit := j.bit(j.identifier(row)); bit != 0 {
			j.groups.mark(int32(row), bit)
		}
	}
	j.applyAliases()
	levels := j.levels()
	for _, numbers := range levels {
		s, _ := identifierOf(j.keys.texts.Text(numbers[0]))
		j.decide(func(yield func(*claim) bool) {
			for _, number := range numbers {
				if !yield(j.claimOf(number)) {
					return
				}
			}
		}, j.speaks(s, levels))
	}
	j.joinNames()
	j.merge()
}

// identifier returns what a row is filed under.
func (j *joiner) identifier(row int) (space, Identifier) {
	return identifierOf(j.keys.texts.Text(j.keys.number(row)))
}

// bit is the mark of a namespace in masks. A name marks nothing: two devices may
// have one.
func (j *joiner) bit(s space, id Identifier) uint64 {
	switch s {
	case spaceName, spaceSignIn:
		return 0
	case spaceOther:
		bit, ok := j.bits[id.Namespace]
		if !ok {
			// Whoever uses more namespaces than there are bits has devices told
			// apart that might be one, and never the reverse.
			bit = 1 << min(int(spaceName)+1+len(j.bits), 63)
			j.bits[id.Namespace] = bit
		}
		return bit
	}
	return 1 << s
}

// levels returns the numbers of the identifiers that rows carry besides the one
// that they are filed under: those of a namespace together, the strongest first.
func (j *joiner) levels() [][]uint32 {
	byNamespace := map[Identifier][]uint32{} // the value is left out
	for number := 1; number < j.carrier.len(); number++ {
		if j.carrier.at(number) != 0 {
			_, id := identifierOf(j.keys.texts.Text(uint32(number)))
			key := Identifier{Namespace: id.Namespace}
			byNamespace[key] = append(byNamespace[key], uint32(number))
		}
	}
	var out [][]uint32
	for _, namespace := range slices.SortedFunc(maps.Keys(byNamespace), compareIdentifiers) {
		out = append(out, byNamespace[namespace])
	}
	return out
}

// claimOf returns the claim of an identifier in keys.
func (j *joiner) claimOf(number uint32) *claim {
	_, id := identifierOf(j.keys.texts.Text(number))
	c := &claim{identifier: id, number: number, sure: -1}
	if row := j.keys.rowOfNumber(number); row >= 0 {
		c.own = []int32{int32(row)}
	}
	c.carriers = []int32{int32(j.carrier.at(int(number)) - 1)}
	if second := j.second.at(int(number)); second != 0 {
		c.carriers = append(append(c.carriers, int32(second-1)), j.carriers[number]...)
	}
	if row, ok := j.sure[number]; ok {
		c.sure = row
	}
	return c
}

func compareIdentifiers(a, b Identifier) int {
	return cmp.Or(cmp.Compare(spaceOf(a.Namespace), spaceOf(b.Namespace)),
		cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Value, b.Value))
}
