package readiness

import "github.com/lanyard-id/lanyard/notice"

// unit is a part of ways that many of them share. What a rule sees of it is found
// once for each row of it, not for each way.
type unit int

const (
	cardUnit unit = iota // no card, and the rows of Cards
	seatUnit
	applicationUnit // none, and the rows of Applications
	personUnit
	organisationUnit // none, and the rows of Organisations
	units
)

// unitObjects are what rules see in each unit.
var unitObjects = [units]objectSet{
	cardUnit:         setOf(notice.Card),
	seatUnit:         setOf(notice.Device, notice.Client, notice.Connection),
	applicationUnit:  setOf(notice.ApplicationObject),
	personUnit:       setOf(notice.Person),
	organisationUnit: setOf(notice.Organisation),
}

// unitRows are the rows of a unit.
func (w *Ways) unitRows(u unit) *rows {
	s := w.survey
	behindNone := func(o notice.Object, own notice.Object, count int) *rows {
		r := s.newRows(own, count+1)
		r.find[o] = func(row int) int32 { return int32(row) - 1 }
		return r
	}
	switch u {
	case cardUnit:
		return behindNone(notice.Card, notice.Organisation, s.estate.Cards.Len())
	case seatUnit:
		return s.seatRows(w.seats)
	case applicationUnit:
		return behindNone(notice.ApplicationObject, notice.Card, s.estate.Applications.Len())
	case organisationUnit:
		return s.organisations()
	}
	return s.newRows(notice.Person, s.estate.People.Len())
}

// unitRow returns the row of a unit that a way has.
func (w *Ways) unitRow(u unit, way, person int) int {
	switch u {
	case cardUnit:
		return int(w.card[way]) + 1
	case seatUnit:
		return int(w.seat[way])
	case applicationUnit:
		return int(w.application[way]) + 1
	case organisationUnit:
		return int(w.organisation[way]) + 1
	}
	return person
}

// tieUnit ties the row of a unit, and nothing else.
func (w *Ways) tieUnit(u unit, row int) ties {
	t := untied
	switch u {
	case cardUnit:
		t.card = int32(row) - 1
	case seatUnit:
		w.seats.tie(&t, row)
	case applicationUnit:
		t.application = int32(row) - 1
	case personUnit:
		t.person = int32(row)
	case organisationUnit:
		t.organisation = int32(row) - 1
	}
	return t
}
