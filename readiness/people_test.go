package readiness

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/notice"
)

// wardNotice blocks old cards and agents in a window on a Tuesday, and old
// connections for good from September on.
const wardNotice = `language: 1
notice: ward
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: card-series, of: card, met: card.series >= 8, remedy: {do: replace-card, who: registration-authority, say: Replace the card.}, phases: [{from: 2025-06, action: warn}, {from: 2025-07, action: block, during: tuesday}]}
  - {id: middleware, of: device, met: installed("middleware"), remedy: {do: install-middleware, who: it-team, say: Install the middleware.}, phases: [{from: 2025-06, action: warn}]}
  - {id: agent, of: client, applies: client.product == "agent", met: client.status == "supported", remedy: {do: update-agent, who: it-team, say: Update the agent., after: [install-middleware], disruptive: it restarts}, phases: [{from: 2025-06, action: warn}, {from: 2025-07, action: block, during: tuesday}]}
  - {id: tls, of: connection, met: 'connection.tls >= tls("1.2")', remedy: {do: update-agent, who: it-team}, phases: [{from: 2025-09, action: block}]}
windows:
  tuesday: [{date: 2025-07-08, from: "10:00", until: "11:00"}]
pauses: {budget: 10d, per: year, longest: 3d, gives: warn}
catalogue:
  agent: {kind: client, generations: [{versions: "<2.4", status: unsupported}, {versions: ">=2.4", status: supported}]}
  connect: {kind: client}
  middleware: {kind: middleware}
card-types: {Gemplus: [4, 5, 6], Oberthur: [8]}
`

// ward is an estate made of few words.
type ward struct{ *maker }

func newWard(t testing.TB) ward {
	w := ward{newMaker(t, "agent", "connect", "middleware")}
	w.organisation(row{"organisation": "RXX", "name": "Invented Trust"})
	w.organisation(row{"organisation": "RXX01", "name": "Invented Ward", "parent": "RXX"})
	w.organisation(row{"organisation": "Z00001", "name": "Invented Practice"})
	return w
}

func (w ward) staff(id string, organisations ...string) {
	for _, o := range organisations {
		w.person(row{"person": id, "name": "Test Nurse " + id, "organisation": o})
	}
}

func (w ward) smartcard(number, series, holder string) {
	w.card(row{"card": number, "series": series, "holder": holder, "status": "active"})
}

func (w ward) pc(id, organisation, agent string) {
	w.device(row{"device": id, "organisation": organisation, "agent": agent, "middleware": "1", "complete": "yes"})
}

// used signs somebody in so many times, on the days before a day of June.
func (w ward) used(times, june int, person, card, device string) {
	for i := range times {
		at := time.Date(2025, 6, june-i, 9, 0, 0, 0, time.UTC).Format(time.RFC3339)
		w.signIn(row{"at": at, "person": person, "card": card, "device": device, "client": "agent", "tls": "1.2"})
	}
}

const (
	before = "2025-07-08T09:59"
	during = "2025-07-08T10:30"
	after  = "2025-07-08T11:00"
)

func TestPeople(t *testing.T) {
	const (
		oldCard  = "the card's series is 4, and must be 8 or above"
		oldAgent = "Agent 2.3 is unsupported"
	)
	tests := []struct {
		name       string
		exemptions string
		pauses     string
		fill       func(w ward)
		at         string
		want       People // of which From and At are not compared
		stopped    map[string]Stopped
	}{
		{
			name: "the usual card is bad, and the second one is good",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.smartcard("0400000001", "4", "P1")
				w.smartcard("0800000001", "8", "P1")
				w.pc("PC1", "RXX", "2.5")
				w.used(3, 20, "P1", "0400000001", "PC1")
			},
			at: during,
			want: People{Interrupted: 1, List: []Person{{
				Person: "P1", Name: "Test Nurse P1", Organisation: "RXX", Why: oldCard,
				Card: "0400000001", Device: "PC1", Do: []string{"replace-card"}, Way: "with card 0800000001",
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Interrupted: 1}},
		},
		{
			name: "the second card is bad, and hardly used",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.smartcard("0400000001", "4", "P1")
				w.smartcard("0800000001", "8", "P1")
				w.pc("PC1", "RXX", "2.5")
				w.used(1, 28, "P1", "0400000001", "PC1")
				w.used(3, 20, "P1", "0800000001", "PC1")
			},
			at: during, want: People{Working: 1},
		},
		{
			name: "the second card is cancelled or lost, and no way out",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.smartcard("0400000001", "4", "P1")
				w.card(row{"card": "0800000001", "series": "8", "holder": "P1", "status": "cancelled"})
				w.card(row{"card": "0800000002", "series": "8", "holder": "P1", "status": "lost"})
				w.card(row{"card": "0800000003", "series": "8", "holder": "P1", "status": "active", "expires": "2025-07-01"})
				w.pc("PC1", "RXX", "2.5")
				w.used(3, 20, "P1", "0400000001", "PC1")
			},
			at: during,
			want: People{Stranded: 1, List: []Person{{
				Person: "P1", Name: "Test Nurse P1", Organisation: "RXX", Stranded: true, Why: oldCard,
				Card: "0400000001", Device: "PC1", Do: []string{"replace-card"},
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Stranded: 1}},
		},
		{
			name: "shared PCs of a ward, of which one is good and only some use it",
			fill: func(w ward) {
				w.pc("PC1", "RXX01", "2.3")
				w.pc("PC2", "RXX01", "2.3")
				w.pc("PC3", "RXX01", "2.5")
				for i, id := range []string{"P1", "P2", "P3"} {
					w.staff(id, "RXX01")
					w.smartcard("080000000"+fmt.Sprint(i+1), "8", id)
					w.used(4, 20, id, "080000000"+fmt.Sprint(i+1), "PC1")
					w.used(3, 21, id, "080000000"+fmt.Sprint(i+1), "PC2")
				}
				w.used(1, 2, "P3", "0800000003", "PC3")
			},
			at: during,
			want: People{Interrupted: 1, Stranded: 2, List: []Person{
				{Person: "P1", Name: "Test Nurse P1", Organisation: "RXX01", Stranded: true, Why: oldAgent, Card: "0800000001", Device: "PC1", Do: []string{"update-agent"}},
				{Person: "P2", Name: "Test Nurse P2", Organisation: "RXX01", Stranded: true, Why: oldAgent, Card: "0800000002", Device: "PC1", Do: []string{"update-agent"}},
				{Person: "P3", Name: "Test Nurse P3", Organisation: "RXX01", Why: oldAgent, Card: "0800000003", Device: "PC1", Do: []string{"update-agent"}, Way: "at PC3"},
			}},
			stopped: map[string]Stopped{"RXX01": {People: 3, Interrupted: 1, Stranded: 2}},
		},
		{
			name: "the way that takes the least lets somebody work, with what must come before",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.smartcard("0400000001", "4", "P1")
				w.smartcard("0800000001", "8", "P1")
				w.device(row{"device": "PC1", "organisation": "RXX", "agent": "2.3", "complete": "yes"})
				w.used(3, 20, "P1", "0400000001", "PC1")
			},
			at: during,
			want: People{Stranded: 1, List: []Person{{
				Person: "P1", Name: "Test Nurse P1", Organisation: "RXX", Stranded: true, Why: oldCard + "; " + oldAgent,
				Card: "0400000001", Device: "PC1", Do: []string{"install-middleware", "update-agent"},
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Stranded: 1}},
		},
		{
			name: "another client on the same PC",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.smartcard("0800000001", "8", "P1")
				w.device(row{"device": "PC1", "organisation": "RXX", "agent": "2.3", "connect": "1", "middleware": "1"})
				w.used(3, 20, "P1", "0800000001", "PC1")
			},
			at: during,
			want: People{Interrupted: 1, List: []Person{{
				Person: "P1", Name: "Test Nurse P1", Organisation: "RXX", Why: oldAgent,
				Card: "0800000001", Device: "PC1", Do: []string{"update-agent"}, Way: "by Connect",
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Interrupted: 1}},
		},
		{
			name: "a locum with forty roles is stopped in each organisation and counted once",
			fill: func(w ward) {
				w.staff("P1", "FFFFF")
				for i := range 39 {
					w.staff("P1", fmt.Sprintf("Z1%03d", i))
				}
				w.smartcard("0400000001", "4", "P1")
				for i := range 5 {
					w.pc(fmt.Sprint("PC", i), fmt.Sprintf("Z1%03d", i), "2.5")
					w.used(i+1, 20, "P1", "0400000001", fmt.Sprint("PC", i))
				}
			},
			at: during,
			want: People{Stranded: 1, List: []Person{{
				Person: "P1", Name: "Test Nurse P1", Organisation: "FFFFF", Stranded: true, Why: oldCard,
				Card: "0400000001", Device: "PC4", Do: []string{"replace-card"},
			}}},
			stopped: func() map[string]Stopped {
				m := map[string]Stopped{"FFFFF": {People: 1, Stranded: 1}}
				for i := range 39 {
					m[fmt.Sprintf("Z1%03d", i)] = Stopped{People: 1, Stranded: 1}
				}
				return m
			}(),
		},
		{
			name: "an image of virtual desktops strands all who use it",
			fill: func(w ward) {
				w.device(row{"device": "VDI1", "name": "GOLD-IMAGE", "organisation": "RXX", "groups": "vdi-image", "agent": "2.3", "middleware": "1"})
				w.pc("PC1", "Z00001", "2.5")
				for i := range 30 {
					id := fmt.Sprintf("P%02d", i)
					w.staff(id, "Z00001")
					w.smartcard(fmt.Sprintf("08000000%02d", i), "8", id)
					w.used(2, 20, id, fmt.Sprintf("08000000%02d", i), "VDI1")
					if i >= 2 {
						w.used(3, 20, id, fmt.Sprintf("08000000%02d", i), "PC1")
					}
				}
			},
			at: during,
			want: People{Working: 28, Stranded: 2, List: []Person{
				{Person: "P00", Name: "Test Nurse P00", Organisation: "Z00001", Stranded: true, Why: oldAgent, Card: "0800000000", Device: "VDI1", Do: []string{"update-agent"}},
				{Person: "P01", Name: "Test Nurse P01", Organisation: "Z00001", Stranded: true, Why: oldAgent, Card: "0800000001", Device: "VDI1", Do: []string{"update-agent"}},
			}},
			stopped: map[string]Stopped{"Z00001": {People: 2, Stranded: 2}},
		},
		{
			name:       "an exempt organisation, at whose PCs somebody signs in",
			exemptions: "exemptions:\n  - {requirement: card-series, organisation: RXX, from: 2025-07-01, until: 2025-08-01, owner: Ada Example, reason: no stock}\n",
			fill:       twoPlaces,
			at:         during,
			want: People{Working: 1, Stranded: 1, List: []Person{{
				Person: "P2", Name: "Test Nurse P2", Organisation: "RXX", Stranded: true, Why: oldCard,
				Card: "0400000002", Device: "PC2", Do: []string{"replace-card"},
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Stranded: 1}},
		},
		{
			name:       "an exempt card",
			exemptions: "exemptions:\n  - {requirement: card-series, card: \"0400000002\", from: 2025-07-01, until: 2025-08-01, owner: Ada Example, reason: no stock}\n",
			fill:       twoPlaces,
			at:         during,
			want: People{Working: 1, Stranded: 1, List: []Person{{
				Person: "P1", Name: "Test Nurse P1", Organisation: "Z00001", Stranded: true, Why: oldCard,
				Card: "0400000001", Device: "PC1", Do: []string{"replace-card"},
			}}},
			stopped: map[string]Stopped{"Z00001": {People: 1, Stranded: 1}},
		},
		{
			name:   "a pause",
			pauses: "pauses:\n  - {organisation: RXX, from: 2025-07-08, until: 2025-07-09, by: Ada Example, reason: winter}\n",
			fill:   twoPlaces,
			at:     during,
			want: People{Working: 1, Stranded: 1, List: []Person{{
				Person: "P2", Name: "Test Nurse P2", Organisation: "RXX", Stranded: true, Why: oldCard,
				Card: "0400000002", Device: "PC2", Do: []string{"replace-card"},
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Stranded: 1}},
		},
		{name: "before the window", fill: twoPlaces, at: before, want: People{Working: 2}},
		{name: "when the window is over", fill: twoPlaces, at: after, want: People{Working: 2}},
		{
			name: "who has not signed in for 90 days is dormant, and so is a card that nobody uses",
			fill: func(w ward) {
				twoPlaces(w)
				w.staff("P3", "RXX")
				w.smartcard("0400000003", "4", "P3")
				w.signIn(row{"at": "2025-03-01T09:00:00Z", "person": "P3", "card": "0400000003", "device": "PC1"})
				w.staff("P4", "RXX")
				w.smartcard("0400000004", "4", "P4")
				w.staff("P5", "RXX")
			},
			at: before, want: People{Working: 2, Dormant: 2},
		},
		{
			name: "whose only card is cancelled or expired is stopped by no block",
			fill: func(w ward) {
				twoPlaces(w)
				w.staff("P3", "RXX")
				w.card(row{"card": "0400000003", "series": "4", "holder": "P3", "status": "cancelled"})
				w.used(2, 20, "P3", "0400000003", "PC1")
				w.staff("P4", "RXX")
				w.card(row{"card": "0800000004", "series": "8", "holder": "P4", "status": "active", "expires": "2025-07-07"})
				w.used(2, 20, "P4", "0800000004", "PC1")
			},
			at: before, want: People{Working: 2, Cardless: 2},
		},
		{
			name: "evidence is missing that might stop them",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.card(row{"card": "7", "holder": "P1"})
				w.pc("PC1", "RXX", "2.5")
				w.used(3, 20, "P1", "7", "PC1")
				w.staff("P2", "RXX")
				w.smartcard("0800000002", "8", "P2")
				w.pc("PC2", "RXX", "+")
				w.used(3, 20, "P2", "0800000002", "PC2")
				w.used(1, 20, "P2", "0800000002", "PC1")
			},
			at: during, want: People{Working: 1, Unknown: 1},
		},
		{
			name: "a way that is left, but not known well",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.smartcard("0800000001", "8", "P1")
				w.pc("PC1", "RXX", "2.3")
				w.pc("PC2", "RXX", "+")
				w.used(3, 20, "P1", "0800000001", "PC1")
				w.used(1, 20, "P1", "0800000001", "PC2")
			},
			at: during,
			want: People{Interrupted: 1, List: []Person{{
				Person: "P1", Name: "Test Nurse P1", Organisation: "RXX", Why: oldAgent,
				Card: "0800000001", Device: "PC1", Do: []string{"update-agent"}, Way: "at PC2, as far as is known",
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Interrupted: 1}},
		},
		{
			name: "users of devices, where there are no sign-ins; who has none is told by the card alone",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.person(row{"person": "P2", "name": "Test Nurse P2", "email": "p2@example.org"})
				w.staff("P3", "RXX")
				w.smartcard("0800000001", "8", "P1")
				w.smartcard("0400000002", "4", "P2")
				w.smartcard("0400000003", "4", "P3")
				at := w.device(row{"device": "PC1", "name": "DESK-1", "organisation": "Z00001", "agent": "2.3", "middleware": "1"})
				w.Users.Add(at, "P1", w.origin(nil))
				w.Users.Add(at, "P2@example.org", w.origin(nil))
				w.Users.Add(w.device(row{"device": "PC2", "organisation": "RXX", "agent": "2.5", "middleware": "1"}), "P1", w.origin(nil))
			},
			at: during,
			want: People{Interrupted: 1, Stranded: 2, List: []Person{
				{Person: "P3", Name: "Test Nurse P3", Organisation: "RXX", Stranded: true, Why: oldCard, Card: "0400000003", Do: []string{"replace-card"}},
				{Person: "P2", Name: "Test Nurse P2", Organisation: "Z00001", Stranded: true, Why: oldCard + "; " + oldAgent, Card: "0400000002", Device: "PC1", Do: []string{"replace-card", "update-agent"}},
				{Person: "P1", Name: "Test Nurse P1", Organisation: "RXX", Why: oldAgent, Card: "0800000001", Device: "PC1", Do: []string{"update-agent"}, Way: "at PC2"},
			}},
			stopped: map[string]Stopped{"RXX": {People: 2, Stranded: 1, Interrupted: 1}, "Z00001": {People: 1, Stranded: 1}},
		},
		{
			name: "holders of cards, where nothing else tells",
			fill: func(w ward) {
				w.staff("P1", "RXX")
				w.staff("P2", "RXX")
				w.staff("P3", "RXX")
				w.smartcard("0800000001", "8", "P1")
				w.smartcard("0400000002", "4", "P2")
			},
			at: during,
			want: People{Unknown: 1, Stranded: 1, List: []Person{{
				Person: "P2", Name: "Test Nurse P2", Organisation: "RXX", Stranded: true, Why: oldCard, Card: "0400000002", Do: []string{"replace-card"},
			}}},
			stopped: map[string]Stopped{"RXX": {People: 1, Stranded: 1}},
		},
		{name: "nobody", fill: func(w ward) {}, at: during},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWard(t)
			test.fill(w)
			s, at := w.survey(test.exemptions, test.pauses, test.at)
			m := s.Ways(WaysOptions{}).At(at)
			got := m.People(MaxPeople)
			test.want.At, test.want.From = got.At, got.From
			if test.want.List == nil {
				test.want.List = []Person{}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			stopped := map[string]Stopped{}
			_, by := m.Stopped()
			for _, o := range by {
				stopped[o.Organisation] = o.Stopped
			}
			if test.stopped == nil {
				test.stopped = map[string]Stopped{}
			}
			if diff := cmp.Diff(test.stopped, stopped); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// twoPlaces is a person who works for a practice and signs in at a trust, and one
// for whom it is the other way round. Both have old cards.
func twoPlaces(w ward) {
	w.staff("P1", "Z00001")
	w.staff("P2", "RXX")
	w.smartcard("0400000001", "4", "P1")
	w.smartcard("0400000002", "4", "P2")
	w.pc("PC1", "RXX01", "2.5")
	w.pc("PC2", "Z00001", "2.5")
	w.used(3, 20, "P1", "0400000001", "PC1")
	w.used(3, 20, "P2", "0400000002", "PC2")
}

// survey judges the estate by the notice of the ward.
func (w ward) survey(exemptions, pauses, at string) (*Survey, time.Time) {
	w.Helper()
	n := parsed(w, wardNotice)
	var o notice.Options
	if exemptions != "" {
		list, problems := notice.ParseExemptions("exemptions.yaml", []byte(exemptions), n.Zone)
		if problems.HasErrors() {
			w.Fatal(problems)
		}
		o.Exemptions = list
	}
	if pauses != "" {
		list, problems := notice.ParsePauses("pauses.yaml", []byte(pauses), n.Zone)
		if problems.HasErrors() {
			w.Fatal(problems)
		}
		o.Pauses = list
	}
	instant := w.instant(at)
	return NewSurvey(w.done(), newSet(w, o, n), Options{Instants: []time.Time{instant}, Workers: 2}), instant
}
