package revision_test

import (
	"fmt"
	"os"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/revision"
)

// revisions are two of an invented notice.
func revisions() []*notice.Notice {
	var out []*notice.Notice
	for i, dates := range [][2]string{{"2025-06-01", "2025-09-01"}, {"2025-08-18", "2025-10-15T15:00"}} {
		n, problems := notice.Parse("tls.yaml", fmt.Appendf(nil, `
language: 1
notice: tls
revision: %d
published: %s
zone: Europe/London
requirements:
  - id: tls
    of: connection
    met: connection.tls >= tls("1.2")
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: end, from: %s, action: block}
`, i+1, dates[0], dates[1]))
		if n == nil {
			fmt.Println(problems)
			continue
		}
		out = append(out, n)
	}
	return out
}

func ExampleCompare() {
	r := revisions()
	diff := revision.Compare(r[0], r[1])
	fmt.Println("only weakens:", diff.OnlyWeakens)
	for _, c := range diff.Changes {
		fmt.Println(c)
	}
	// And the other way round, as when a date is brought forward again:
	fmt.Println(revision.Compare(r[1], r[0]).Strengthens[1])
	// Output:
	// only weakens: true
	// moved notice, published: 2025-06-01 → 2025-08-18 (+78 days)
	// moved phase tls/end, from: 2025-09-01 → 2025-10-15T15:00 (+44 days 15 h)
	// tls asks for block instead of warn from 2025-09-01 (phase end)
}

func ExampleLedger() {
	for _, slip := range revision.Ledger(revisions()) {
		for _, a := range slip.Announced {
			fmt.Println(slip.Kind, slip.ID, "revision", a.Revision, "announced", a.Date, "days", a.Days)
		}
	}
	// Output:
	// phase tls/asked revision 1 announced 2025-06 days 0
	// phase tls/asked revision 2 announced 2025-06 days 0
	// phase tls/end revision 1 announced 2025-09-01 days 0
	// phase tls/end revision 2 announced 2025-10-15T15:00 days 44.625
}

func ExampleWriteWords() {
	r := revisions()
	if err := revision.WriteWords(os.Stdout, []revision.Diff{revision.Compare(r[0], r[1])}, revision.Ledger(r)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// tls: revision 1 (published 2025-06-01) to revision 2 (published 2025-08-18)
	// This change can only weaken.
	//   moved notice, published: 2025-06-01 → 2025-08-18 (+78 days)
	//   moved phase tls/end, from: 2025-09-01 → 2025-10-15T15:00 (+44 days 15 h)
	//
	// WHAT             REVISION  PUBLISHED   ANNOUNCED         MOVED BY       OBSERVED
	// phase tls/asked  1         2025-06-01  2025-06
	// phase tls/end    1         2025-06-01  2025-09-01
	//                  2         2025-08-18  2025-10-15T15:00  +44 days 15 h
}

func ExampleCompareSets() {
	n, problems := notice.Parse("cards.yaml", []byte(`language: 1
notice: cards
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: series, of: card, met: card.series >= 8, phases: [{from: 2025-07, action: block}]}
`))
	if n == nil {
		fmt.Println(problems)
		return
	}
	exemptions, _ := notice.ParseExemptions("exemptions.yaml", []byte(`exemptions:
  - {organisation: RXX, from: 2025-07, until: 2025-08, owner: the desk, reason: a move}
`), n.Zone)
	without, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	with, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{Exemptions: exemptions})

	fmt.Println(revision.CompareSets(without, with, time.Time{}).OnlyWeakens())
	fmt.Println(revision.CompareSets(with, without, time.Time{}).Strengthens[0])
	// Output:
	// true
	// the exemption of organisation RXX from every requirement since 2025-07-01 is gone, narrower or shorter
}
