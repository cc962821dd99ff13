package notice_test

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// source is one revision of a notice, as a file.
const source = `language: 1
notice: new-cards
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - id: card-series
    of: card
    met: card.series >= 8
    remedy:
      do: replace-card
      who: registration-authority
      say: Replace the card with one of series 8 or above.
      tell: Your smartcard is too old. Ask your Registration Authority for a new one.
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: mornings, from: 2025-07, action: block, during: mornings}
windows:
  mornings:
    - {id: first, date: 2025-07-08, weekday: Tuesday, from: "10:00", until: "11:00"}
`

func ExampleParse() {
	n, problems := notice.Parse("new-cards.yaml", []byte(source))
	fmt.Println(n.ID, n.Revision, len(n.Requirements), problems)

	// What is wrong is listed at once, and then there is no notice.
	_, problems = notice.Parse("wrong.yaml", []byte(`language: 1
notice: wrong
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: card-series, of: crad, met: card.series >= 8, remedy: {do: replace-card}}
no-block: [{date: 2025-02-30}]
`))
	for _, p := range problems {
		fmt.Println(p)
	}
	// Output:
	// new-cards 1 1 []
	// wrong.yaml:7:27: "crad" is not a kind of subject; did you mean card? It is card, device, client, connection, application or person
	// wrong.yaml:8:19: "2025-02-30" is not a date: February 2025 has the days 1 to 28; write a day, such as 2025-06-30
}

func ExampleNewSet() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		fmt.Println(problems)
		return
	}

	var in notice.SignIn
	line := `{"at":"2025-07-08T10:30:00+01:00","card":{"series":6},"organisation":{"code":"X26"}}`
	if err := in.Read([]byte(line), set.Zone()); err != nil {
		fmt.Println(err)
		return
	}
	var verdict notice.Verdict
	set.Judge(&in.Facts, in.Use, in.At, &verdict)
	answer := set.Answer(&in, &verdict)
	fmt.Println(answer.Decision)
	for _, f := range answer.Findings {
		fmt.Println(f.Requirement, f.Result, f.Action, f.Until)
		fmt.Println(f.Tell)
	}
	// Output:
	// block
	// card-series unmet block 2025-07-08T11:00:00+01:00
	// Your smartcard is too old. Ask your Registration Authority for a new one.
}

func ExampleNewSet_exemptions() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	exemptions, problems := notice.ParseExemptions("exemptions.yaml", []byte(`exemptions:
  - {requirement: card-series, organisation: X26, from: 2025-07, until: 2025-09, owner: A. Person, reason: no stock}
`), n.Zone)
	if problems.HasErrors() {
		fmt.Println(problems)
		return
	}
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{Exemptions: exemptions})
	var in notice.SignIn
	// The organisation lies within X26, so the exemption is its own too.
	line := `{"at":"2025-07-08T10:30:00+01:00","card":{"series":6},"organisation":{"code":"X26001","within":["X26"]}}`
	if err := in.Read([]byte(line), set.Zone()); err != nil {
		fmt.Println(err)
		return
	}
	var verdict notice.Verdict
	set.Judge(&in.Facts, in.Use, in.At, &verdict)
	finding := &verdict.Findings[0]
	fmt.Println(verdict.Decision.Decision(), finding.Result, set.Why(&in.Facts, &verdict, finding))
	// Output: allow exempt exempt until September 2025: no stock
}

func ExampleSet_Until() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	var in notice.SignIn
	if err := in.Read([]byte(`{"at":"2025-07-08T10:30","card":{"series":6}}`), set.Zone()); err != nil {
		fmt.Println(err)
		return
	}
	var verdict notice.Verdict
	set.Judge(&in.Facts, in.Use, in.At, &verdict)
	at, ok := set.Until(&in.Facts, in.Use, &verdict, &verdict.Findings[0])
	fmt.Println(at, ok)
	// Output: 2025-07-08 11:00:00 +0100 BST true
}

func ExampleAppendSignIn() {
	series, _ := fact.Lookup("card", "series")
	os, _ := fact.Lookup("device", "os")
	var f notice.Facts
	f.SetSeveral(series, []notice.Value{notice.Int(5), notice.Int(6)})
	f.Set(os, notice.Text("Windows 11"))
	f.SeenAt(notice.Device, time.Date(2025, 7, 1, 8, 0, 0, 0, time.UTC))
	f.ClaimSoftware("oberthur-middleware", fact.Cell{}.WithUnversioned())
	at := time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	fmt.Printf("%s\n", notice.AppendSignIn(nil, at, notice.UseSignIn, &f))
	// Output: {"at":"2025-07-08T09:30:00Z","card":{"series":[5,6]},"device":{"os":"Windows 11","claimed":{"oberthur-middleware":"+"},"seen":"2025-07-01T08:00:00Z"}}
}

func ExampleDigest() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	commented, _ := notice.Parse("new-cards.yaml", []byte("# The first one.\n"+source))
	fmt.Println(notice.Digest([]*notice.Notice{n}) == notice.Digest([]*notice.Notice{commented}))
	fmt.Println(len(notice.Digest([]*notice.Notice{n})))
	// Output:
	// true
	// 71
}

func ExampleCaseFile_Run() {
	n, _ := notice.Parse("new-cards.yaml", []byte(source))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	cases, _ := notice.ParseCases("new-cards_test.yaml", []byte(`
- {at: 2025-07-08T10:30, given: {card: {series: 6}}, want: {decision: block}}
- {at: 2025-07-08T10:30, given: {card: {series: 8}}, want: {decision: warn}}
`))
	report := cases.Run(set, n)
	for _, p := range append(report.Failures, report.Uncovered...) {
		fmt.Println(p)
	}
	// Output:
	// new-cards_test.yaml:3:71: the decision is allow, warn was wanted; because of nothing: every requirement is met, exempt or not-applicable
	// new-cards.yaml:16:9: warning: no case enters phase asked of card-series; add one that falls short then
}

func ExampleParseCode() {
	fmt.Println(notice.NewCode(0x123456789))
	// As somebody reads it out and somebody else types it.
	fmt.Println(notice.ParseCode("ooo4-hmas-w9x"))
	// With a slip.
	fmt.Println(notice.ParseCode("ooo4-hmas-w8x"))
	// Output:
	// 0004HMASW9X
	// 0004HMASW9X <nil>
	//  not the code of a decision; read its 11 characters again
}
