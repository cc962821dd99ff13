package readiness_test

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

const newCards = `language: 1
notice: new-cards
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - id: card-series
    of: card
    met: card.series >= 8
    phases:
      - {from: 2025-06, action: warn}
      - {from: 2025-10, action: block}
`

// Three cards at two instants: how many fall short, and what is asked of whom.
func Example() {
	zone, _ := civil.LoadZone("Europe/London")
	e := estate.New(zone, nil)
	from := estate.Origin{Source: e.AddSource(estate.Source{Name: "cards.csv", Rank: estate.Inventory, Made: estate.NoTime}), Seen: estate.NoTime}
	for _, card := range [][2]string{{"0612345678", "6"}, {"0812345678", "8"}, {"A-77", ""}} {
		row, _ := e.Cards.Row(card[0], from)
		e.Cards.Set(row, e.Cards.Column("series"), card[1], from)
	}
	e.Finish()

	n, _ := notice.Parse("new-cards.yaml", []byte(newCards))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{Age: notice.AnyAge})
	july, october := time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC), time.Date(2025, 10, 1, 9, 0, 0, 0, time.UTC)
	survey := readiness.NewSurvey(e, set, readiness.Options{Instants: []time.Time{july, october}})
	for _, at := range []time.Time{july, october} {
		moment := survey.At(at)
		all, _, _ := moment.Counts(0)
		fmt.Println(at.Format(time.DateOnly), "met", all.Met, "unmet", all.Unmet, "unknown", all.Unknown)
		for f := range moment.Findings() {
			fmt.Println(" ", f.Subject, f.Action, "-", f.Why)
		}
	}
	// Output:
	// 2025-07-08 met 1 unmet 1 unknown 1
	//   card:0612345678 warn - the card's series is 6, and must be 8 or above
	//   card:A-77 warn - the card's series is not known
	// 2025-10-01 met 1 unmet 1 unknown 1
	//   card:0612345678 block - the card's series is 6, and must be 8 or above
	//   card:A-77 warn - the card's series is not known
}
