package readiness

import (
	"cmp"
	"slices"
)

// Stopped counts the people who cannot work as usual, all of them and by
// organisation: that with the most first. Somebody of several organisations is
// stopped in each of them, and once among all.
func (m *WaysMoment) Stopped() (all Stopped, by []StoppedOrganisation) {
	all, rows := m.stopped()
	by = []StoppedOrganisation{}
	for i, n := range rows {
		if n != (Stopped{}) {
			by = append(by, m.ways.survey.stoppedIn(int32(i)-1, n))
		}
	}
	slices.SortStableFunc(by, mostStopped)
	return all, by
}

// stopped counts by row of Organisations, behind that of none.
func (m *WaysMoment) stopped() (all Stopped, by []Stopped) {
	s := m.ways.survey
	by = make([]Stopped, s.estate.Organisations.Len()+1)
	for person, is := range m.states().of {
		if !is.isStopped() {
			continue
		}
		all.addPerson(is)
		own := m.organisationOf(person)
		by[own+1].addPerson(is)
		if rowIn(s.personOrganisation, int32(person)) == none {
			continue
		}
		for _, other := range s.otherOrganisations(int32(person)) {
			by[other+1].addPerson(is)
		}
	}
	return all, by
}

func (n *Stopped) addPerson(is state) {
	n.People++
	if is == stranded {
		n.Stranded++
	} else {
		n.Interrupted++
	}
}

// addPeople adds the people of another count.
func (n *Stopped) addPeople(of Stopped) {
	n.People += of.People
	n.Interrupted += of.Interrupted
	n.Stranded += of.Stranded
}

// stoppedIn names an organisation by its row.
func (s *Survey) stoppedIn(row int32, n Stopped) StoppedOrganisation {
	o := StoppedOrganisation{Stopped: n}
	if row != none {
		organisations := s.estate.Organisations
		o.Organisation, o.Name = organisations.Key(int(row)), organisations.Column("name").Text(int(row))
	}
	return o
}

// mostStopped orders organisations, the one with the most people stopped first.
func mostStopped(a, b StoppedOrganisation) int {
	return cmp.Or(
		cmp.Compare(b.People, a.People), cmp.Compare(b.Stranded, a.Stranded),
		cmp.Compare(b.Devices+b.Cards, a.Devices+a.Cards), cmp.Compare(a.Organisation, b.Organisation),
	)
}
