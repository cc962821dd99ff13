package format

import (
	"fmt"
	"iter"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// empty is an answer about nothing.
func empty() *readiness.Report { return &readiness.Report{At: "2025-07-08T09:00:00+01:00"} }

// small is the answer about one invented practice.
func small() *readiness.Report {
	findings := []readiness.Finding{
		{
			Subject: "card:0612345678", Organisation: "ZZ001", Notice: "care-identity-2025", Requirement: "card-series", Result: notice.Unmet, Action: notice.Warn,
			Why: "the card's series is 6, and must be 8 or above", Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.",
			Contact:  &readiness.Contact{Organisation: "ZZ0", Team: "Registration Authority", Name: "Desk of Nowhere", Phone: "+44 20 7946 0000", Email: "ra@example.org", Hours: "Mon-Fri 08:00-18:00"},
			Disputed: []readiness.Dispute{{Fact: "card.series", Value: "5", Source: "cards.csv", Line: 17, Seen: "2025-06-01T00:00:00+01:00"}},
		},
		{
			Subject: "card:0500000001", Organisation: "ZZ001", Notice: "care-identity-2025", Requirement: "card-series", Result: notice.Unmet, Action: notice.Warn,
			Why: "the card's series is 5, and must be 8 or above", Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.", Dormant: true,
		},
		{
			Subject: "card:0400000001", Organisation: "ZZ001", Notice: "care-identity-2025", Requirement: "card-series", Result: notice.Unmet, Action: notice.Warn,
			Why: "the card's series is 4, and must be 8 or above", Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.", Closed: true,
		},
		{
			Subject: "device:=cmd|' /C calc'!A0", Organisation: "ZZ001", Notice: "care-identity-2025", Requirement: "oberthur-middleware", Result: notice.Unknown, Action: notice.Warn,
			Why: "the software of the device is not known", Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware.",
		},
		{
			Subject: "client:PC-0002/identity-agent", Organisation: "ZZ001", Notice: "care-identity-2025", Requirement: "identity-agent", Result: notice.Unmet, Action: notice.Block,
			Why: "NHS Identity Agent 2.3.2.0 is unsupported", Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version.",
		},
		{
			Subject: "device:PC-0002", Organisation: "ZZ001", Notice: "care-identity-2025", Requirement: "tls", Result: notice.Unmet, Action: notice.Warn,
			Why: "the connection uses TLS 1.0, and must use TLS 1.2 or above", Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent; the version you have speaks TLS 1.0 or 1.1.",
		},
		{
			Subject: "application:APP1", Notice: "care-identity-2025", Requirement: "no-remedy", Result: notice.Unmet, Action: notice.Observe,
			Why: "protocols has saml1",
		},
	}
	return &readiness.Report{
		At:      "2025-07-08T09:00:00+01:00",
		Notices: []notice.Edition{{Notice: "care-identity-2025", Revision: 1}},
		Zones:   "2026a",
		Requirements: []readiness.Requirement{
			{
				Notice: "care-identity-2025", Requirement: "card-series", Title: "Smartcards are series 8 or above", Of: "card", Action: notice.Warn,
				Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.",
				Count: readiness.Count{Met: 9, Unmet: 3, Unknown: 1, NotApplicable: 3}, Dormant: readiness.Count{Unmet: 1}, Closed: readiness.Count{Unmet: 1, NotApplicable: 3},
			},
			{
				Notice: "care-identity-2025", Requirement: "oberthur-middleware", Title: "Oberthur middleware is installed", Of: "device", Action: notice.Warn, Due: "2025-07-01T00:00:00+01:00",
				Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware.",
				Count: readiness.Count{Met: 12, Unknown: 2},
			},
			{
				Notice: "care-identity-2025", Requirement: "identity-agent", Title: "Identity Agent is a supported version", Of: "client", Action: notice.Warn, Next: "2025-07-08T10:00:00+01:00", NextAction: "block",
				Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version.",
				Count: readiness.Count{Met: 11, Unmet: 1, Exempt: 2},
			},
			{
				Notice: "care-identity-2025", Requirement: "tls", Title: "Connections use TLS 1.2 or above", Of: "connection", Action: notice.Warn, Next: "2025-09-01T00:00:00+01:00", NextAction: "block",
				Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent; the version you have speaks TLS 1.0 or 1.1.",
				Count: readiness.Count{Met: 11, Unmet: 1, NotApplicable: 2},
			},
		},
		Organisations: []readiness.Organisation{
			{
				Organisation: "ZZ001", Name: "Invented Practice", Kind: "gp",
				Requirements: []readiness.OrganisationCount{
					{Requirement: "card-series", Count: readiness.Count{Met: 9, Unmet: 3, Unknown: 1, NotApplicable: 3}},
					{Requirement: "identity-agent", Count: readiness.Count{Met: 11, Unmet: 1, Exempt: 2}},
				},
				Stopped: readiness.Stopped{People: 2, Interrupted: 1, Stranded: 1, Devices: 1},
				Contact: &readiness.Contact{Organisation: "ZZ0", Name: "Desk of Nowhere", Phone: "+44 20 7946 0000"},
			},
		},
		NextBlock: &readiness.Block{
			From: "2025-07-08T10:00:00+01:00", Until: "2025-07-08T11:00:00+01:00", Notice: "care-identity-2025", Requirements: []string{"identity-agent"},
			Stopped:       readiness.Stopped{People: 2, Interrupted: 1, Stranded: 1, Devices: 1},
			Organisations: []readiness.StoppedOrganisation{{Organisation: "ZZ001", Name: "Invented Practice", Stopped: readiness.Stopped{People: 2, Interrupted: 1, Stranded: 1, Devices: 1}}},
		},
		Windows: []readiness.Window{
			{From: "2025-07-08T10:00:00+01:00", Until: "2025-07-08T11:00:00+01:00", Notice: "care-identity-2025", Window: "first", Requirements: []string{"identity-agent"}},
			{From: "2025-09-01T00:00:00+01:00", Notice: "care-identity-2025", Requirements: []string{"tls"}},
		},
		Tasks: []readiness.Task{
			{Do: "update-identity-agent", Who: "it-team", Say: "Update Identity Agent to the latest version.", People: 2, Devices: 1, Organisations: 1, Requirements: []string{"identity-agent", "tls"}},
			{Do: "install-oberthur", Who: "it-team", Say: "Install the Oberthur middleware.", Disruptive: "restarts the computer", Devices: 1, Organisations: 1, Requirements: []string{"oberthur-middleware"}},
			{Do: "replace-card", Who: "registration-authority", Say: "Replace the card with series 8 or above.", Cards: 2, Organisations: 1, Requirements: []string{"card-series"}},
		},
		Settle: []readiness.Settle{{Missing: "the software of the device", Findings: 2, Do: "give the Intune export AppInvRawData"}},
		People: readiness.People{
			At: "2025-07-08T09:00:00+01:00", From: "sign-ins", Working: 14, Unknown: 1,
			List: []readiness.Person{},
			NextBlock: &readiness.People{
				At: "2025-07-08T10:00:00+01:00", From: "sign-ins", Working: 12, Interrupted: 1, Stranded: 1, Unknown: 1,
				List: []readiness.Person{
					{Person: "555000000001", Name: "Ann Example", Organisation: "ZZ001", Stranded: true, Why: "NHS Identity Agent 2.3.2.0 is unsupported", Card: "0812345678", Device: "PC-0002", Do: []string{"update-identity-agent"}},
					{Person: "555000000002", Name: "Bob Example", Organisation: "ZZ001", Why: "NHS Identity Agent 2.3.2.0 is unsupported", Card: "0812345679", Device: "PC-0002", Do: []string{"update-identity-agent"}, Way: "PC-0001"},
				},
			},
		},
		Devices: readiness.Chain{Clean: 12, Unclean: 2, Steps: []readiness.Step{}, Plans: []readiness.Plan{}},
		Cards: &readiness.CardPlan{
			Replace: 1, Dormant: 1, Closed: 1, Used30: 1, Signs: 1, PerDay: 5, NeededADay: 1, Deadline: "2025-09-01T00:00:00+01:00", Done: "2025-07-09T00:00:00+01:00", Order: 2,
			Next: []readiness.CardJob{
				{Card: "0612345678", Series: "6", Type: "Gemplus", Holder: "555000000001", Name: "Ann Example", Email: "ann@example.org", Organisation: "ZZ001", LastUsed: "2025-07-07T08:31:00+01:00", CertificateEnd: "2025-08-01T00:00:00+01:00", Signs: true, Need: "used yesterday; signs prescriptions", Day: "2025-07-09"},
			},
			Ends: []readiness.Ends{{Date: "2025-08-01", Cards: 1}},
		},
		Change: &readiness.Change{Since: "2025-07-01T09:00:00+01:00", New: 1, Closed: 2, CameBack: 1, Same: 4, List: []readiness.Moved{
			{Subject: "device:PC-0009", Requirement: "tls", What: "closed"},
			{Subject: "device:PC-0002", Requirement: "tls", What: "came-back", Result: "unmet"},
		}},
		Files: []readiness.File{
			{Name: "devices.csv", Kind: "devices.csv", Form: "comma, UTF-8", Rows: 14, Notes: []string{"03/04/2025 is 3 April, as 31/03/2025 shows"}},
			{Name: "cards.csv", Kind: "cards.csv", Form: "semicolon, Windows-1252", Rows: 16, Rejects: 2},
		},
		Joins:       []readiness.Join{{Source: "signins.csv", By: "NetBIOS name", Matched: 13, New: 1, Ambiguous: 1}},
		NearMisses:  []readiness.NearMiss{{Name: "NHS Ident Agent", Like: []string{"identity-agent"}, Devices: 1, Line: "NHS Ident Agent,identity-agent"}},
		Ambiguous:   []readiness.Ambiguous{{Source: "signins.csv", Kind: "netbios", Value: "PC-0003", Subjects: []string{"device:PC-0003", "device:pc-0003.example.org"}, Line: "netbios,PC-0003,device:PC-0003"}},
		Rejects:     []readiness.Reject{{File: "cards.csv", Line: 17, Column: "expires", Value: "31/02/2025", Error: "not a date", Scope: "cell"}, {File: "cards.csv", Line: 18, Error: "no key", Scope: "row"}},
		RejectCount: 2,
		Findings:    each(findings),
	}
}

// national is the answer about an invented estate of a whole country, with as
// many requirements as the bench has.
func national() *readiness.Report {
	r := small()
	r.At = "2026-08-11T08:15:00+01:00"
	r.Notices = []notice.Edition{{Notice: "care-identity-2025", Revision: 3}, {Notice: "cis1-retirement", Revision: 3}, {Notice: "smartcard-series-5-6", Revision: 3}}
	r.Requirements = nil
	for i := range 20 {
		q := readiness.Requirement{
			Notice: "care-identity-2025", Requirement: fmt.Sprintf("requirement-with-a-long-name-%02d", i), Of: [...]string{"device", "card", "client", "connection"}[i%4], Action: notice.Action(i % 3),
			Count:   readiness.Count{Met: 1_212_345 - 61_000*i, Unmet: 61_000 * i, Unknown: 12_345 * (i % 3), Exempt: 500 * (i % 2)},
			Dormant: readiness.Count{Unmet: 1_000 * (i % 4)},
		}
		if i%2 == 0 {
			q.Next, q.NextAction = fmt.Sprintf("2026-%02d-11T14:00:00+01:00", 8+i%4), "block"
		}
		r.Requirements = append(r.Requirements, q)
	}
	r.NextBlock = &readiness.Block{From: "2026-12-31T22:00:00Z", Until: "2027-01-01T06:00:00Z", Stopped: readiness.Stopped{People: 912_345, Interrupted: 900_000, Stranded: 12_345, Devices: 1_200_000, Cards: 9}}
	for i := range 21_000 {
		r.NextBlock.Organisations = append(r.NextBlock.Organisations, readiness.StoppedOrganisation{Organisation: fmt.Sprintf("ZZ%03d", i), Name: "Invented University Teaching Hospitals of Somewhere and Elsewhere NHS Foundation Trust", Stopped: readiness.Stopped{People: 20_000 - i/2, Interrupted: 19_000 - i/2, Stranded: 1_000, Devices: 9_000}})
	}
	r.Windows = nil
	for i := range readiness.MaxWindows {
		r.Windows = append(r.Windows, readiness.Window{From: fmt.Sprintf("2026-09-%02dT14:00:00+01:00", i+1), Until: fmt.Sprintf("2026-09-%02dT16:00:00+01:00", i+1), Requirements: []string{"requirement-with-a-long-name-02", "requirement-with-a-long-name-05", "requirement-with-a-long-name-08"}})
	}
	for i := range 9 {
		r.Tasks = append(r.Tasks, readiness.Task{Do: fmt.Sprintf("do-%d", i), Who: "supplier", Say: "Ask for the version of the clinical system that opens a browser instead of the local socket, and roll it out to every site.", People: 1000 - i, Devices: 10, Cards: 3})
		r.Settle = append(r.Settle, readiness.Settle{Missing: fmt.Sprintf("the version of product %d", i), Findings: 90_000 - i, Do: "give the export with versions"})
		r.Files = append(r.Files, readiness.File{Name: fmt.Sprintf("exports/of/many/sites/inventory-%02d.csv.gz", i), Kind: "intune-apps", Rows: 8_000_000, Rejects: i})
	}
	r.People.Stranded, r.People.Interrupted, r.People.Working = 12_345, 23_456, 1_212_345
	for i := range 12_345 {
		r.People.List = append(r.People.List, readiness.Person{Person: fmt.Sprintf("5550%08d", i), Name: "Invented Person of a Long Name", Organisation: "ZZ001", Stranded: true, Why: "no card", Do: []string{"replace-card"}})
	}
	r.People.NextBlock.Stranded = 912_345
	r.Cards.Missed, r.Cards.Replace, r.Cards.Peak = true, 123_456, &readiness.Ends{Date: "2026-10-01", Cards: 140_000}
	return r
}

func each(list []readiness.Finding) iter.Seq[readiness.Finding] {
	return func(yield func(readiness.Finding) bool) {
		for _, f := range list {
			if !yield(f) {
				return
			}
		}
	}
}
