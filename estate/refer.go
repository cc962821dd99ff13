package estate

// referToDevices gives every device that a sign-in names an identifier, and a
// row where it has none.
func (i *Identity) referToDevices() {
	e := i.estate
	k := &e.Devices.keys
	c := e.SignIns.devices
	i.refers = make([]uint32, c.Len()+1)
	for number := 1; number <= c.Len(); number++ {
		text := c.TextOf(uint32(number))
		id := Identifier{NamespaceDevice, text}
		if _, ok := k.findIn(NamespaceDevice, text); !ok {
			id.Namespace = NamespaceSignIn
			i.row(id)
		}
		i.refers[number] = i.number(id)
	}
}

// referred tells the sign-ins where their devices are now.
func (i *Identity) referred() {
	c := i.estate.SignIns.devices
	for number, id := range i.refers {
		c.rows.set(number, uint64(i.estate.Devices.keys.rowOfNumber(id)+1))
	}
	i.refers = nil
}

// joinAliased joins the rows of a table that aliases say are one subject.
func (i *Identity) joinAliased(t *Table) {
	var g *groups
	for _, a := range i.settled(t.Kind) {
		if t.Kind == "person" && a.Namespace == "email" {
			i.subjects[[2]string{t.Kind, string(appendName(nil, a.Value))}] = a.Subject
			continue
		}
		value, hasValue := t.Find(a.Value)
		subject, hasSubject := t.Find(a.Subject)
		k := &t.keys
		switch {
		case hasValue && hasSubject:
			k.mapOut()
			if g == nil {
				g = newGroups(k.rows)
			}
			i.preferKey(t, g, int32(value), int32(subject))
		case hasValue:
			k.mapOut()
			number, _ := k.texts.Number(a.Subject)
			k.rowOf.set(int(number), uint64(value+1))
			k.idOf.set(value, uint64(number))
		case hasSubject:
			k.mapOut()
			number, _ := k.texts.Number(a.Value)
			k.rowOf.set(int(number), uint64(subject+1))
		default:
			i.unused = append(i.unused, a)
		}
	}
	if g != nil {
		t.compact(g)
	}
}

// preferKey joins two rows under the key of the subject.
func (i *Identity) preferKey(t *Table, g *groups, value, subject int32) {
	key := t.keys.idOf.at(int(g.of(subject)))
	g.join(value, subject)
	t.keys.idOf.set(int(g.of(subject)), key)
}
