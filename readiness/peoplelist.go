package readiness

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// persons tells of those who cannot work as usual, but of no more than a number
// of them: the stranded first, then by organisation, then as the files list them.
func (m *WaysMoment) persons(most int) []Person {
	w := m.ways
	rank := w.survey.organisationRanks()
	type stopped struct {
		person, organisation int32
		interrupted          bool
	}
	var all []stopped
	for person, is := range m.states().of {
		if is.isStopped() {
			all = append(all, stopped{int32(person), rank[m.organisationOf(person)+1], is == interrupted})
		}
	}
	slices.SortFunc(all, func(a, b stopped) int {
		switch {
		case a.interrupted != b.interrupted && a.interrupted:
			return 1
		case a.interrupted != b.interrupted:
			return -1
		}
		return cmp.Or(cmp.Compare(a.organisation, b.organisation), cmp.Compare(a.person, b.person))
	})
	all = all[:min(len(all), max(0, most))]
	plans := m.newPlans()
	out := make([]Person, len(all))
	for i, s := range all {
		out[i] = m.tell(int(s.person), plans)
	}
	return out
}

// organisationRanks are the places of organisations, behind that of none, in the
// order of their codes; none comes last.
func (s *Survey) organisationRanks() []int32 {
	organisations := s.estate.Organisations
	order := make([]int32, organisations.Len())
	for row := range order {
		order[row] = int32(row)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return strings.Compare(organisations.Key(int(a)), organisations.Key(int(b)))
	})
	rank := make([]int32, len(order)+1)
	rank[0] = int32(len(order))
	for i, row := range order {
		rank[row+1] = int32(i)
	}
	return rank
}

// organisationOf returns the organisation of somebody, the first of several; of
// whom no file says it, that of their usual sign-ins.
func (m *WaysMoment) organisationOf(person int) int32 {
	if own := rowIn(m.ways.survey.personOrganisation, int32(person)); own != none {
		return own
	}
	from, until := m.ways.Of(person)
	if from == until {
		return none
	}
	return m.ways.organisation[from]
}

// tell tells of one who cannot work as usual.
func (m *WaysMoment) tell(person int, plans *plans) Person {
	e := m.ways.survey.estate
	usual := m.usual(person)
	t := m.ways.tied(usual, person)
	out := Person{
		Person: e.People.Key(person), Name: e.People.Column("name").Text(person),
		Stranded: m.states().of[person] == stranded,
		Why:      m.why(usual), Do: plans.do(plans.ofPerson(person)),
	}
	if organisation := m.organisationOf(person); organisation != none {
		out.Organisation = e.Organisations.Key(int(organisation))
	}
	if t.card != none {
		out.Card = e.Cards.Key(int(t.card))
	}
	if t.device != none {
		out.Device = e.Devices.Key(int(t.device))
	}
	if !out.Stranded {
		out.Way = m.meanwhile(person, usual)
	}
	return out
}

// why says why a way is blocked.
func (m *WaysMoment) why(way int) string {
	facts := m.ways.Facts(way)
	var reasons []string
	for i := range m.rules {
		finding := m.finding(i, int(m.ways.cells.of[way]))
		if finding.Asks != notice.Block {
			continue
		}
		if why := m.ways.survey.set.Why(facts, &notice.Verdict{At: m.at}, &finding); !slices.Contains(reasons, why) {
			reasons = append(reasons, why)
		}
	}
	return strings.Join(reasons, "; ")
}

// meanwhile says by which way somebody can work whose usual way is blocked: by
// one that is open without a doubt, if there is any.
func (m *WaysMoment) meanwhile(person, usual int) string {
	best := none
	_, until := m.ways.Of(person)
	for way := usual + 1; way < until; way++ {
		switch is := m.of(way); {
		case is&(blocked|closed) != 0:
		case is&doubted == 0:
			return m.instead(usual, way, person)
		case best == none:
			best = int32(way)
		}
	}
	return m.instead(usual, int(best), person) + ", as far as is known"
}

// instead says what another way has that the usual one has not.
func (m *WaysMoment) instead(usual, other, person int) string {
	e := m.ways.survey.estate
	a, b := m.ways.tied(usual, person), m.ways.tied(other, person)
	var words []string
	if b.device != a.device && b.device != none {
		words = append(words, "at "+cmp.Or(e.Devices.Column("name").Text(int(b.device)), e.Devices.Key(int(b.device))))
	}
	if b.card != a.card && b.card != none {
		words = append(words, "with card "+e.Cards.Key(int(b.card)))
	}
	if client := m.client(&b); client != m.client(&a) {
		if client != "" {
			client = m.ways.survey.set.NameOf(client, m.at)
		}
		words = append(words, "by "+cmp.Or(client, "another client"))
	}
	if b.application != a.application && b.application != none {
		words = append(words, "in "+cmp.Or(e.Applications.Column("name").Text(int(b.application)), e.Applications.Key(int(b.application))))
	}
	return strings.Join(words, " ")
}

// client is the id of the client of a way; "" = not known.
func (m *WaysMoment) client(t *ties) string {
	e := m.ways.survey.estate
	switch {
	case t.product != none:
		return e.Software.Products()[t.product]
	case t.client != none:
		return e.SignIns.Clients.Text(int(t.client))
	}
	return ""
}
