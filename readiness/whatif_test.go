package readiness

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

// planned is a notice whose agents are blocked in windows, and cards for good at
// the end of the year.
func planned(revision int, windows string) string {
	return fmt.Sprintf(`language: 1
notice: planned
revision: %d
published: 2025-01
zone: Europe/London
requirements:
  - id: agent
    of: client
    met: client.status == "supported"
    remedy: {do: update-agent, who: it-team, say: Update the agent.}
    phases: [{from: 2025-01, action: warn}, {from: 2025-01, until: 2025-12, action: block, during: windows}]
  - id: series
    of: card
    met: card.series >= 8
    remedy: {do: replace-card, who: registration-authority, say: Replace the card.}
    phases: [{from: 2025-01, action: warn}, {from: 2025-12, action: block}]
windows:
  windows:
%s
catalogue:
  agent: {kind: client, generations: [{versions: "<2", status: unsupported}, {versions: ">=2", status: supported}]}
`, revision, windows)
}

// practice is a small estate: Ann has an old agent, Bob a new one, Cat a new one
// and an old card. Each signs in on some days of the weeks before a day.
func practice(t testing.TB, until string, clocks ...string) *estate.Estate {
	m := newMaker(t, "agent")
	m.organisation(row{"organisation": "P1"})
	m.organisation(row{"organisation": "P2"})
	m.device(row{"device": "old", "organisation": "P1", "agent": "1.9", "last_seen": until})
	m.device(row{"device": "new", "organisation": "P2", "agent": "2.1", "last_seen": until})
	m.device(row{"device": "idle", "organisation": "P2", "agent": "1.0", "last_seen": "2024-01-01"})
	for _, c := range []row{
		{"card": "1", "series": "8", "holder": "ann", "organisation": "P1", "last_used": until},
		{"card": "2", "series": "8", "holder": "bob", "organisation": "P2", "last_used": until},
		{"card": "3", "series": "5", "holder": "cat", "organisation": "P2", "last_used": until},
		{"card": "4", "series": "5", "organisation": "P2", "status": "cancelled", "last_used": until},
	} {
		m.card(c)
	}
	for _, p := range []string{"ann", "bob", "cat"} {
		m.person(row{"person": p, "name": p + " example"})
	}
	end := m.instant(until)
	for day := range 28 {
		d := m.Zone.Civil(end).Date.AddDays(-1 - day)
		for i, clock := range clocks {
			who := []row{
				{"person": "ann", "card": "1", "device": "old", "client": "agent", "client_version": "1.9"},
				{"person": "bob", "card": "2", "device": "new", "client": "agent", "client_version": "2.1"},
				{"person": "cat", "card": "3", "device": "new", "client": "agent", "client_version": "2.1"},
			}[i%3]
			who["at"] = d.String() + "T" + clock
			m.signIn(who)
		}
	}
	return m.done()
}

func at(t testing.TB, text string) time.Time {
	t.Helper()
	return (&maker{TB: t, Estate: &estate.Estate{Zone: london(t)}}).instant(text)
}

// line is a step in one line: when it is, what blocks, who and what is stopped,
// and the sign-ins.
func line(s *OutlookStep, of *OutlookStop) string {
	in := "no sign-ins"
	if of.SignIns != nil {
		in = fmt.Sprintf("%d/%d/%d", of.SignIns.Allowed, of.SignIns.Warned, of.SignIns.Blocked)
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s stranded %d interrupted %d working %d devices %d clients %d cards %d organisations %d signed in %s %s",
		s.At[:16], strings.Join(of.Blocking, "+"), of.Stranded, of.Interrupted, of.Working, of.Devices, of.Clients, of.Cards, of.Organisations, in, of.Worst))
}

func lines(o *Outlook) (base, other []string) {
	for i := range o.Steps {
		s := &o.Steps[i]
		base = append(base, line(s, &s.Base))
		if s.Other != nil {
			other = append(other, line(s, s.Other))
		}
	}
	return base, other
}

func TestWhatIf(t *testing.T) {
	tuesday := `    - {id: first, date: 2025-07-08, from: "10:00", until: "11:00"}`
	tests := []struct {
		name                string
		windows             string
		known, from, until  string
		clocks              []string
		want                []string
		wantWeeks, wantNote string
	}{
		{
			name: "a window and a block for good", windows: tuesday, clocks: []string{"10:30", "10:45", "11:15"},
			known: "2025-07-01T00:00", from: "2025-07-08T00:00", until: "2025-12-02T00:00",
			want: []string{
				"2025-07-08T00:00  stranded 0 interrupted 0 working 3 devices 0 clients 0 cards 0 organisations 0 signed in 0/0/0",
				"2025-07-08T10:00 agent stranded 1 interrupted 0 working 2 devices 1 clients 1 cards 0 organisations 1 signed in 1/0/1",
				"2025-07-08T11:00  stranded 0 interrupted 0 working 3 devices 0 clients 0 cards 0 organisations 0 signed in 145/291/0",
				"2025-12-01T00:00 series stranded 1 interrupted 0 working 2 devices 0 clients 0 cards 1 organisations 1 signed in 1/1/1",
			},
			wantWeeks: "2025-06-02T11:15 2025-06-30T11:15 4",
		},
		{
			name: "nothing changes", windows: tuesday, clocks: []string{"10:30"},
			known: "2025-07-01T00:00", from: "2025-08-01T00:00", until: "2025-08-02T00:00",
			want: []string{"2025-08-01T00:00  stranded 0 interrupted 0 working 1 devices 0 clients 0 cards 0 organisations 0 signed in 0/1/0"},
		},
		{
			// 01:00 to 02:00 is two hours in this night; who signs in at 01:30 does so
			// before the clocks go back.
			name: "a window in the night in which clocks go back", clocks: []string{"01:30"},
			windows: `    - {id: night, date: 2025-10-26, from: "01:00", until: "02:00"}`,
			known:   "2025-10-25T00:00", from: "2025-10-26T00:00", until: "2025-10-26T03:00",
			want: []string{
				"2025-10-26T00:00  stranded 0 interrupted 0 working 1 devices 0 clients 0 cards 0 organisations 0 signed in 0/0/0",
				"2025-10-26T01:00 agent stranded 1 interrupted 0 working 0 devices 1 clients 1 cards 0 organisations 1 signed in 0/0/1",
				"2025-10-26T02:00  stranded 0 interrupted 0 working 1 devices 0 clients 0 cards 0 organisations 0 signed in 0/0/0",
			},
		},
		{
			// 01:30 does not exist on that day, and is taken as 02:30.
			name: "a sign-in at a time that clocks skip", clocks: []string{"01:30"},
			windows: `    - {id: night, date: 2025-03-30, from: "02:15", until: "02:45"}`,
			known:   "2025-03-30T00:00", from: "2025-03-30T00:00", until: "2025-03-30T04:00",
			want: []string{
				"2025-03-30T00:00  stranded 0 interrupted 0 working 1 devices 0 clients 0 cards 0 organisations 0 signed in 0/0/0",
				"2025-03-30T02:15 agent stranded 1 interrupted 0 working 0 devices 1 clients 1 cards 0 organisations 1 signed in 0/0/1",
				"2025-03-30T02:45  stranded 0 interrupted 0 working 1 devices 0 clients 0 cards 0 organisations 0 signed in 0/0/0",
			},
		},
		{
			name: "without sign-ins", windows: tuesday,
			known: "2025-07-01T00:00", from: "2025-07-08T10:00", until: "2025-07-08T12:00",
			want: []string{
				"2025-07-08T10:00 agent stranded 0 interrupted 0 working 3 devices 1 clients 1 cards 0 organisations 1 signed in no sign-ins",
				"2025-07-08T11:00  stranded 0 interrupted 0 working 3 devices 0 clients 0 cards 0 organisations 0 signed in no sign-ins",
			},
		},
		{
			name: "sign-ins of three days, and of days to come", windows: tuesday, clocks: []string{"10:30"},
			known: "2025-06-06T00:00", from: "2025-07-08T09:00", until: "2025-07-08T10:00",
			want:     []string{"2025-07-08T09:00  stranded 0 interrupted 0 working 1 devices 0 clients 0 cards 0 organisations 0 signed in no sign-ins"},
			wantNote: "25 sign-ins are later than the instant that is asked about, and left out.",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			day, _, _ := strings.Cut(test.known, "T")
			if test.wantNote != "" {
				day = "2025-07-01"
			}
			e := practice(t, day+"T00:00", test.clocks...)
			set := newSet(t, notice.Options{}, parsed(t, planned(1, test.windows)))
			o, err := WhatIf(e, set, WhatIfOptions{From: at(t, test.from), Until: at(t, test.until), Known: at(t, test.known), Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			got, _ := lines(o)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if w := o.Weeks; test.wantWeeks != "" && fmt.Sprint(w.From[:16], " ", w.Until[:16], " ", w.Weeks) != test.wantWeeks {
				t.Errorf("%+v, want %s", w, test.wantWeeks)
			}
			if test.wantNote != "" && (len(o.Notes) == 0 || o.Notes[0] != test.wantNote) {
				t.Errorf("%q, want %q", o.Notes, test.wantNote)
			}
			if o.Steps[0].At != o.From || o.Steps[len(o.Steps)-1].Until != o.Until {
				t.Errorf("the steps are not the range: %+v", o.Steps)
			}
		})
	}
}
