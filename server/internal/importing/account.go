package importing

import (
	"cmp"
	"slices"

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
			i.assignAll(t, estate.Origin{Source: source, Seen: estate.NoTime}, func(int) string { return code })
		}
	}
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
		if column.Number(row) != 0 {
			continue
		}
		if code := of(row); code != "" {
			_ = t.Set(row, column, code, o) // any text is an organisation's code
		}
	}
}

// account returns how the reading went.
func (i *Importer) account() Account {
	place := map[string]int{}
	for n, f := range i.files {
		if _, ok := place[f.Name]; !ok {
			place[f.Name] = n
		}
	}
	// Tables may have been read side by side.
	slices.SortStableFunc(i.rejects.list, func(a, b readiness.Reject) int { return cmp.Compare(place[a.File], place[b.File]) })
	return Account{
		Files: i.files, Rejects: i.rejects.list, RejectCount: i.rejects.count, NearMisses: i.nearMisses(),
	}
}
