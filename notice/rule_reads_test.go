package notice

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
)

// tells writes reads in short.
func tells(r RuleReads) string {
	var out []string
	for _, a := range r.Attributes {
		out = append(out, a.Path())
	}
	for _, p := range r.Products {
		out = append(out, "cell of "+p)
	}
	if r.Applications {
		out = append(out, "applications")
	}
	if r.Now {
		out = append(out, "now")
	}
	for _, o := range r.Objects {
		out = append(out, "of "+o.String())
	}
	return strings.Join(out, ", ")
}

func TestRuleReads(t *testing.T) {
	const catalogue = "catalogue: {agent: {generations: [{versions: \">=2\", status: ok}]}, driver: {}}\n"
	for _, test := range []struct{ of, applies, met, where, rest, reads, whereReads string }{
		{"card", "", "card.series >= 8", "", "", "card.series, of card", ""},
		{"card", "", "card.series >= 8", "", "card-types: {PIV: [9]}", "card.series, card.type, of card", ""},
		{"card", `card.status == "active"`, "has(card.number)", "", "", "card.number, card.status, of card", ""},
		{"client", `client.status == "ok"`, `connection.tls >= tls("1.2")`, "", "", "client.product, client.version, client.status, connection.tls, now, of client, of connection", ""},
		{"device", "", `installed("driver") && status("agent") == "ok" || installed("driver", ">=2")`, "", "", "cell of agent, cell of driver, now, of device", ""},
		// The attributes of an element are the device's, not those of the application that is signed in to.
		{"device", "", `device.applications.exists(a, a.id == "epr" && "cis2" in a.protocols)`, "", "", "applications, of device", ""},
		{"application", "", `"cis2" in application.protocols`, "", "", "application.protocols, of application", ""},
		{"card", "", "card.expires > in_days(90)", "", "", "card.expires, now, of card", ""},
		{"card", "", `card.expires > date("2026-01-01")`, "", "", "card.expires, of card", ""},
		{"card", `now > date("2026-01-01")`, "card.series >= 8", "", "", "card.series, now, of card", ""},
		{"card", "", "card.series >= 8", `organisation.kind == "gp" && "ward" in device.groups && "a" in person.groups`, "",
			"card.series, of card", "device.groups, person.groups, organisation.kind, of device, of person, of organisation"},
		{"device", "", "has(device.os)", `device.applications.all(a, a.id != "epr") && status("agent") == "ok"`, "", "device.os, of device", "cell of agent, applications, now, of device"},
	} {
		applies, phase := "", "{action: warn}"
		if test.applies != "" {
			applies = "applies: " + quoted(test.applies) + ", "
		}
		if test.where != "" {
			phase += ", {action: block, where: " + quoted(test.where) + "}"
		}
		set := one(t, fmt.Sprintf("requirements: [{id: x, of: %s, %smet: %s, phases: [%s]}]\n%s%s\n", test.of, applies, quoted(test.met), phase, catalogue, test.rest))
		r := set.Rules(time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC))[0]
		if got := tells(r.Reads()); got != test.reads {
			t.Errorf("%s%s reads %s, want %s", applies, test.met, got, test.reads)
		}
		if got := tells(r.WhereReads()); got != test.whereReads {
			t.Errorf("%s reads %s, want %s", test.where, got, test.whereReads)
		}
	}
}

func TestTimeCutsOfARule(t *testing.T) {
	set := one(t, `
requirements:
  - id: x
    of: card
    applies: 'card.expires > now && now < date("2026-01-01")'
    met: 'card.certificate_expires - duration("2h") >= in_days(90) || card.expires != date("2026-06-01") + duration("1h") || timestamp("2026-01-01T00:00:00Z") < card.expires'
    phases: [{action: warn, where: 'device.last_seen > in_days(-30)'}]
`)
	at := time.Date(2025, 7, 30, 9, 0, 0, 0, time.UTC)
	r := set.Rules(at)[0]
	cuts := func(list []time.Time) []string {
		out := []string{}
		for _, c := range list {
			out = append(out, c.Format(time.RFC3339))
		}
		return out
	}
	for _, test := range []struct {
		object, name string
		of           func(fact.Attribute, time.Time) []time.Time
		want         []string
	}{
		{"card", "expires", r.TimeCuts, []string{"2025-07-30T09:00:00Z", "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"}},
		{"card", "certificate_expires", r.TimeCuts, []string{"2025-10-28T12:00:00Z"}}, // 10:00 in London, where clocks went back, and two hours
		{"card", "issued", r.TimeCuts, []string{}},
		{"device", "last_seen", r.TimeCuts, []string{}},
		{"device", "last_seen", r.WhereTimeCuts, []string{"2025-06-30T09:00:00Z"}},
		{"card", "expires", r.WhereTimeCuts, []string{}},
	} {
		if diff := cmp.Diff(test.want, cuts(test.of(attribute(t, test.object, test.name), at))); diff != "" {
			t.Errorf("%s.%s: %s", test.object, test.name, diff)
		}
	}
}

// TestExcusedOfARule names whom excuses are about, of exemptions with several
// keys by the narrowest.
func TestExcusedOfARule(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", "requirements: [{id: x, of: card, met: card.series >= 8}, {id: y, of: card, met: has(card.type)}]\npauses: {budget: 10d}\n"))
	set := together(t, Options{
		Exemptions: exemptionsOf(t, `
  - {requirement: x, organisation: RXX, from: 2025-07, until: 2025-08, owner: o, reason: r}
  - {requirement: x, organisation: RYY, device: PC1, from: 2025-07, until: 2025-08, owner: o, reason: r}
  - {requirement: y, card: "06", person: P, from: 2025-07, until: 2025-08, owner: o, reason: r}
  - {person: P, group: ward, from: 2025-07, until: 2025-08, owner: o, reason: r}
  - {group: ward, organisation: RZZ, from: 2025-08, until: 2025-09, owner: o, reason: r}
  - {requirement: y, from: 2025-09, until: 2025-10, owner: o, reason: r}
`),
		Pauses: pausesOf(t, "  - {organisation: QWO, from: 2025-07-01, until: 2025-07-05}\n  - {organisation: QXX, requirement: y, from: 2025-08-01, until: 2025-08-05}\n"),
	}, n)
	july, august, september := time.Date(2025, 7, 2, 0, 0, 0, 0, time.UTC), time.Date(2025, 8, 2, 0, 0, 0, 0, time.UTC), time.Date(2025, 9, 2, 0, 0, 0, 0, time.UTC)
	x, y := set.Rules(july)[0], set.Rules(july)[1]
	for _, test := range []struct {
		name      string
		got, want Excused
	}{
		{"all", set.Excused(), Excused{Everybody: true, Cards: []string{"06"}, Devices: []string{"PC1"}, People: []string{"P"}, Groups: []string{"ward"}, Organisations: []string{"RXX"}, Paused: []string{"QWO", "QXX"}}},
		{"x in July", x.Excused(july), Excused{Devices: []string{"PC1"}, People: []string{"P"}, Organisations: []string{"RXX"}, Paused: []string{"QWO"}}},
		{"y in July", y.Excused(july), Excused{Cards: []string{"06"}, People: []string{"P"}, Paused: []string{"QWO"}}},
		{"x in August", x.Excused(august), Excused{Groups: []string{"ward"}}},
		{"y in August", y.Excused(august), Excused{Groups: []string{"ward"}, Paused: []string{"QXX"}}},
		{"y in September", y.Excused(september), Excused{Everybody: true}},
		{"no excuses", together(t, Options{}, n).Rules(july)[0].Excused(july), Excused{}},
		{"no excuses at all", together(t, Options{}, n).Excused(), Excused{}},
	} {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}
