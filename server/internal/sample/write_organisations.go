package sample

import (
	"io"
)

func (e *estate) writeOrganisations(w io.Writer) (int, error) {
	t := newTable(w, "organisation", "name", "parent", "kind", "it_provider", "registration_authority", "groups")
	for i := range e.organisations {
		o := &e.organisations[i]
		t.texts(o.code, o.name, e.codeOf(o.parent), kinds[o.kind].word, e.codeOf(o.itProvider), e.codeOf(o.registration), o.group)
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}
