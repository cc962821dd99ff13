package report

import (
	"cmp"
	"slices"
)

// byOrganisation tells what the window did to each organisation, and what the
// weeks before let expect there: the most refused first, then those of whom the
// most were expected.
func (m *maker) byOrganisation(weeks int) []Organisation {
	rows := make([]Organisation, m.byCode.n)
	row := func(n uint32) *Organisation { return &rows[n] }
	for i := range uint32(m.refused.n) {
		r := m.refused.at(i)
		if r.organisation >= uint32(len(rows)) {
			continue
		}
		o := row(r.organisation)
		o.Blocked.add(m.identities.all.at(r.who).unit, 1)
		if r.candidates != 0 {
			o.Back++
		} else {
			o.Away++
		}
	}
	names := m.namer()
	var out []Organisation
	for n := range rows {
		o, counted := &rows[n], m.byCode.at(uint32(n))
		o.Attempts = counted.attempts
		var compared []int
		for w := range weeks {
			o.Foretold = append(o.Foretold, int(counted.weeks[w]))
			if m.weeks[w].compared() {
				compared = append(compared, int(counted.weeks[w]))
			}
		}
		if o.Expected = median(compared); o.Attempts == 0 && slices.Max(append(o.Foretold, 0)) == 0 {
			continue
		}
		o.Organisation = m.organisations.all[n]
		o.Name = names.organisation(o.Organisation).name
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b Organisation) int {
		return cmp.Or(
			cmp.Compare(b.Blocked.Total(), a.Blocked.Total()), cmp.Compare(b.Attempts, a.Attempts),
			cmp.Compare(b.Expected, a.Expected), compareCodes(a.Organisation, b.Organisation),
		)
	})
	return out
}
