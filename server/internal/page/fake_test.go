package page

import (
	"fmt"
	"iter"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// The reports that the tests write pages of. All in them is invented.

var made = time.Date(2025, 7, 2, 9, 30, 0, 0, time.UTC)

const (
	notice2025 = "invented-notice-2025"
	desk       = "01632 960 042" // numbers that Ofcom keeps for drama
)

var fakeRequirements = []readiness.Requirement{
	{Requirement: "card-series", Title: "Smartcards are series 8 or above", Of: "card", Action: notice.Warn,
		Next: "2025-09-01T00:00:00+01:00", NextAction: "block", Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.",
		Count: readiness.Count{Met: 812_345, Unmet: 181_200, Unknown: 6_204, Exempt: 251, NotApplicable: 40_112}, Dormant: readiness.Count{Unmet: 61_023}, Closed: readiness.Count{Unmet: 12_500}},
	{Requirement: "oberthur-middleware", Title: "Oberthur middleware is installed", Of: "device", Action: notice.Warn, Due: "2025-06",
		Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware.",
		Count: readiness.Count{Met: 701_000, Unmet: 244_000, Unknown: 55_000}},
	{Requirement: "identity-agent", Title: "Identity Agent is a supported version", Of: "client", Action: notice.Warn, Due: "2025-06-30",
		Next: "2025-07-08T10:00:00+01:00", NextAction: "block", Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version.",
		Count: readiness.Count{Met: 640_000, Unmet: 210_400, Unknown: 49_600, Exempt: 100_000}},
	{Requirement: "tls", Title: "Sign-ins use TLS 1.2 or above", Of: "connection", Action: notice.Block,
		Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent; the version you have speaks TLS 1.0 or 1.1.",
		Count: readiness.Count{Met: 98_000, Unmet: 2, Exempt: 12}},
	{Requirement: "launch-route", Title: "Clinical applications start sign-in by a supported route", Of: "application", Action: notice.Observe,
		Do: "change-route", Who: "supplier", Count: readiness.Count{Met: 40, Unmet: 7, Unknown: 13}},
}

func fakeOrganisations(n int) []readiness.Organisation {
	kinds := []string{"general practice", "pharmacy", "trust", "dental practice", "care home"}
	var all []readiness.Organisation
	for i := range n {
		code := fmt.Sprintf("X%05d", i)
		o := readiness.Organisation{
			Organisation: code, Name: organisationName(i), Kind: kinds[i%len(kinds)],
			Requirements: []readiness.OrganisationCount{
				{Requirement: "card-series", Count: readiness.Count{Met: 40 - i%40, Unmet: i % 40, Unknown: i % 3}},
				{Requirement: "identity-agent", Count: readiness.Count{Met: 30, Unmet: i % 7, Unknown: i % 2, Exempt: i % 5}},
			},
			Stopped: readiness.Stopped{People: i % 50, Stranded: i % 50 / 3, Interrupted: i%50 - i%50/3, Devices: i % 7, Cards: i % 40},
		}
		switch i % 3 {
		case 0:
			o.Contact = &readiness.Contact{Organisation: "XICB1", Team: "it-team", Name: "Made-up Service Desk", Phone: desk, Email: "desk@icb.example", Hours: "Mon-Fri 08:00-18:00"}
		case 1:
			o.Contact = &readiness.Contact{Organisation: code, Team: "registration-authority", Name: "Robin Imaginary", Phone: "ask reception", Email: "robin@practice.example"}
		}
		all = append(all, o)
	}
	return all
}

func organisationName(i int) string {
	places := []string{"Nowhere", "Anywhere", "Somewhere", "Elsewhere", "Neverland"}
	sorts := []string{"Surgery", "Pharmacy", "Hospitals Trust", "Dental Practice", "Care Home"}
	return fmt.Sprintf("%s %s %d", places[i/5%5], sorts[i%5], i+1)
}

func personName(i int) string {
	given := []string{"Ada", "Bola", "Chidi", "Dilys", "Erin", "Farid", "Grace", "Hamish"}
	family := []string{"Example", "Placeholder", "Imaginary", "Specimen", "Invented"}
	return given[i%8] + " " + family[i/8%5]
}

func fakePeople(at string, n int) readiness.People {
	p := readiness.People{At: at, From: "sign-ins of the last 90 days", Working: 18_204, Interrupted: 2 * n, Stranded: n, Unknown: 913}
	for i := range min(3*n, readiness.MaxPeople) {
		x := readiness.Person{
			Person: fmt.Sprintf("5550%08d", i), Name: personName(i), Organisation: fmt.Sprintf("X%05d", i%60), Stranded: i%3 == 0,
			Card: fmt.Sprintf("06%010d", i), Device: fmt.Sprintf("DESK-%04d", i),
		}
		if x.Stranded {
			x.Why = "the card is series 6, and there is no other card"
			x.Do = []string{"replace-card"}
		} else {
			x.Why = "Identity Agent 2.3.2.0 on the usual computer is unsupported"
			x.Do = []string{"install-oberthur", "update-identity-agent"}
			x.Way = fmt.Sprintf("DESK-%04d, used last week", i+1)
		}
		p.List = append(p.List, x)
	}
	return p
}

func fakeWindows() []readiness.Window {
	w := []readiness.Window{{From: "2025-07-08T10:00:00+01:00", Until: "2025-07-08T11:00:00+01:00", Window: "first", Requirements: []string{"identity-agent"}}}
	for day := time.Date(2025, 8, 11, 14, 0, 0, 0, time.FixedZone("", 3600)); len(w) < readiness.MaxWindows-2; day = day.AddDate(0, 0, 3) {
		w = append(w, readiness.Window{From: day.Format(time.RFC3339), Until: day.Add(2 * time.Hour).Format(time.RFC3339), Window: "growing", Requirements: []string{"identity-agent", "oberthur-middleware"}})
	}
	w = append(w,
		readiness.Window{From: "2025-10-14T00:00:00+01:00", Until: "2025-10-15T00:00:00+01:00", Window: "rehearsal", Requirements: []string{"tls"}},
		readiness.Window{From: "2025-11-03T00:00:00+00:00", Requirements: []string{"card-series", "tls"}})
	for i := range w {
		w[i].Notice = notice2025
	}
	return w
}

func fakeCards(n int) *readiness.CardPlan {
	c := &readiness.CardPlan{
		Replace: 107_677, Dormant: 61_023, Closed: 12_500, Used30: 80_120, Signs: 22_031, SelfClosed: 1_204, PerDay: 900, NeededADay: 2_541,
		Deadline: "2025-11-03", Done: "2026-02-16", Missed: true, Order: 107_677,
	}
	for i := range n {
		j := readiness.CardJob{
			Card: fmt.Sprintf("06%010d", i), Series: "6", Type: "Gemplus", Holder: fmt.Sprintf("5550%08d", i), Name: personName(i), Email: "person@practice.example",
			Organisation: fmt.Sprintf("X%05d", i%60), LastUsed: time.Date(2025, 7, 1-i%30, 9, i%60, 0, 0, time.UTC).Format(time.RFC3339),
			CertificateEnd: time.Date(2025, 7, 20+i%400, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), Signs: i%4 == 0,
			Need: "used in the last 30 days", Day: time.Date(2025, 7, 3+i/900, 0, 0, 0, 0, time.UTC).Format(time.DateOnly),
		}
		if j.Signs {
			j.Need += " and signs prescriptions"
		}
		c.Next = append(c.Next, j)
	}
	for i := range 900 {
		e := readiness.Ends{Date: time.Date(2025, 6, 20+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), Cards: 300 + 37*i%211 + i/3}
		if e.Date == "2026-03-27" {
			e.Cards = 14_000
			c.Peak = &e
		}
		c.Ends = append(c.Ends, e)
	}
	return c
}

// fakeFindings yields so many findings, by requirement.
func fakeFindings(n int) iter.Seq[readiness.Finding] {
	return func(yield func(readiness.Finding) bool) {
		for i := range n {
			q := fakeRequirements[i*len(fakeRequirements)/n]
			f := readiness.Finding{
				Organisation: fmt.Sprintf("X%05d", i%300), Notice: notice2025, Requirement: q.Requirement, Result: notice.Unmet, Action: q.Action,
				Do: q.Do, Who: q.Who, Say: q.Say,
			}
			switch q.Of {
			case "card":
				f.Subject, f.Why = fmt.Sprintf("card:06%010d", i), "the card's series is 6, and must be 8 or above"
				f.Dormant, f.Closed = i%9 == 0, i%31 == 0
			case "device":
				f.Subject, f.Why = fmt.Sprintf("device:DESK-%06d", i), "Oberthur middleware is not installed, and must be"
			case "client", "connection":
				f.Subject, f.Why = fmt.Sprintf("client:DESK-%06d/identity-agent", i), "NHS Identity Agent 2.3.2.0 is unsupported"
			default:
				f.Subject, f.Why = fmt.Sprintf("application:made-up-%d", i), "its protocols are not known"
			}
			if i%11 == 0 {
				f.Result, f.Why = notice.Unknown, "the software of the device is not known"
			}
			if i%97 == 0 {
				f.Disputed = []readiness.Dispute{{Fact: "card.series", Value: "8", Source: "by-hand.csv", Line: 12, Seen: "2025-05-01T00:00:00+01:00"}}
			}
			if !yield(f) {
				return
			}
		}
	}
}

// largeReport is a fakeReport with more of everything than a page holds.
func largeReport(findings int) *readiness.Report {
	r := fakeReport(findings)
	r.Organisations, r.Cards = fakeOrganisations(3000), fakeCards(1500)
	r.People = fakePeople(r.People.At, 400)
	next := fakePeople(r.NextBlock.From, 4000)
	r.People.NextBlock = &next
	return r
}

// fakeReport is an estate in which everything occurs.
func fakeReport(findings int) *readiness.Report {
	const now, then = "2025-07-02T09:00:00+01:00", "2025-07-08T10:00:00+01:00"
	r := &readiness.Report{
		At: now, Notices: []notice.Edition{{Notice: notice2025, Revision: 3}, {Notice: "made-up-retirement", Revision: 1}}, Zones: "2026a",
		Organisations: fakeOrganisations(60), Windows: fakeWindows(), People: fakePeople(now, 12), Cards: fakeCards(60), Findings: fakeFindings(findings),
		Settle: []readiness.Settle{
			{Missing: "the software of the device", Findings: 55_000, Do: "Export AppInvRawData from Intune and drop it beside the other files"},
			{Missing: "the series of the card", Findings: 6_204, Do: "Export the smartcards report of Care Identity Management, or read the first two digits off the card"},
			{Missing: "the version of Identity Agent", Findings: 4_100, Do: "Settle the near misses below with one line each"},
			{Missing: "the protocols of the application", Findings: 13, Do: "Ask the supplier and add them to applications.csv"},
		},
		Tasks: []readiness.Task{
			{Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.", People: 1_204, Cards: 107_677, Organisations: 2_910, Requirements: []string{"card-series"}},
			{Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware.", Disruptive: "the computer restarts", People: 961, Devices: 244_000, Organisations: 2_100, Requirements: []string{"oberthur-middleware"}},
			{Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version.", Disruptive: "people are signed out", People: 940, Devices: 210_400, Organisations: 2_050, Requirements: []string{"identity-agent", "tls"}},
			{Do: "change-route", Who: "supplier", People: 0, Devices: 310, Organisations: 20, Requirements: []string{"launch-route"}},
			{Do: "register-card", Who: "national", Say: "Register the card again", People: 12, Cards: 15, Organisations: 3},
			{Do: "bring-card", Who: "person", Say: "Bring the card to the desk", People: 1, Cards: 1, Organisations: 1},
			{Do: "unlock-card", Who: "registration-authority", Say: "Unlock the card", Cards: 31, Organisations: 9},
		},
		Devices: readiness.Chain{
			Clean: 655_120, Unclean: 344_880,
			Steps: []readiness.Step{
				{Do: "install-dotnet", Who: "it-team", Say: "Install .NET Framework 4.8", Devices: 12_400, Images: 3, Disruptive: "the computer restarts"},
				{Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware.", Devices: 244_000, Images: 12, Disruptive: "the computer restarts", By: "2025-08-11T14:00:00+01:00"},
				{Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version.", After: []string{"install-dotnet", "install-oberthur"}, Devices: 210_400, Images: 12, Disruptive: "people are signed out", By: then},
			},
			Plans: []readiness.Plan{
				{Do: []string{"install-oberthur"}, Devices: 133_000, Example: "DESK-0001"},
				{Do: []string{"install-oberthur", "update-identity-agent"}, Devices: 110_000, Example: "DESK-0002"},
				{Do: []string{"update-identity-agent"}, Devices: 89_480, Example: "DESK-0003"},
				{Do: []string{"install-dotnet", "install-oberthur", "update-identity-agent"}, Devices: 12_400, Example: "VDI-GOLD-1"},
			},
		},
		Change: &readiness.Change{Since: "2025-06-02T09:00:00+01:00", New: 12, Closed: 2_310, CameBack: 3, Same: 640_000},
		Files: []readiness.File{
			{Name: "devices.csv", Kind: "devices.csv", Form: "commas, UTF-8", Rows: 1_000_000, Seen: "2025-07-01T18:00:00+01:00"},
			{Name: "AppInvRawData.zip", Kind: "intune-apps", Form: "commas, UTF-8 with BOM, zipped", Rows: 8_123_456, Rejects: 12, Seen: "2025-07-01T06:00:00+01:00", Notes: []string{"it is complete for 940,112 devices", "dates are day before month, as 31/01/2025 shows"}},
			{Name: "Smartcards report (1).xlsx", Kind: "cim-cards", Form: "sheet 1", Rows: 1_000_000, Rejects: 3, Notes: []string{"the numbers have lost their leading zeros: nothing is inferred from them"}},
		},
		Joins: []readiness.Join{
			{Source: "AppInvRawData.zip", By: "Intune device id", Matched: 940_112, New: 3_004},
			{Source: "signins.csv", By: "NetBIOS name", Matched: 88_002, New: 12, Ambiguous: 41},
		},
		NearMisses: []readiness.NearMiss{
			{Name: "Identity Agent (Legacy) x86", Like: []string{"identity-agent"}, Devices: 4_100, Line: `"Identity Agent (Legacy) x86",identity-agent`},
			{Name: "IDEMIA Token Manager & Co", Like: []string{"oberthur-middleware", "identity-agent"}, Devices: 312, Line: `"IDEMIA Token Manager & Co",oberthur-middleware`},
		},
		Ambiguous: []readiness.Ambiguous{
			{Source: "signins.csv", Kind: "NetBIOS name", Value: "WARD-PC", Subjects: []string{"device:0a1b", "device:0a1c"}, Line: "name,WARD-PC,device:0a1b"},
		},
		RejectCount: 15_000,
	}
	r.Requirements = append(r.Requirements, fakeRequirements...)
	for i := range r.Requirements {
		r.Requirements[i].Notice = notice2025
	}
	next := fakePeople(then, 15)
	r.People.NextBlock = &next
	r.NextBlock = &readiness.Block{From: then, Until: "2025-07-08T11:00:00+01:00", Notice: notice2025, Requirements: []string{"identity-agent"},
		Stopped: readiness.Stopped{People: 45, Interrupted: 30, Stranded: 15, Devices: 210_400}}
	for i := range 40 {
		r.NextBlock.Organisations = append(r.NextBlock.Organisations, readiness.StoppedOrganisation{
			Organisation: fmt.Sprintf("X%05d", i), Name: organisationName(i), Stopped: readiness.Stopped{People: 300 - 7*i, Stranded: 100 - 2*i, Interrupted: 200 - 5*i, Devices: 120 - 2*i}})
	}
	for i := range 60 {
		what := []string{readiness.MovedClosed, readiness.MovedNew, readiness.MovedCameBack, readiness.MovedClosedBefore}[i%4]
		r.Change.List = append(r.Change.List, readiness.Moved{Subject: fmt.Sprintf("card:06%010d", i), Requirement: "card-series", What: what, Result: "unmet"})
	}
	for i := range 40 {
		r.Rejects = append(r.Rejects, readiness.Reject{File: "cards.csv", Line: 17 + i, Column: "expires", Value: "31/02/2025", Error: "not a date", Scope: []string{"cell", "row"}[i%2]})
	}
	return r
}

// emptyReport is what is told of nothing.
func emptyReport() *readiness.Report {
	return &readiness.Report{At: "2025-07-02T09:00:00+01:00", Zones: "2026a", Findings: func(func(readiness.Finding) bool) {}}
}

// fakePractice is a practice with so many computers and cards that all have
// something to do.
func fakePractice(devices, cards int) *readiness.Practice {
	p := &readiness.Practice{
		At: "2025-07-02T09:00:00+01:00", Organisation: "X00007", Name: "Nowhere Green Surgery", FineDevices: 3, FineCards: 9,
		Steps: []readiness.PracticeStep{
			{Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware."},
			{Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version."},
			{Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above."},
		},
		Days: []readiness.PracticeDay{
			{From: "2025-07-08T10:00:00+01:00", Until: "2025-07-08T11:00:00+01:00", Do: []string{"update-identity-agent"}, Devices: devices, People: 11},
			{From: "2025-08-11T14:00:00+01:00", Until: "2025-08-11T16:00:00+01:00", Do: []string{"install-oberthur", "update-identity-agent"}, Devices: devices, Cards: cards, People: 12},
		},
		Contacts: []readiness.Contact{
			{Organisation: "XICB1", Team: "it-team", Name: "Made-up Service Desk", Phone: desk, Email: "desk@icb.example", Hours: "Mon-Fri 08:00-18:00"},
			{Organisation: "XICB1", Team: "registration-authority", Name: "Robin Imaginary", Phone: "01632 960 077", Hours: "Mon-Fri 09:00-17:00"},
		},
	}
	for i := range 9 {
		from := time.Date(2025, 8, 14+4*i, 14, 0, 0, 0, time.FixedZone("", 3600))
		p.Days = append(p.Days, readiness.PracticeDay{From: from.Format(time.RFC3339), Until: from.Add(2 * time.Hour).Format(time.RFC3339), Do: []string{"update-identity-agent"}, Devices: devices})
	}
	p.Days = append(p.Days, readiness.PracticeDay{From: "2025-11-03T00:00:00+00:00", Do: []string{"replace-card"}, Cards: cards, People: 20})
	for i := range devices {
		d := readiness.PracticeDevice{Device: fmt.Sprintf("NGS-PC-%02d", i+1), Do: []string{"install-oberthur", "update-identity-agent"}, Stops: "2025-07-08T10:00:00+01:00"}
		if i%4 == 1 {
			d.Name, d.Missing, d.Do = fmt.Sprintf("Reception %d", i), []string{"the software of the device"}, nil
		}
		p.Devices = append(p.Devices, d)
	}
	for i := range cards {
		c := readiness.PracticeCard{Card: fmt.Sprintf("06%010d", i), Series: "6", Holder: fmt.Sprintf("5550%08d", i), Name: personName(i), Do: []string{"replace-card"}, Stops: "2025-11-03T00:00:00+00:00"}
		if i%7 == 3 {
			c.Series, c.Missing, c.Do, c.Stops = "", []string{"the series of the card"}, nil, ""
		}
		p.Cards = append(p.Cards, c)
	}
	return p
}
