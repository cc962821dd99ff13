package joined

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// person tells of who signs in: whom the sign-in names, or the holder of its card.
func (q *question) person() {
	q.subject.Person, q.subject.KnowsPerson = q.named(notice.Person, q.personRow, q.attempt.Person)
	if q.personRow >= 0 || q.cardRow < 0 || q.subject.Person != "" {
		return
	}
	if holder := q.files.holder.Text(int(q.cardRow)); holder != "" {
		q.subject.Person = holder
		q.facts.Set(*personID, notice.Text(holder))
	}
}

// application tells of what is signed in to.
func (q *question) application() {
	q.subject.Application, q.subject.KnowsApplication = q.named(notice.ApplicationObject, q.applicationRow, q.attempt.Application)
}

// named tells of a row of a table or, where there is none, of the id that was
// claimed, and returns its id and whether a file lists it.
func (q *question) named(object notice.Object, row int32, claimed string) (id string, known bool) {
	if row >= 0 {
		r := q.files.tables[object]
		r.Tell(q.facts, int(row), estate.EveryFact)
		return r.Table.Key(int(row)), r.Table.Listed(int(row))
	}
	if id = strings.TrimSpace(claimed); id != "" {
		a := personID
		if object == notice.ApplicationObject {
			a = applicationID
		}
		q.facts.Set(*a, notice.Text(id))
	}
	return id, false
}

// organisation tells of where the sign-in comes from: the organisation of the
// device, else that of the person who is in one only, else that of the card. What
// the sign-in says of it counts where the files do not know, and says which it is
// of those that the person is in.
func (q *question) organisation() {
	claimed := strings.TrimSpace(q.attempt.Organisation)
	code := claimed
	row := none
	if x := q.files; x != nil {
		row = q.organisationRow(claimed)
		if row < 0 {
			row = rowOf(x.Organisations.Table, claimed)
		} else if code = x.Organisations.Key(int(row)); claimed != "" && claimed != code && row != rowOf(x.Organisations.Table, claimed) {
			q.difference(organisationCode.Path(), claimed, code)
		}
	}
	q.subject.Organisation = code
	if row >= 0 {
		q.tellOrganisation(row)
		return
	}
	if code != "" {
		q.facts.Set(*organisationCode, notice.Text(code))
	}
}

// tellOrganisation tells of an organisation of the files.
func (q *question) tellOrganisation(row int32) {
	x := q.files
	q.subject.Organisation, q.subject.KnowsOrganisation = x.Organisations.Key(int(row)), x.Organisations.Listed(int(row))
	x.tellOrganisation(q.facts, row)
}

func (x *index) tellOrganisation(f *notice.Facts, row int32) {
	x.tables[notice.Organisation].Tell(f, int(row), estate.EveryFact)
	f.SetWithin(x.within[row])
}

// organisationRow returns the organisation that the files give the sign-in. Files
// that are too old do not overrule what it says itself.
func (q *question) organisationRow(claimed string) int32 {
	x := q.files
	switch {
	case q.counts(x.Devices, x.deviceOrganisation, q.deviceRow, claimed):
		return rowIn(x.deviceOrganisation, q.deviceRow)
	case q.counts(x.People, x.personOrganisation, q.personRow, claimed):
		if codes := x.PersonOrganisations(int(q.personRow)); len(codes) > 1 {
			return none // which of them it is, only the sign-in can say
		}
		return rowIn(x.personOrganisation, q.personRow)
	case q.counts(x.Cards, x.cardOrganisation, q.cardRow, claimed):
		return rowIn(x.cardOrganisation, q.cardRow)
	}
	return none
}

// counts reports whether a column tells the organisation of a row, and not too long
// ago to overrule what is claimed.
func (q *question) counts(t *estate.Table, c *estate.Column, row int32, claimed string) bool {
	return row >= 0 && c.Number(int(row)) != 0 && (claimed == "" || !q.tooOld(t.SeenOf(int(row), c)))
}
