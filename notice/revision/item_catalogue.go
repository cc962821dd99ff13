package revision

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// serviceItems lays out the services with their levels over time, and the
// levels.
func serviceItems(n *notice.Notice) []item {
	var out []item
	for _, s := range n.Services {
		out = append(out, item{name: name{KindService, s.ID}, summary: s.Name, entries: []entry{text("name", s.Name)}})
		for _, l := range s.Levels {
			out = append(out, item{
				name:    name{KindServiceLevel, s.ID + "/" + l.Level},
				summary: inShort(after("from", l.From.String()), after("until", l.Until.String())),
				entries: []entry{starts("from", l.From), starts("until", l.Until)},
			})
		}
	}
	for _, l := range n.Levels {
		availability := ""
		if l.Availability > 0 {
			availability = strconv.FormatFloat(l.Availability, 'g', -1, 64)
		}
		out = append(out, item{
			name: name{KindLevel, l.ID}, summary: inShort(after("operated", l.Operated), after("supported", l.Supported)),
			entries: []entry{
				text("operated", l.Operated), text("supported", l.Supported),
				text("availability", availability), length("downtime", l.Downtime),
			},
		})
	}
	return out
}

// catalogueItems lays out the products, the status of their versions over time,
// and the types of cards. A generation has no id: it is its versions and their
// status, so that one that ends on a day is the same that did not end before.
func catalogueItems(n *notice.Notice) []item {
	var out []item
	for _, p := range n.Catalogue.Products {
		out = append(out, item{
			name: name{KindProduct, p.ID}, summary: strings.Join(p.Names, ", "),
			entries: []entry{text("kind", p.Kind), texts("names", p.Names), texts("maybe", p.Maybe)},
		})
		for i := range p.Generations {
			g := &p.Generations[i]
			from, until := g.Span()
			begins, ends := instant("from", from, n.Zone), instant("until", until, n.Zone)
			out = append(out, item{
				name:    name{KindGeneration, p.ID + " " + g.Versions.String() + " " + g.Status},
				summary: inShort(after("from", begins.value), after("until", ends.value)),
				entries: []entry{begins, ends},
			})
		}
	}
	for _, t := range slices.Sorted(maps.Keys(n.CardTypes)) {
		series := ids(n.CardTypes[t], strconv.Itoa)
		out = append(out, item{name: name{KindCardType, t}, summary: strings.Join(series, ", "), entries: []entry{texts("series", series)}})
	}
	return out
}
