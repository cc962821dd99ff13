package page

import (
	"slices"

	"github.com/lanyard-id/lanyard/readiness"
)

// organisations lists how each stands, those first that the next block stops
// most, then those with most to do.
func (m *maker) organisations() *list {
	l := m.list(list{
		ID: "organisations-list", Quiet: true, Caption: "Organisations",
		Columns: []column{
			{Title: "Organisation"}, {Title: "Kind", Pick: true}, {Title: "People stopped", Kind: number}, {Title: "Stranded", Kind: number},
			{Title: "Met", Kind: number}, {Title: "Unmet", Kind: number}, {Title: "Unknown", Kind: number}, {Title: "Exempt", Kind: number}, {Title: "Whom to ring"},
		},
		Empty: "No organisations were given: drop organisations.csv beside the other files, or name yours with --organisation.",
	})
	type summed struct {
		*readiness.Organisation
		readiness.Count
	}
	all := make([]summed, len(m.r.Organisations))
	for i := range m.r.Organisations {
		o := &m.r.Organisations[i]
		all[i].Organisation = o
		for _, q := range o.Requirements {
			all[i].Met += q.Met
			all[i].Unmet += q.Unmet
			all[i].Unknown += q.Unknown
			all[i].Exempt += q.Exempt
		}
	}
	slices.SortStableFunc(all, func(a, b summed) int {
		for _, d := range []int{b.Stopped.People - a.Stopped.People, b.Stopped.Stranded - a.Stopped.Stranded, b.Unmet - a.Unmet, b.Unknown - a.Unknown} {
			if d != 0 {
				return d
			}
		}
		return 0
	})
	m.fill(l, maxRows, func(add func(...cell) bool) {
		for _, o := range all {
			ring := cell{Contact: contactOf(o.Contact, o.Organisation.Organisation, m.names)}
			if ring.Contact == nil {
				ring = text("Nobody is named")
			}
			if !add(m.names.place(o.Organisation.Organisation), text(capital(short(o.Kind))), count(o.Stopped.People), count(o.Stopped.Stranded),
				count(o.Met), count(o.Unmet), count(o.Unknown), count(o.Exempt), ring) {
				return
			}
		}
	})
	l.left(len(all), elsewhere)
	return l
}
