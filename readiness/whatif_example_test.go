package readiness_test

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// Three cards in the year in which old ones are blocked, and what another month
// would change.
func ExampleWhatIf() {
	zone, _ := civil.LoadZone("Europe/London")
	e := estate.New(zone, nil)
	from := estate.Origin{Source: e.AddSource(estate.Source{Name: "cards.csv", Rank: estate.Inventory, Made: estate.NoTime}), Seen: estate.NoTime}
	for _, card := range [][3]string{{"0612345678", "6", "ann"}, {"0512345678", "5", "bob"}, {"0812345678", "8", "bob"}} {
		row, _ := e.Cards.Row(card[0], from)
		e.Cards.Set(row, e.Cards.Column("series"), card[1], from)
		e.People.Row(card[2], from)
		e.Cards.Set(row, e.Cards.Column("holder"), card[2], from)
	}
	e.Finish()

	plan := func(revision int, block string) *notice.Set {
		n, _ := notice.Parse("new-cards.yaml", fmt.Appendf(nil, `language: 1
notice: new-cards
revision: %d
published: 2025-06
zone: Europe/London
requirements:
  - id: card-series
    of: card
    met: card.series >= 8
    remedy: {do: replace-card, who: registration-authority, say: Replace the card.}
    phases: [{from: 2025-06, action: warn}, {from: %s, action: block}]
`, revision, block))
		set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{Age: notice.AnyAge})
		return set
	}
	outlook, err := readiness.WhatIf(e, plan(1, "2025-10"), readiness.WhatIfOptions{
		From: time.Date(2025, 7, 1, 0, 0, 0, 0, zone.Location()), Until: time.Date(2026, 1, 1, 0, 0, 0, 0, zone.Location()),
		Other: plan(2, "2025-11"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range outlook.Steps {
		fmt.Printf("%.10s: %d cards, %d people stranded; or %d cards, %d people\n",
			step.At, step.Base.Cards, step.Base.Stranded, step.Other.Cards, step.Other.Stranded)
	}
	fmt.Println("first:", outlook.Base.Peak.First.Say)
	// Output:
	// 2025-07-01: 0 cards, 0 people stranded; or 0 cards, 0 people
	// 2025-10-01: 2 cards, 1 people stranded; or 0 cards, 0 people
	// 2025-11-01: 2 cards, 1 people stranded; or 2 cards, 1 people
	// first: Replace the card.
}
