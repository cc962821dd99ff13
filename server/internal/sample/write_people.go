package sample

import (
	"io"
)

func (e *estate) writePeople(w io.Writer) (int, error) {
	t := newTable(w, "person", "name", "email", "organisation", "groups")
	var who person
	for p := range e.people {
		e.person(p, &who)
		id, name, email, groups := personID(p), who.name(p), e.email(&who, p), who.groups()
		for _, at := range who.roles {
			t.texts(id, name, email, e.codeOf(at), groups)
			if err := t.end(); err != nil {
				return 0, err
			}
		}
	}
	return t.finish()
}
