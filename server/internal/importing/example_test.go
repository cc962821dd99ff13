package importing_test

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/importing"
)

// rows reads CSV.
type rows struct{ *csv.Reader }

func (r rows) Next() ([]string, error) { return r.Read() }

func (r rows) Line() int {
	line, _ := r.FieldPos(0)
	return line
}

func Example() {
	n, _ := notice.Parse("care.yaml", []byte(`
language: 1
notice: care
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: card-series, of: card, met: card.series >= 8}
card-types: {Gemplus: [4, 5, 6]}
`))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{})

	importer, err := importing.New(importing.Options{Set: set})
	if err != nil {
		fmt.Println(err)
		return
	}
	const export = "Card,Type,Expires\n0612345678,,31/03/2027\nUHB-1,Gemplus,04/05/2027\n0812345678,,31/02/2027\n"
	table := importing.Table{
		Name: "cards.csv",
		Head: [][]string{{"Card", "Type", "Expires"}},
		Rows: rows{csv.NewReader(strings.NewReader(export))},
	}
	if err := importer.Add(table, ""); err != nil {
		fmt.Println(err)
		return
	}
	estate, account := importer.Finish()

	series := estate.Cards.Column("series")
	for row := range estate.Cards.Len() {
		fmt.Println(estate.Cards.Key(row), "is of series", series.Text(row))
	}
	fmt.Println(account.Files[0].Notes[0])
	for _, r := range account.Rejects {
		fmt.Printf("line %d, %s: %s\n", r.Line, r.Column, r.Error)
	}
	// Output:
	// 0612345678 is of series 6
	// UHB-1 is of series 4, 5 or 6
	// 0812345678 is of series 8
	// its dates begin with the day, as line 2 shows (31/03/2027)
	// line 4, Expires: not a date: there is no day 31 in February 2027
}
