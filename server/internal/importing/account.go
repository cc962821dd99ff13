package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/readiness"
)

// assign gives an organisation to subjects that no file gives one.
func (i *Importer) assign() {
	if len(i.options.Patterns) > 0 {
		i.assignByName()
	}
	if code := i.options.Organisation; code != "" {
		source := i.estate.AddSource(estate.Source{Name: "--organisation", Kind: "organisation", Rank: estate.Hand, Made: estate.NoTime})
		for _, t := range []*estate.Table{i.estate.Devices, i.estate.Cards, i.estate.People} {
			i.assignAll(t, estate.Origin{Source: source, Seen: estate.NoTime}, func(row int) string {
				if t == i.estate.Cards && i.holderBelongs(row) {
					return "" // the card belongs where its holder does
				}
				return code
			})
		}
	}
}

// holderBelongs reports whether the holder of a card is in an organisation.
func (i *Importer) holderBelongs(card int) bool {
	people := i.estate.People
	person, ok := people.Find(i.estate.Cards.Column("holder").Text(card))
	return ok && people.Column("organisation").Number(person) != 0
}

// assignByName gives devices the organisation of their name.
func (i *Importer) assignByName() {
	source := i.estate.AddSource(estate.Source{Name: "patterns of device names", Kind: "patterns", Rank: estate.Hand, Made: estate.NoTime})
	p := newPatterns(i.options.Patterns)
	devices := i.estate.Devices
	name := devices.Column("name")
	i.assignAll(devices, estate.Origin{Source: source, Seen: estate.NoTime}, func(row int) string {
		if text := name.Text(row); text != "" {
			if code := p.find(text); code != "" {
				return code
			}
		}
		return p.find(devices.Key(row))
	})
}

func (i *Importer) assignAll(t *estate.Table, o estate.Origin, of func(row int) string) {
	column := t.Column("organisation")
	for row := range t.Len() {
		// What only a sign-in names is nobody's to assign: it may be a mistake.
		if column.Number(row) != 0 || !t.Listed(row) {
			continue
		}
		if code := of(row); code != "" {
			_ = t.Set(row, column, code, o) // any text is an organisation's code
		}
	}
}

// account returns how the reading went.
func (i *Importer) account() Account {
	// Tables may have been read side by side.
	placed := slices.Clone(i.files)
	slices.SortStableFunc(placed, func(a, b placedFile) int { return cmp.Compare(a.place, b.place) })
	files, at := make([]readiness.File, len(placed)), map[estate.SourceID]int{}
	place := map[string]int{}
	for n, f := range placed {
		files[n], at[f.source] = f.File, n
		if _, ok := place[f.Name]; !ok {
			place[f.Name] = n
		}
	}
	slices.SortStableFunc(i.rejects.list, func(a, b readiness.Reject) int { return cmp.Compare(place[a.File], place[b.File]) })
	a := Account{
		Files: files, Rejects: i.rejects.list, RejectCount: i.rejects.count, NearMisses: i.nearMisses(),
		Joins: []readiness.Join{}, Ambiguous: []readiness.Ambiguous{}, Notes: i.notes(),
	}
	joins := slices.Clone(i.estate.Identity.Joins())
	last := func(s estate.SourceID) int { // what is no file's is told last
		if n, ok := at[s]; ok {
			return n
		}
		return len(placed)
	}
	slices.SortStableFunc(joins, func(a, b estate.Join) int { return cmp.Compare(last(a.Source), last(b.Source)) })
	for _, j := range joins {
		by := j.By
		if by == "id" {
			by = j.Kind + " id"
		}
		a.Joins = append(a.Joins, readiness.Join{
			Source: i.estate.Sources[j.Source].Name, By: by, Matched: j.Matched, New: j.New, Ambiguous: j.Ambiguous,
		})
	}
	for _, x := range i.estate.Identity.Ambiguous() {
		line := ""
		if len(x.Settle) > 0 {
			line = x.Settle[0]
		}
		a.Ambiguous = append(a.Ambiguous, readiness.Ambiguous{
			Source: i.estate.Sources[x.Source].Name, Kind: x.Kind, Value: x.Value, Subjects: x.Subjects, Line: line,
		})
	}
	return a
}

// notes tells what the files together show.
func (i *Importer) notes() []string {
	notes := []string{}
	for _, loop := range i.estate.Organisations.Loops() {
		notes = append(notes, fmt.Sprintf("the organisations %s belong to each other in a circle; %s is taken to belong to none",
			some(loop, 10), loop[0]))
	}
	if unlisted := i.estate.Organisations.Unlisted(); len(unlisted) > 0 && len(unlisted) < i.estate.Organisations.Len() {
		notes = append(notes, fmt.Sprintf("named by other files, and in none of organisations: %s", some(unlisted, 10)))
	}
	if unused := i.estate.Identity.Unused(); len(unused) > 0 {
		var values []string
		for _, a := range unused {
			values = append(values, a.Value)
		}
		notes = append(notes, fmt.Sprintf("aliases that settle nothing, for no other file has the value or the subject: %s", some(values, 10)))
	}
	notes = append(notes, i.contradictions()...)
	return append(notes, i.undeclaredNames()...)
}

// some names the first of many.
func some(names []string, most int) string {
	shown := make([]string, 0, most+1)
	for _, name := range names[:min(most, len(names))] {
		shown = append(shown, shorten(name, 40))
	}
	if len(names) > most {
		shown = append(shown, fmt.Sprintf("and %d more", len(names)-most))
	}
	return strings.Join(shown, ", ")
}
