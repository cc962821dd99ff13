package estate

import (
	"cmp"
	"slices"
)

// aliased reports whether any alias is of a kind.
func (i *Identity) aliased(kind string) bool {
	return slices.ContainsFunc(i.aliases, func(a Alias) bool { return a.Kind == kind })
}

// settled returns the aliases of a kind, each value once and in order. Those
// that give one value to two subjects settle nothing, and are listed.
func (i *Identity) settled(kind string) []Alias {
	byValue := map[Identifier][]Alias{}
	var order []Identifier
	for _, a := range i.aliases {
		if a.Kind != kind {
			continue
		}
		key := Identifier{a.Namespace, a.Value}
		if kind == "device" {
			_, key = identifierOf(string(appendIdentifier(nil, key)))
		} else if a.Namespace != "email" {
			key.Namespace = "" // an id is an id, whatever one calls its namespace
		}
		if byValue[key] == nil {
			order = append(order, key)
		}
		byValue[key] = append(byValue[key], a)
	}
	slices.SortFunc(order, compareIdentifiers)
	var out []Alias
	ambiguous := 0
	for _, key := range order {
		same := byValue[key]
		slices.SortStableFunc(same, func(a, b Alias) int { return cmp.Compare(a.Subject, b.Subject) })
		same = slices.CompactFunc(same, func(a, b Alias) bool { return a.Subject == b.Subject })
		if len(same) == 1 {
			out = append(out, same[0])
			continue
		}
		if ambiguous++; ambiguous > MaxAmbiguous {
			i.notListed++
			continue
		}
		c := Ambiguity{Source: same[0].Origin.Source, Line: same[0].Origin.Line, Kind: kind, Namespace: same[0].Namespace, Value: key.Value}
		for _, a := range same[:min(len(same), maxSubjects)] {
			c.Subjects = append(c.Subjects, a.Subject)
			c.Settle = append(c.Settle, aliasLine(kind, a.Namespace, key.Value, a.Subject))
		}
		i.ambiguous = append(i.ambiguous, c)
	}
	i.told = append(i.told, out...)
	return out
}

// Aliases returns the aliases of a kind of subject that say one thing, also those
// of values that no file has: somebody may come by such a name later.
func (i *Identity) Aliases(kind string) []Alias {
	var out []Alias
	for _, a := range i.told {
		if a.Kind == kind {
			out = append(out, a)
		}
	}
	return out
}

// applyAliases joins what aliases say of identifiers, and notes whose those are.
func (j *joiner) applyAliases() {
	j.sure = map[uint32]int32{}
	j.sureNames = map[string]int32{}
	j.nameAliases = map[string]Alias{}
	j.aliasedIDs = map[uint32]bool{}
	for _, a := range j.settled("device") {
		if !j.applyAlias(a) {
			j.unused = append(j.unused, a)
		}
	}
}

func (j *joiner) applyAlias(a Alias) bool {
	isName := spaceOf(a.Namespace) == spaceName
	number := j.keys.texts.findBytes(appendIdentifier(nil, Identifier{a.Namespace, a.Value}))
	if number == 0 && a.Namespace == NamespaceDevice {
		number = j.keys.texts.findBytes(appendIdentifier(nil, Identifier{NamespaceSignIn, a.Value}))
	}
	row := j.keys.rowOfNumber(number)
	subject, ok := j.keys.find(a.Subject)
	switch {
	case number == 0 && !isName, !ok && row < 0:
		return false // no file has the value, or the subject
	case !ok:
		// Nobody lists the subject: it is a new id for the device.
		id := j.number(Identifier{NamespaceDevice, a.Subject})
		j.keys.rowOf.set(int(id), uint64(row+1))
		j.groups.mark(int32(row), 1<<spaceDevice)
		subject = row
	}
	if isName {
		name := string(appendName(nil, a.Value))
		j.sureNames[name], j.nameAliases[name] = int32(subject), a
	} else {
		j.sure[number] = int32(subject)
		j.aliasedIDs[number] = true
	}
	switch {
	case row >= 0:
		j.groups.join(int32(row), int32(subject))
	case !isName:
		j.keys.rowOf.set(int(number), uint64(subject+1))
	}
	return true
}

// aliasLine is a line of the file of --alias.
func aliasLine(kind, namespace, value, subject string) string {
	return csvCell(kind) + "," + csvCell(namespace) + "," + csvCell(value) + "," + csvCell(subject)
}
