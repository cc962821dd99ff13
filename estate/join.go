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

// joiner joins the rows of devices.
type joiner struct {
	*Identity
	keys   *keys
	groups *groups
	masks  []uint64          // by the row that stands for a group: in which namespaces it has an identifier
	bits   map[string]uint64 // of the namespaces that have no constant
	doubts []doubt

	// What aliases say: whose an identifier is, by its number, and whose a name;
	// and which identifiers are no key.
	sure        map[uint32]int32
	aliasedIDs  map[uint32]bool
	sureNames   map[string]int32
	nameAliases map[string]Alias
}

// claim is an identifier and the groups whose rows carry it.
type claim struct {
	identifier Identifier
	own        []int32 // rows that are filed under it
	carriers   []int32 // rows that stand for the groups that carry it, each once
	number     uint32  // in keys; 0 of a name
	sure       int32   // the row that an alias gives it; -1 = none does
}

func (i *Identity) joinDevices() {
	k := &i.estate.Devices.keys
	k.mapOut()
	j := &joiner{Identity: i, keys: k, bits: map[string]uint64{}, sure: map[uint32]int32{}}
	j.groups = newGroups(k.rows)
	j.masks = make([]uint64, k.rows)
	for row := range k.rows {
		j.masks[row] = j.bit(identifierOf(k.texts.Text(k.number(row))))
	}
	j.applyAliases()
	for _, numbers := range j.levels() {
		j.joinLevel(numbers)
	}
	j.joinNames()
	j.merge()
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
			bit = 1 << min(int(spaceOther)+len(j.bits), 63)
			j.bits[id.Namespace] = bit
		}
		return bit
	}
	return 1 << s
}

// differ reports whether two groups are certainly two devices: each has an
// identifier of its own in one namespace.
func (j *joiner) differ(a, b int32) bool { return a != b && j.masks[a]&j.masks[b] != 0 }

func (j *joiner) put(a, b int32) {
	a, b = j.groups.of(a), j.groups.of(b)
	j.groups.join(a, b)
	j.masks[min(a, b)] |= j.masks[a] | j.masks[b]
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

// joinLevel decides the claims of one namespace. All are decided by what was
// known before any of them, so that their order does not matter.
func (j *joiner) joinLevel(numbers []uint32) {
	var claims []*claim
	for _, number := range numbers {
		c := j.claimOf(number)
		if len(c.carriers) > 1 || c.sure >= 0 {
			claims = append(claims, c)
		}
	}
	decided := map[uint32]bool{}
	for _, c := range claims {
		decided[c.number] = true
	}
	granted := j.decide(claims)
	for _, number := range numbers {
		if !decided[number] {
			j.grant(j.claimOf(number))
		}
	}
	j.grant(granted...)
}

// decide returns the claims that make one device of what has an identifier. The
// others are kept as doubts.
func (j *joiner) decide(claims []*claim) (granted []*claim) {
	refused := j.refuse(claims)
	for _, c := range claims {
		if refused[c] {
			j.doubt(c)
		} else {
			granted = append(granted, c)
		}
	}
	return granted
}

// claimOf returns the claim of an identifier in keys.
func (j *joiner) claimOf(number uint32) *claim {
	_, id := identifierOf(j.keys.texts.Text(number))
	c := &claim{identifier: id, number: number, sure: -1}
	if row := j.keys.rowOfNumber(number); row >= 0 {
		c.own = []int32{int32(row)}
	}
	c.carriers = append([]int32{int32(j.carrier.at(int(number)) - 1)}, j.carriers[number]...)
	if row, ok := j.sure[number]; ok {
		c.sure = row
	}
	j.tidy(c)
	return c
}

func compareIdentifiers(a, b Identifier) int {
	return cmp.Or(cmp.Compare(spaceOf(a.Namespace), spaceOf(b.Namespace)),
		cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Value, b.Value))
}

// tidy leaves the groups that carry an identifier, each once. Where an alias
// says whose it is, those that certainly are others have no say.
func (j *joiner) tidy(c *claim) {
	for n, row := range c.carriers {
		c.carriers[n] = j.groups.of(row)
	}
	for n, row := range c.own {
		c.own[n] = j.groups.of(row)
	}
	if c.sure >= 0 {
		sure := j.groups.of(c.sure)
		c.carriers = append(c.carriers, sure)
		c.carriers = slices.DeleteFunc(c.carriers, func(row int32) bool { return j.differ(row, sure) })
	}
	slices.Sort(c.carriers)
	c.carriers = slices.Compact(c.carriers)
}

// refuse returns the claims that would make one device of certainly different
// ones, each for itself or together.
func (j *joiner) refuse(claims []*claim) map[*claim]bool {
	refused := map[*claim]bool{}
	up := map[int32]int32{} // which groups would be one
	top := func(row int32) int32 {
		for {
			next, ok := up[row]
			if !ok {
				return row
			}
			if further, ok := up[next]; ok {
				up[row] = further
			}
			row = next
		}
	}
	for _, c := range claims {
		if len(c.carriers) < 2 {
			continue // nothing that differs
		}
		if j.overlap(c.carriers) {
			refused[c] = true
			continue
		}
		for _, row := range c.carriers[1:] {
			if a, b := top(c.carriers[0]), top(row); a != b {
				up[max(a, b)] = min(a, b)
			}
		}
	}
	members := map[int32][]int32{}
	for _, c := range claims {
		if len(c.carriers) > 1 && !refused[c] {
			members[top(c.carriers[0])] = append(members[top(c.carriers[0])], c.carriers...)
		}
	}
	wrong := map[int32]bool{}
	for first, rows := range members {
		slices.Sort(rows)
		wrong[first] = j.overlap(slices.Compact(rows))
	}
	for _, c := range claims {
		if len(c.carriers) > 1 && wrong[top(c.carriers[0])] {
			refused[c] = true
		}
	}
	return refused
}

// overlap reports whether two of some groups are certainly different devices.
func (j *joiner) overlap(rows []int32) bool {
	mask := uint64(0)
	for _, row := range rows {
		if mask&j.masks[row] != 0 {
			return true
		}
		mask |= j.masks[row]
	}
	return false
}

// grant makes one device of all that has an identifier, for each claim.
func (j *joiner) grant(claims ...*claim) {
	for _, c := range claims {
		rows := append(slices.Clip(c.carriers), c.own...)
		for _, row := range rows[1:] {
			j.put(rows[0], row)
		}
		if c.number != 0 {
			j.keys.rowOf.set(int(c.number), uint64(rows[0]+1))
			j.masks[j.groups.of(rows[0])] |= j.bit(spaceOf(c.identifier.Namespace), c.identifier)
		}
	}
}
