package importing

import (
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/estate"
)

// contradictions tells where files, or rows of one file, say different things of
// one subject and nothing makes one of them the better: a device in two places, a
// card of two series. Such a fact is not known, or known to be one of several.
func (i *Importer) contradictions() []string {
	var notes []string
	for _, t := range []*estate.Table{i.estate.Devices, i.estate.Cards, i.estate.People, i.estate.Applications, i.estate.Organisations.Table} {
		by := map[string][]string{} // by column: the subjects with what was said
		var columns []string
		for row := range t.Len() {
			for _, d := range t.Disputes(row) {
				if !d.Contradiction {
					continue
				}
				if by[d.Column] == nil {
					columns = append(columns, d.Column)
				}
				if said := by[d.Column]; len(said) == 0 || said[len(said)-1] != t.Key(row) {
					by[d.Column] = append(said, t.Key(row))
				}
			}
		}
		slices.Sort(columns)
		for _, c := range columns {
			notes = append(notes, fmt.Sprintf("rows that are equally good and new disagree about the %s of %s %s, so it is not known for sure: %s",
				c, amount(len(by[c])), plural(t.Kind, len(by[c])), some(by[c], 3)))
		}
	}
	return notes
}

func amount(n int) string {
	if n == 1 {
		return "one"
	}
	return fmt.Sprint(n)
}

func plural(kind string, n int) string {
	switch {
	case n == 1:
		return kind
	case kind == "person":
		return "people"
	}
	return kind + "s"
}
