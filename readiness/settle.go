package readiness

import (
	"cmp"
	"slices"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// settle tells what evidence is missing where something is unknown, and which
// export brings it. Subjects that fare alike under a rule lack the same, so one of
// each is looked at. A finding that lacks several things counts for each.
func (m *Moment) settle() []Settle {
	list := []Settle{}
	place := map[string]int{}
	for i, rule := range m.rules {
		kind := m.courses[i].kind
		cells := m.survey.kinds[kind]
		type group struct {
			n     int
			first uint32
		}
		groups := map[uint32]*group{}
		var order []uint32
		k, at := m.kind(kind), m.placeOf(i)
		for cell, n := range cells.count {
			if k.vectors[k.vector[cell]][at].Result != notice.Unknown || kind == notice.Card && int(cells.closed[cell]) <= m.instant {
				continue
			}
			fare := cells.fares[m.courses[i]][cell]
			if groups[fare] == nil {
				groups[fare] = &group{first: cells.first[cell]}
				order = append(order, fare)
			}
			groups[fare].n += int(n)
		}
		for _, fare := range order {
			g := groups[fare]
			for _, lack := range m.lacks(rule, Subject{kind, int(g.first)}) {
				if n, known := place[lack.Missing]; known {
					list[n].Findings += g.n
					continue
				}
				place[lack.Missing] = len(list)
				lack.Findings = g.n
				list = append(list, lack)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Settle) int { return cmp.Compare(b.Findings, a.Findings) })
	return list
}

// lacks lists what a rule reads and is not known of a subject.
func (m *Moment) lacks(rule notice.Rule, s Subject) []Settle {
	reads := rule.Reads()
	var out []Settle
	for _, with := range m.survey.Combinations(rule, s, m.at) {
		facts := m.survey.Facts(s, with)
		for _, a := range reads.Attributes {
			if len(facts.Possible(a)) != 1 && !a.ClosedWorld && !isDerived(&a) {
				out = append(out, Settle{Missing: a.Doc, Do: bring(a.Object)})
			}
		}
		break // what one combination lacks is a beginning
	}
	if s.Kind == notice.Device || s.Kind == notice.Client {
		inventory := m.survey.estate.Software.Of(int(m.survey.tied(s).device))
		for _, id := range reads.Products {
			if i := slices.Index(m.survey.estate.Software.Products(), id); i < 0 || m.survey.cell(inventory, i).Installed() == fact.Unknown {
				out = append(out, Settle{Missing: "whether " + id + " is installed, and in which version", Do: bring("software")})
			}
		}
	}
	return out
}

// isDerived reports whether an attribute follows from others where it is missing.
func isDerived(a *fact.Attribute) bool { return a.Slot == clientStatus.Slot }

var clientStatus = theAttribute("client", "status")

// bring says which export tells of an object.
func bring(object string) string {
	switch object {
	case "card":
		return "add the smartcards report of Care Identity Management, or a cards.csv with this column"
	case "software", "client":
		return "add the installed software: AppInvRawData of Intune, v_Add_Remove_Programs of Configuration Manager, or programs of osquery"
	case "device":
		return "add the devices report of Intune, or a devices.csv with this column"
	case "connection":
		return "add the sign-ins: signins.csv with the column tls"
	case "application":
		return "add applications.csv and device_applications.csv"
	case "person":
		return "add people.csv"
	}
	return "add organisations.csv"
}
