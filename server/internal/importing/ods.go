package importing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// The files of the Organisation Data Service have 27 columns and no headings.
// In epraccur column 15 holds the sub-ICB location; column 4, which once held
// the commissioner, is geography by postcode and says nothing of who answers
// for a practice. Source: Organisation Data Service, latest news, June 2025.
const (
	odsColumns   = 27
	odsCode      = 0
	odsName      = 1
	odsGeography = 3
	odsParent    = 14
)

// odsHeading returns the heading of a file of the Organisation Data Service;
// false if it is none.
func odsHeading(head [][]string, by []Mapping) (heading, bool) {
	good := 0
	for _, row := range head {
		if len(row) == odsColumns && isODSCode(row[odsCode]) && strings.TrimSpace(row[odsName]) != "" {
			good++
		}
	}
	if 2*good <= len(head) {
		return heading{}, false
	}
	h := heading{written: make([]string, odsColumns), folded: make([]string, odsColumns)}
	for i := range h.written {
		h.written[i] = "column " + strconv.Itoa(i+1)
	}
	// A map may be for another file: only columns of organisations count.
	own := slices.DeleteFunc(slices.Clone(by), func(m Mapping) bool {
		return !containsFolded(formOf(Organisations).columns, fold(m.Column))
	})
	if named, ok := positioned(odsColumns, own); ok {
		h = named
	}
	for place, column := range map[int]string{odsCode: "organisation", odsName: "name", odsParent: "parent"} {
		if !h.has(column) && h.folded[place] == "" {
			h.folded[place] = column
		}
	}
	return h, h.has("organisation")
}

// isODSCode reports whether a text has the shape of an organisation's code:
// capitals and digits, three to twelve of them.
func isODSCode(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) < 3 || len(text) > 12 {
		return false
	}
	for i := range len(text) {
		if c := text[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func (r *reading) ods() error {
	parent := r.heading.place("parent")
	anyParent, anyCommissioner := false, false
	err := r.fill(r.estate.Organisations.Table, func(row []string, _ int, _ estate.Origin) {
		anyParent = anyParent || parent >= 0 && strings.TrimSpace(row[parent]) != ""
		anyCommissioner = anyCommissioner || strings.TrimSpace(row[odsParent]) != ""
	})
	switch {
	case parent == odsGeography && anyCommissioner:
		r.note("column 4 is taken as the parent, as --map asks. In epraccur it is geography by postcode; the sub-ICB location that answers for a practice is in column 15")
	case parent == odsParent && anyParent:
		r.note("the parent is column 15, the sub-ICB location; column 4 is geography by postcode and is not read")
	case !anyParent:
		r.note("column 15 is empty, so that no organisation has a parent from this file; if another column holds it, say so by --map (in eccg it is column 4: a row \"4,parent\")")
	}
	return err
}
