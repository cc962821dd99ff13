package readiness

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// workNotice has two actions about devices, of which one comes after the other,
// and one about cards; the second block is for good.
const workNotice = `language: 1
notice: n
revision: 1
title: t
published: 2025-06
zone: Europe/London
requirements:
  - id: agent
    of: client
    met: client.status == "supported"
    remedy: {do: update-agent, who: it-team, say: Update the agent., after: [install-middleware], disruptive: signs people out}
    phases:
      - {from: 2025-06, action: warn}
      - {from: 2025-07, action: block, during: mornings}
  - id: middleware
    of: device
    met: installed("middleware")
    remedy: {do: install-middleware, who: it-team, say: Install the middleware.}
    phases: [{from: 2025-06, action: warn}]
  - id: tls
    of: connection
    met: connection.tls >= tls("1.2")
    remedy: {do: update-agent, who: it-team, say: Update the agent.}
    phases: [{from: 2025-06, action: warn}, {from: 2025-09, action: block}]
  - id: series
    of: card
    met: card.series >= 8
    remedy: {do: replace-card, who: registration-authority, say: Replace the card.}
    phases: [{from: 2025-06, action: warn}, {from: 2025-10, action: block}]
windows:
  mornings: [{on: [Tue], from: "10:00", until: "11:00", first: 2025-07-08, last: 2025-07-15}]
catalogue:
  agent: {kind: client, names: [Agent], generations: [{versions: "<2", status: unsupported}, {versions: ">=2,<3", status: supported, until: 2025-08-01}, {versions: ">=2,<3", status: unsupported, from: 2025-08-01}, {versions: ">=3", status: supported}]}
  middleware: {kind: middleware, names: [Middleware]}
`

// workEstate has devices in every state of need.
func workEstate(t testing.TB) *maker {
	m := newMaker(t, "agent", "middleware")
	m.organisation(row{"organisation": "A", "name": "Invented Practice", "it_provider": "", "parent": ""})
	m.person(row{"person": "P1", "name": "Test Nurse 1", "email": "test.nurse.1@example.org", "organisation": "A", "groups": "prescriber"})
	m.device(row{"device": "OLD", "name": "OLD-PC", "organisation": "A", "agent": "1.0", "middleware": "-", "last_seen": "2025-07-01"})
	m.device(row{"device": "SOON", "organisation": "A", "agent": "2.1", "middleware": "1", "last_seen": "2025-07-01"})
	m.device(row{"device": "IMAGE", "organisation": "A", "agent": "1.0", "middleware": "1", "groups": "vdi-image", "last_seen": "2025-07-01"})
	m.device(row{"device": "GOOD", "organisation": "A", "agent": "3.0", "middleware": "1", "last_seen": "2025-07-01"})
	m.device(row{"device": "ASLEEP", "organisation": "A", "agent": "1.0", "middleware": "-", "last_seen": "2025-01-01"})
	m.signIn(row{"at": "2025-07-01T09:00", "device": "GOOD", "card": "0600000001", "client": "agent", "client_version": "3.0", "tls": "1.0"})
	m.card(row{"card": "0600000001", "series": "6", "holder": "P1", "organisation": "A", "status": "active", "last_used": "2025-07-01", "certificate_expires": "2025-08-01"})
	m.card(row{"card": "0600000002", "series": "6", "organisation": "A", "status": "active", "last_used": "2025-05-01", "certificate_expires": "2025-12-24"})
	m.card(row{"card": "0600000003", "series": "6", "organisation": "A", "status": "active", "last_used": "2024-05-01", "certificate_expires": "2025-12-24"})
	m.card(row{"card": "0600000004", "series": "6", "organisation": "A", "status": "cancelled", "certificate_expires": "2025-12-24"})
	m.card(row{"card": "0800000005", "series": "8", "organisation": "A", "status": "active", "last_used": "2025-07-01", "certificate_expires": "2025-12-24"})
	return m
}

func workSurvey(t testing.TB) (*Survey, time.Time) {
	m := workEstate(t)
	at := m.instant("2025-07-07T09:00")
	set := newSet(t, notice.Options{}, parsed(t, workNotice))
	instants := append(ChainInstants(set, at), PracticeInstants(set, at)...)
	return NewSurvey(m.done(), set, Options{Instants: instants}), at
}

func TestChains(t *testing.T) {
	s, at := workSurvey(t)
	c := s.Chains(at, "vdi-image")
	want := map[string][]string{
		"OLD": {"install-middleware", "update-agent"}, "SOON": {"update-agent"}, "IMAGE": {"update-agent"},
		"GOOD": {"update-agent"}, "ASLEEP": {"install-middleware", "update-agent"},
	}
	for device, do := range want {
		i, _ := s.estate.Devices.Find(device)
		if diff := cmp.Diff(do, c.Do(i)); diff != "" {
			t.Errorf("%s: %s", device, diff)
		}
	}
	chain := Chain{
		Unclean: 4,
		Steps: []Step{
			{Do: "install-middleware", Who: "it-team", Say: "Install the middleware.", After: []string{}, Devices: 1},
			{Do: "update-agent", Who: "it-team", Say: "Update the agent.", After: []string{"install-middleware"}, Devices: 4, Images: 1,
				Disruptive: "signs people out", By: "2025-07-08T10:00:00+01:00"},
		},
		Plans: []Plan{
			{Do: []string{"update-agent"}, Devices: 3, Example: "SOON"},
			{Do: []string{"install-middleware", "update-agent"}, Devices: 1, Example: "OLD"},
		},
	}
	if diff := cmp.Diff(chain, c.Chain()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"IMAGE", "OLD-PC", "SOON", "GOOD"}, slices.Collect(c.Hosts("update-agent"))); diff != "" {
		t.Error(diff)
	}
	for range c.Hosts("nothing") {
		t.Error("an action that there is not has devices")
	}
}

func TestCardPlan(t *testing.T) {
	s, at := workSurvey(t)
	earlier := &Earlier{At: at, Open: map[RuleName][]string{{"n", "series"}: {"card:0600000004", "card:0600000001"}}}
	got := s.At(at).CardPlan(CardOptions{PerDay: 1, Signers: "prescriber", Earlier: earlier})
	all := slices.Collect(got.All)
	got.All = nil
	want := &CardPlan{
		Replace: 2, Dormant: 1, Closed: 1, Used30: 1, Signs: 1, SelfClosed: 1, PerDay: 1, NeededADay: 1,
		Deadline: "2025-10-01T00:00:00+01:00", Done: "2025-07-08", Order: 2,
		Next: []CardJob{
			{Card: "0600000001", Series: "6", Holder: "P1", Name: "Test Nurse 1", Email: "test.nurse.1@example.org", Organisation: "A",
				LastUsed: "2025-07-01T00:00:00+01:00", CertificateEnd: "2025-08-01", Signs: true,
				Need: "used in the last 30 days, signs prescriptions, its certificate ends soon", Day: "2025-07-07"},
			{Card: "0600000002", Series: "6", Organisation: "A", LastUsed: "2025-05-01T00:00:00+01:00", CertificateEnd: "2025-12-24",
				Need: "in use, less often", Day: "2025-07-08"},
		},
		Ends: []Ends{{"2025-08-01", 1}, {"2025-12-24", 3}},
		Peak: &Ends{"2025-12-24", 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want.Next, all); diff != "" {
		t.Error("the list of all:", diff)
	}
}

func TestCardPlanMissesItsDate(t *testing.T) {
	m := newMaker(t, "agent", "middleware")
	for i := range 30 {
		m.card(row{"card": "06000000" + string(rune('0'+i/10)) + string(rune('0'+i%10)), "series": "6", "last_used": "2025-09-20"})
	}
	at := m.instant("2025-09-22T09:00") // a Monday; the block begins on Wednesday 1 October
	set := newSet(t, notice.Options{}, parsed(t, workNotice))
	got := NewSurvey(m.done(), set, Options{}).At(at).CardPlan(CardOptions{PerDay: 4})
	if got.NeededADay != 5 || got.Done != "2025-10-01" || !got.Missed { // 7 working days are left, 8 are needed
		t.Errorf("needed %d, done %s, missed %v", got.NeededADay, got.Done, got.Missed)
	}
	if got := NewSurvey(newMaker(t).done(), set, Options{}).At(at).CardPlan(CardOptions{}); got != nil {
		t.Error("a plan for no cards:", got)
	}
}

func TestWorkingDays(t *testing.T) {
	day := func(s string) civil.Date {
		d, err := civil.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		from, until string
		want        int
	}{{"2025-07-07", "2025-07-07", 0}, {"2025-07-07", "2025-07-14", 5}, {"2025-07-12", "2025-07-14", 0}, {"2025-07-11", "2025-07-15", 2}} {
		if got := workingDays(day(c.from), day(c.until)); got != c.want {
			t.Errorf("%s to %s: %d, want %d", c.from, c.until, got, c.want)
		}
	}
	for n, want := range []string{"2025-07-14", "2025-07-15"} {
		if got := dayOfWork(day("2025-07-12"), n).String(); got != want {
			t.Errorf("day %d after Saturday: %s, want %s", n, got, want)
		}
	}
}

func TestCompare(t *testing.T) {
	r := &Report{Findings: slices.Values([]Finding{
		{Subject: "card:1", Notice: "n", Requirement: "series", Result: notice.Unmet},
		{Subject: "card:2", Notice: "n", Requirement: "series", Result: notice.Unmet},
		{Subject: "card:3", Notice: "n", Requirement: "series", Result: notice.Unknown},
	})}
	r.Compare(&Earlier{
		At:     time.Date(2025, 7, 1, 9, 0, 0, 0, time.UTC),
		Open:   map[RuleName][]string{{"n", "series"}: {"card:1", "card:9"}},
		Closed: map[RuleName][]string{{"", "series"}: {"card:3", "card:8"}},
	})
	want := &Change{Since: "2025-07-01T09:00:00Z", New: 1, Closed: 1, CameBack: 1, Same: 1, List: []Moved{
		{Subject: "card:2", Notice: "n", Requirement: "series", What: MovedNew, Result: "unmet"},
		{Subject: "card:3", Notice: "n", Requirement: "series", What: MovedCameBack, Result: "unknown"},
		{Subject: "card:9", Notice: "n", Requirement: "series", What: MovedClosed},
		{Subject: "card:8", Requirement: "series", What: MovedClosedBefore},
	}}
	if diff := cmp.Diff(want, r.Change); diff != "" {
		t.Error(diff)
	}
}

func TestBlocks(t *testing.T) {
	set := newSet(t, notice.Options{}, parsed(t, workNotice))
	zone := london(t)
	at := func(s string) time.Time {
		i, _, err := civil.ParseInstant(s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	var got []string
	for _, b := range Blocks(set, at("2025-07-08T10:30"), 10) {
		line := b.from.In(zone.Location()).Format("01-02 15:04") + " to "
		if !b.until.IsZero() {
			line += b.until.In(zone.Location()).Format("01-02 15:04")
		}
		for _, r := range b.rules {
			line += " " + r.Requirement().ID
		}
		got = append(got, line)
	}
	want := []string{"07-08 10:30 to 07-08 11:00 agent", "07-15 10:00 to 07-15 11:00 agent", "09-01 00:00 to  tls", "10-01 00:00 to  series"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	few := Blocks(set, at("2025-07-01T00:00"), 0)
	if len(few) != 3 || !few[0].from.Equal(at("2025-07-08T10:00")) || !few[1].from.Equal(at("2025-09-01T00:00")) {
		t.Errorf("the first of each rule and those for good: %v", few)
	}
}

// A later revision may end what the one before it blocked for good.
func TestBlocksFollowRevisions(t *testing.T) {
	const text = `language: 1
notice: n
revision: REVISION
title: t
published: PUBLISHED
zone: Europe/London
requirements:
  - {id: tls, of: connection, met: connection.tls >= tls("1.2"), phases: [PHASES]}
windows:
  outages: [{id: first, date: 2025-09-22, from: "08:30", until: "09:30"}, {id: second, date: 2025-09-25, from: "08:00", until: "10:00"}]
`
	revision := func(number, published, phases string) *notice.Notice {
		return parsed(t, strings.NewReplacer("REVISION", number, "PUBLISHED", published, "PHASES", phases).Replace(text))
	}
	set := newSet(t, notice.Options{},
		revision("1", "2025-06", "{from: 2025-06, action: warn}, {from: 2025-09, action: block}"),
		revision("2", "2025-08-10", "{from: 2025-08-18, action: block, during: outages}, {from: 2025-10-15T15:00, action: block}"))
	var got []string
	for _, b := range Blocks(set, time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC), 10) {
		got = append(got, tellSpan(b))
		if n := b.rules[0].Notice(); n.Revision != 2 {
			t.Errorf("%s: by revision %d", tellSpan(b), n.Revision)
		}
	}
	want := []string{
		"2025-09-22T08:30:00+01:00 2025-09-22T09:30:00+01:00", "2025-09-25T08:00:00+01:00 2025-09-25T10:00:00+01:00", "2025-10-15T15:00:00+01:00 ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func tellSpan(b blockSpan) string {
	until := ""
	if !b.until.IsZero() {
		until = b.until.Format(time.RFC3339)
	}
	return b.from.Format(time.RFC3339) + " " + until
}

func TestPractices(t *testing.T) {
	s, at := workSurvey(t)
	got := slices.Collect(s.Practices(at, s.Chains(at, "vdi-image")))
	if len(got) != 1 {
		t.Fatalf("%d practices", len(got))
	}
	p := got[0]
	if p.Name != "Invented Practice" || p.FineCards != 1 || p.FineDevices != 0 {
		t.Errorf("%+v", p)
	}
	steps := []PracticeStep{
		{"install-middleware", "it-team", "Install the middleware."}, {"update-agent", "it-team", "Update the agent."},
		{"replace-card", "registration-authority", "Replace the card."},
	}
	if diff := cmp.Diff(steps, p.Steps); diff != "" {
		t.Error(diff)
	}
	stops := map[string]string{}
	for _, d := range p.Devices {
		stops[d.Device] = d.Stops
	}
	for _, c := range p.Cards {
		stops[c.Card] = c.Stops
	}
	want := map[string]string{
		"OLD": "2025-07-08T10:00:00+01:00", "SOON": "", "IMAGE": "2025-07-08T10:00:00+01:00", "GOOD": "2025-09-01T00:00:00+01:00",
		"0600000001": "2025-10-01T00:00:00+01:00", "0600000002": "2025-10-01T00:00:00+01:00",
	}
	if diff := cmp.Diff(want, stops); diff != "" {
		t.Error(diff)
	}
	var days []string
	for _, d := range p.Days {
		days = append(days, d.From[:10])
	}
	if diff := cmp.Diff([]string{"2025-07-08", "2025-07-15", "2025-09-01", "2025-10-01"}, days); diff != "" {
		t.Error(diff)
	}
}

// TestContactOfEachRule shows that the notice's own contact is named for what is
// escalated to it and for nothing else of the same team.
func TestContactOfEachRule(t *testing.T) {
	src := strings.Replace(workNotice, "zone: Europe/London\n", "zone: Europe/London\ncontact: {name: Invented Desk, phone: 01632 960000}\n", 1)
	src = strings.Replace(src, "    met: installed(\"middleware\")\n", "    met: installed(\"middleware\")\n    escalate: {to: contact, subject: S, include: [description]}\n", 1)
	m := workEstate(t)
	at := m.instant("2025-07-07T09:00")
	s := NewSurvey(m.done(), newSet(t, notice.Options{}, parsed(t, src)), Options{Instants: []time.Time{at}})
	got := map[string]string{}
	check := func(f Finding) {
		name := ""
		if f.Contact != nil {
			name = f.Contact.Name
		}
		if was, ok := got[f.Requirement]; ok && was != name {
			t.Errorf("%s of %s: %q, of others %q", f.Requirement, f.Subject, name, was)
		}
		got[f.Requirement] = name
	}
	for f := range s.At(at).Findings() {
		check(f)
	}
	for _, f := range s.At(at).FindingsOf(s.Lookup("old-pc")) {
		check(f)
	}
	want := map[string]string{"agent": "", "middleware": "Invented Desk", "tls": "", "series": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
