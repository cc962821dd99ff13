package readiness

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// ofEstate has one or two of everything, seen together in two sign-ins.
func ofEstate(t testing.TB) *maker {
	m := newMaker(t, "agent", "browser", "middleware")
	m.organisation(row{"organisation": "A", "kind": "trust"})
	m.organisation(row{"organisation": "B", "kind": "gp"})
	m.person(row{"person": "P1", "organisation": "A", "groups": "locum"})
	m.person(row{"person": "P2", "organisation": "B"})
	m.application(row{"application": "rio", "protocols": "oidc", "supplier": "Example"})
	m.application(row{"application": "old", "protocols": "saml"})
	m.card(row{"card": "C1", "series": "6", "holder": "P1", "organisation": "A", "type": "Gemplus", "expires": "2025-07-31"})
	m.card(row{"card": "C2", "type": "Gemplus", "holder": "P2"})
	m.card(row{"card": "C3", "series": "8", "type": "Oberthur", "expires": "2025-08-20"})
	m.device(row{"device": "D1", "organisation": "A", "os": "Windows", "agent": "1.9;2.5", "browser": "-", "middleware": "-", "groups": "ward", "applications": "rio;old", "allApplications": "yes", "seen": "2025-07-30T09:00"})
	m.device(row{"device": "D2", "organisation": "B", "os": "Windows", "agent": "2;+", "browser": "9", "middleware": "3", "applications": "rio", "seen": "2025-06-01T09:00"})
	m.signIn(row{"at": "2025-07-20T09:00", "card": "C1", "device": "D1", "client": "agent", "client_version": "1.9", "tls": "1.0", "application": "rio", "person": "P1"})
	m.signIn(row{"at": "2025-07-21T09:00", "card": "C1", "device": "D2", "client": "agent", "client_version": "2.5", "tls": "1.2", "application": "rio"})
	m.signIn(row{"at": "2025-07-22T09:00", "card": "C3", "device": "D1", "client": "agent", "tls": "1.3"})
	m.signIn(row{"at": "2025-03-01T09:00", "card": "C2", "device": "D1", "client": "agent", "tls": "1.3"})
	return m
}

const ofNotice = `language: 1
notice: n
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: r, phases: [{action: warn}], REQUIREMENT}
catalogue:
  agent: {kind: client, generations: [{versions: "<2", status: old}, {versions: ">=2", status: ok}]}
  browser: {kind: client}
  middleware: {kind: middleware}
card-types: {Gemplus: [4, 5, 6], Oberthur: [8]}
`

// TestEveryKindOfSubject tells for each kind who its subjects are, what they are
// judged by, and why.
func TestEveryKindOfSubject(t *testing.T) {
	tests := []struct {
		name, requirement string
		want              []string // subject, result, why
	}{
		{"cards", `of: card, met: card.series >= 8`, []string{
			"card:C1 unmet: the card's series is 6, and must be 8 or above",
			"card:C2 unmet: the card's series is 4, 5 or 6, and must be 8 or above",
			"card:C3 met: the card's series is 8",
		}},
		{"the holder of a card", `of: card, met: '!("locum" in person.groups)'`, []string{
			"card:C1 unmet: the person's groups are locum, and must not include locum",
			"card:C2 met: the list of the person's groups is empty",
			"card:C3 unknown: the person's groups are not known",
		}},
		{"the organisation of a card, or of its holder", `of: card, met: organisation.kind == "gp"`, []string{
			"card:C1 unmet: the organisation's kind is trust, and must be gp",
			"card:C2 met: the organisation's kind is gp",
			"card:C3 unknown: the organisation's kind is not known",
		}},
		{"times", `of: card, met: card.expires > in_days(14)`, []string{
			"card:C1 unmet: the card's expiry date is the end of 31 July 2025, and must be later than 15 August 2025 09:00",
			"card:C2 unknown: the card's expiry date is not known",
			"card:C3 met: the card's expiry date is the end of 20 August 2025",
		}},
		{"devices", `of: device, met: installed("middleware")`, []string{
			"device:D1 unmet: Middleware is not installed, and must be",
			"device:D2 met: Middleware 3 is installed",
		}},
		{"applications of devices", `of: device, met: 'device.applications.all(a, "oidc" in a.protocols)'`, []string{
			"device:D1 unmet: application old: sign-in protocols are saml, and must include oidc",
			"device:D2 unknown: the list of applications may be incomplete",
		}},
		{"clients are what is installed of that kind, by the newest version", `of: client, met: client.status == "ok"`, []string{
			"client:D1/agent met: Agent 2.5 is ok",
			"client:D2/agent unknown: the version of Agent is not known",
			"client:D2/browser unknown: the notice does not list version 9 of Browser",
		}},
		{"the device of a client", `of: client, met: '"ward" in device.groups'`, []string{
			"client:D1/agent met: the device's groups are ward",
			"client:D2/agent unmet: the list of the device's groups is empty, and must include ward",
			"client:D2/browser unmet: the list of the device's groups is empty, and must include ward",
		}},
		{"connections are the newest of each device and client", `of: connection, met: 'connection.tls >= tls("1.3") && client.version >= version("1")'`, []string{
			"client:D1/agent unknown: the version of Agent is not known",
			"client:D2/agent unmet: the connection uses TLS 1.2, and must use TLS 1.3 or above",
		}},
		{"the card of a connection", `of: connection, met: card.series >= 8`, []string{
			"client:D1/agent met: the card's series is 8",
			"client:D2/agent unmet: the card's series is 6, and must be 8 or above",
		}},
		{"applications", `of: application, met: '"oidc" in application.protocols'`, []string{
			"application:rio met: the application's sign-in protocols are oidc",
			"application:old unmet: the application's sign-in protocols are saml, and must include oidc",
		}},
		{"people", `of: person, met: '"locum" in person.groups'`, []string{
			"person:P1 met: the person's groups are locum",
			"person:P2 unmet: the list of the person's groups is empty, and must include locum",
		}},
		{"cards with every device that they were used on", `of: card, met: installed("middleware") || card.series >= 8`, []string{
			"card:C1 unmet: Middleware is not installed (having it would do); the card's series is 6 (8 or above would do) (with device:D1)",
			"card:C2 unknown: whether Middleware is installed is not known, and it must be",
			"card:C3 met: the card's series is 8 (with device:D1)",
		}},
		{"cards with any device that they were used on", `of: card, combine: any, met: installed("middleware")`, []string{
			"card:C1 met: Middleware 3 is installed (with device:D2)",
			"card:C2 unknown: whether Middleware is installed is not known, and it must be",
			"card:C3 unmet: Middleware is not installed, and must be (with device:D1)",
		}},
		{"devices with the cards that were used on them", `of: device, met: card.series >= 8`, []string{
			"device:D1 unmet: the card's series is 6, and must be 8 or above (with card:C1)",
			"device:D2 unmet: the card's series is 6, and must be 8 or above (with card:C1)",
		}},
		{"people with the clients that they signed in by", `of: person, met: client.status == "ok"`, []string{
			"person:P1 unmet: Agent 1.9 is old (with Agent)",
			"person:P2 unknown: the sign-in program is not known",
		}},
		{"fresh facts", `of: device, fresh: 10d, met: device.os == "Windows"`, []string{
			"device:D1 met: the device's operating system is Windows",
			"device:D2 unknown: the device's operating system was last seen on 1 June 2025 09:00, which is too long ago",
		}},
		{"what does not apply", `of: card, applies: card.series >= 8, met: has(card.status)`, []string{
			"card:C1 not-applicable: the card's series is 6",
			"card:C2 not-applicable: the card's series is 4, 5 or 6",
			"card:C3 unmet: the card's status is not known",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := ofEstate(t)
			at := m.instant("2025-08-01T09:00")

			src := strings.Replace(ofNotice, "REQUIREMENT", test.requirement, 1)
			s := NewSurvey(m.done(), newSet(t, notice.Options{}, parsed(t, src)), Options{Instants: []time.Time{at}, Workers: 1})
			moment := s.At(at)
			var got []string
			kind, _ := notice.ObjectNamed(moment.Rules()[0].Requirement().Of)
			for row := range s.rows(kind) {
				result, _ := moment.Result(0, row)
				subject := Subject{kind, row}
				got = append(got, s.Name(subject)+" "+result.String()+": "+moment.inWords(0, subject))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
