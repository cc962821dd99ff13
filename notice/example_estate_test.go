package notice_test

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// A million cards of three series are judged three times; exemptions are looked
// at for those cards alone that they name.
func ExampleSet_Rules() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	exemptions, _ := notice.ParseExemptions("e.yaml", []byte(`
exemptions:
  - {card: "0600000001", from: 2025-07, until: 2025-09, owner: Ada Example, reason: no stock}
`), n.Zone)
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{Exemptions: exemptions, Age: notice.AnyAge})

	at := time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	rule := set.Rules(at)[0]
	for _, a := range rule.Reads().Attributes {
		fmt.Println("reads", a.Path())
	}

	series, _ := fact.Lookup("card", "series")
	number, _ := fact.Lookup("card", "number")
	var facts notice.Facts
	outcomes := map[int]notice.Outcome{}
	for _, s := range []int{6, 8, 9} {
		facts.Reset()
		facts.Set(series, notice.Int(s))
		outcomes[s] = rule.Outcome(&facts, at)
	}
	force := rule.InForce(&facts, at) // of all cards: rule.Places(at) is false

	fmt.Println("looks at", rule.Excused(at).Cards)
	for _, card := range []string{"0600000001", "0600000002", "0800000003"} {
		facts.Reset()
		facts.Set(number, notice.Text(card))
		s := map[byte]int{'6': 6, '8': 8}[card[1]]
		finding := rule.Finding(outcomes[s], rule.Exempt(&facts, at), force, rule.Pause(&facts, at))
		fmt.Println(card, finding.Result, finding.Asks)
	}
	// Output:
	// reads card.series
	// looks at [0600000001]
	// 0600000001 exempt observe
	// 0600000002 unmet block
	// 0800000003 met observe
}

func ExampleSet_Changes() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	from := time.Date(2025, 6, 15, 0, 0, 0, 0, time.UTC)
	for _, at := range set.Changes(from, from.AddDate(1, 0, 0)) {
		fmt.Println(at.Format(time.RFC3339), set.Rules(at)[0].Action(at))
	}
	// Output:
	// 2025-07-01T00:00:00+01:00 warn
	// 2025-07-08T10:00:00+01:00 block
	// 2025-07-08T11:00:00+01:00 warn
}

func ExampleRule_Next() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	at := time.Date(2025, 6, 15, 0, 0, 0, 0, time.UTC)
	fmt.Println(set.Rules(at)[0].Next(at))
	// Output: 2025-07-08 10:00:00 +0100 BST block true
}

func ExampleSet_FindProduct() {
	n, _ := notice.Parse("agents.yaml", []byte(`language: 1
notice: agents
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: agent, of: device, met: installed("identity-agent"), remedy: {do: install-agent}}
catalogue:
  identity-agent: {kind: client, names: ["NHS Identity Agent*"], maybe: ["*Identity Agent*"]}
`))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	for _, installed := range []string{"NHS Identity Agent 2.4", "Example Identity Agent", "Example Browser"} {
		ids, match := set.FindProduct(installed, time.Time{})
		fmt.Println(installed, ids, match == notice.FullMatch)
	}
	// Output:
	// NHS Identity Agent 2.4 [identity-agent] true
	// Example Identity Agent [identity-agent] false
	// Example Browser [] false
}
