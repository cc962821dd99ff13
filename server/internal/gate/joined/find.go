package joined

import (
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// find finds the rows of those whom a sign-in names.
func (q *question) find() {
	q.personRow, q.deviceRow, q.applicationRow, q.cardRow = none, none, none, none
	x, a := q.files, q.attempt
	if x == nil {
		return
	}
	q.deviceRow, q.likeNamed = x.device(a.Device)
	q.personRow = x.person(a.Person)
	q.applicationRow = rowOf(x.Applications, a.Application)
	switch {
	case strings.TrimSpace(a.Card) != "":
		// Whoever shows a card that the files do not know has another than those
		// that they do.
		q.cardRow = rowOf(x.Cards, a.Card)
		if q.personRow < 0 && strings.TrimSpace(a.Person) == "" {
			q.personRow = rowIn(x.holder, q.cardRow)
		}
	case strings.TrimSpace(a.Person) != "":
		q.cards = x.heldBy(q.personRow, strings.TrimSpace(a.Person))
	}
}

// rowOf returns the row of an id, or of what an alias says is one.
func rowOf(t *estate.Table, id string) int32 {
	if id = strings.TrimSpace(id); id == "" {
		return none
	}
	row, ok := t.Find(id)
	if !ok {
		return none
	}
	return int32(row)
}

// device returns the device that a sign-in calls by a text: by the device's own
// id, by what a person said that the text means, by what sign-ins or an inventory
// call it, and at last by its name, if no other device has it.
func (x *index) device(text string) (row int32, likeNamed bool) {
	if text = strings.TrimSpace(text); text == "" {
		return none, false
	}
	if row, ok := x.Identity.Find(estate.NamespaceDevice, text); ok {
		return int32(row), false
	}
	if row, ok := x.aliases[text]; ok {
		return row, row < 0
	}
	for _, namespace := range [...]string{estate.NamespaceSignIn, estate.NamespaceIntune, estate.NamespaceOsquery} {
		// A row that only sign-ins name tells nothing; what it is called may be the
		// name of another.
		if row, ok := x.Identity.Find(namespace, text); ok && x.Devices.Listed(row) {
			return int32(row), false
		}
	}
	if len(x.called) > 0 {
		if row, ok := x.called[upper(text)]; ok {
			return row, false
		}
	}
	return x.names.find(text)
}

// person returns the person of an id, an alias, or an address that somebody said
// is theirs.
func (x *index) person(text string) int32 {
	if row := rowOf(x.People, text); row >= 0 || len(x.emails) == 0 || text == "" {
		return row
	}
	if row, ok := x.emails[upper(text)]; ok {
		return row
	}
	return none
}
