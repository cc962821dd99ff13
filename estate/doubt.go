package estate

import (
	"slices"
	"strings"
)

// doubt keeps a claim that was refused, until its devices have their keys.
func (j *joiner) doubt(c *claim) {
	all := append(slices.Clip(c.own), c.carriers...)
	var open []int32 // that could be one with another
	for n, row := range all {
		own := n < len(c.own)
		for m, other := range all {
			if n != m && (own || m < len(c.own) || j.mask(row)&j.mask(other) == 0) {
				open = append(open, row)
				break
			}
		}
	}
	if len(open) == 0 && c.number == 0 {
		return // all have their own identifiers, and nothing is known by the name alone
	}
	j.doubts = append(j.doubts, doubt{c, open})
}

func (j *joiner) mask(row int32) uint64 { return j.masks[j.groups.of(row)] }

// doubt is a claim that was refused.
type doubt struct {
	claim *claim
	open  []int32
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
	for _, d := range j.doubts {
		c := d.claim
		for _, row := range d.open {
			j.doubtful[final[j.groups.of(row)]] = true
		}
		subjects := keys(c.carriers)
		a := Ambiguity{
			Kind: "device", Namespace: c.identifier.Namespace, Value: c.identifier.Value,
			Subjects: subjects[:min(len(subjects), maxSubjects)],
		}
		if spaceOf(a.Namespace) == spaceName && len(c.own) == 0 {
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
		}
		j.ambiguous = append(j.ambiguous, a)
	}
}

// settleApart returns lines for devices that share a name and have identifiers
// in different namespaces: each gives a weaker one to a stronger.
func (j *joiner) settleApart(c *claim, final []int32) []string {
	t := j.estate.Devices
	var out []string
	for _, weak := range c.carriers {
		_, id := identifierOf(t.keys.texts.Text(t.keys.number(int(final[j.groups.of(weak)]))))
		for _, strong := range c.carriers {
			if weak == strong || j.mask(weak)&j.mask(strong) != 0 {
				continue
			}
			_, to := identifierOf(t.keys.texts.Text(t.keys.number(int(final[j.groups.of(strong)]))))
			if compareIdentifiers(to, id) < 0 && len(out) < maxSubjects {
				out = append(out, aliasLine("device", id.Namespace, id.Value, t.Key(int(final[j.groups.of(strong)]))))
			}
		}
	}
	return out
}

// ambiguousUser lists an e-mail address that several people have.
func (i *Identity) ambiguousUser(email string, rows []int32) {
	a := Ambiguity{Kind: "person", Namespace: "email", Value: email}
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
