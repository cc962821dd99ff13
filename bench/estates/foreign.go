package estates

import (
	"path/filepath"

	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/server"
)

// overForeign is what importing the exports of others may cost beside reading
// them.
const overForeign = 3

// Foreign compares importing the exports of others with reading their rows: the
// inventories of so many devices, and a workbook of so many cards.
func Foreign(l *Lab, devices, cards int) []ratio.Pair {
	var pairs []ratio.Pair
	for _, f := range []struct {
		name, file string
		format     server.SampleFormat
		subjects   int
		reader     string
		read       func(path string)
	}{
		{"a workbook", "smartcards-report.xlsx", "cim-xlsx", cards, "excelize", readXLSX},
		{"Intune", "AppInvRawData.csv", "intune", devices, "encoding/csv", func(path string) { readCSV([]string{path}) }},
		{"Configuration Manager", "v_Add_Remove_Programs.csv", "configmgr", devices, "encoding/csv", func(path string) { readCSV([]string{path}) }},
		{"osquery's log", "osqueryd.results.log", "osquery-log", devices, "encoding/json", readLog},
	} {
		pairs = append(pairs, ratio.Pair{
			Name: "importing " + f.name,
			Prepare: func(p *ratio.Pair) error {
				dir, rows, err := l.sample(f.subjects, f.format)
				if err != nil {
					return err
				}
				set, err := judged("")
				path := filepath.Join(dir, f.file)
				p.A = ratio.Side{Name: "import", Do: func() { imported(set, path) }}
				p.B = ratio.Side{Name: f.reader, Do: func() { f.read(path) }}
				p.Items = rows
				return err
			},
			Limit: overForeign, Rounds: 7,
		})
	}
	return pairs
}
