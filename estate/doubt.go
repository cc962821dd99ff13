package estate

import (
	"slices"
	"strings"
)

// doubt keeps a claim that was refused, until its devices have their keys. The
// groups are those by which it was decided.
func (j *joiner) doubt(c *claim, g *groups) {
	d := doubt{
		claim: claim{c.identifier, slices.Clone(c.own), slices.Clone(c.carriers), c.number, c.sure},
		open:  slices.Clone(c.own),
	}
	masks := map[uint64]int{}
	for _, row := range c.carriers {
		masks[g.mask(row)&^weakMask]++
	}
	for _, row := range c.carriers {
		if len(c.own) > 0 || mayBeAnother(g.mask(row)&^weakMask, masks) {
			d.open = append(d.open, row)
		}
	}
	if len(d.open) == 0 && spaceOf(c.identifier.Namespace).weak() {
		return // all have their own identifiers, and nothing is known by this one alone
	}
	j.doubts = append(j.doubts, d)
}

// mayBeAnother reports whether a group of a mask could be one with another of
// some, of which there are so many by mask: a name may be that of thousands.
func mayBeAnother(own uint64, masks map[uint64]int) bool {
	for mask, groups := range masks {
		if mask&own == 0 && (mask != own || groups > 1) {
			return true
		}
	}
	return false
}

// doubt is a claim that was refused.
type doubt struct {
	claim claim
	open  []int32 // groups that may be one with another of it
}

// tellDoubts lists what was refused, by the keys of what stays apart. Final says
// where each row went.
func (j *joiner) tellDoubts(final []int32) {
	t := j.estate.Devices
	keys := func(rows []int32) (out []string) {
		for _, row := range rows {
			out = append(out, t.Key(int(final[j.groups.of(row)])))
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	slices.SortFunc(j.doubts, func(a, b doubt) int { return compareIdentifiers(a.claim.identifier, b.claim.identifier) })
	for n, d := range j.doubts {
		c := &d.claim
		for _, row := range d.open {
			j.doubtful[final[j.groups.of(row)]] = true
		}
		if n >= MaxAmbiguous {
			j.notListed++
			continue
		}
		subjects := keys(c.carriers)
		a := Ambiguity{
			Kind: "device", Namespace: c.identifier.Namespace, Value: c.identifier.Value,
			Subjects: subjects[:min(len(subjects), maxSubjects)],
		}
		if spaceOf(a.Namespace).weak() && len(c.own) == 0 {
			a.Settle = j.settleApart(c, final)
		} else {
			for _, subject := range a.Subjects {
				a.Settle = append(a.Settle, aliasLine(a.Kind, a.Namespace, a.Value, subject))
			}
		}
		at := append(slices.Clip(c.own), d.open...)
		if len(at) == 0 {
			at = c.carriers
		}
		if o, ok := t.Origin(int(final[j.groups.of(at[0])])); ok {
			a.Source, a.Line = o.Source, o.Line
		} else {
			a.Source = j.signInSource(final[j.groups.of(at[0])])
		}
		j.ambiguous = append(j.ambiguous, a)
	}
}

// signInSource returns the first source of sign-ins that name the device that a
// row is filed under.
func (j *joiner) signInSource(row int32) SourceID {
	signIns := j.estate.SignIns
	_, id := j.identifier(int(row))
	number := signIns.devices.Find(id.Value)
	sources := signIns.sources.of(uint32(signIns.devices.sources.at(int(number))))
	if len(sources) == 0 {
		return 0
	}
	return SourceID(sources[0])
}

// settleApart returns lines for devices that share a name and have identifiers
// in different namespaces: each gives a weaker one to a stronger. A few of each
// combination of namespaces are enough to show how.
func (j *joiner) settleApart(c *claim, final []int32) []string {
	k := j.keys
	type device struct {
		mask       uint64
		row        int
		identifier Identifier
	}
	var devices []device
	for _, row := range c.carriers {
		row := j.groups.of(row)
		_, id := identifierOf(k.texts.Text(k.number(int(final[row]))))
		devices = append(devices, device{j.groups.mask(row) &^ weakMask, int(final[row]), id})
	}
	slices.SortFunc(devices, func(a, b device) int { return compareIdentifiers(a.identifier, b.identifier) })
	shown := map[uint64]int{}
	devices = slices.DeleteFunc(devices, func(d device) bool {
		shown[d.mask]++
		return shown[d.mask] > maxSubjects
	})
	var out []string
	for n, weak := range devices {
		for _, strong := range devices[:n] {
			if weak.mask&strong.mask == 0 && len(out) < maxSubjects {
				out = append(out, aliasLine("device", weak.identifier.Namespace, weak.identifier.Value, k.key(strong.row)))
			}
		}
	}
	return out
}

// ambiguousUser lists an e-mail address that several people have.
func (i *Identity) ambiguousUser(email string, rows []int32) {
	a := Ambiguity{Kind: "person", Namespace: "email", Value: email}
	if i.users++; i.users > MaxAmbiguous {
		i.notListed++
		return
	}
	for _, row := range rows[:min(len(rows), maxSubjects)] {
		key := i.estate.People.Key(int(row))
		a.Subjects = append(a.Subjects, key)
		a.Settle = append(a.Settle, aliasLine(a.Kind, a.Namespace, a.Value, key))
	}
	if o, ok := i.estate.People.Origin(int(rows[0])); ok {
		a.Source, a.Line = o.Source, o.Line
	}
	i.ambiguous = append(i.ambiguous, a)
}

// csvCell quotes a cell where it must be (RFC 4180 §2).
func csvCell(text string) string {
	if !strings.ContainsAny(text, ",\"\r\n") {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}
