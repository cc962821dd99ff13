package live

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// clockAt is a clock that stands until it is set.
type clockAt struct {
	sync.Mutex
	at time.Time
}

func (c *clockAt) now() time.Time {
	c.Lock()
	defer c.Unlock()
	return c.at
}

func (c *clockAt) set(t time.Time) {
	c.Lock()
	defer c.Unlock()
	c.at = t
}

func (c *clockAt) move(d time.Duration) { c.set(c.now().Add(d)) }

func london(t testing.TB) *time.Location {
	t.Helper()
	in, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return in.Location()
}

// day is 8 July 2025, the day of the rehearsal's window.
func day(t testing.TB, hour, minute, second int) time.Time {
	t.Helper()
	return time.Date(2025, 7, 8, hour, minute, second, 0, london(t))
}

// decided is a sign-in of an old or a new agent at an organisation.
func decided(at time.Time, organisation, version string, done, asked notice.Action, why decision.Reason) *decision.Decision {
	d := &decision.Decision{
		At: at, Code: "K7Q2M9XD4T6", Action: done, Asked: asked, Weakened: why,
		Extractor: "identity-agent", Use: "sign-in", Organisation: organisation, Person: "uid-" + organisation,
		Client: "identity-agent", Version: version, TLS: "TLS 1.2", Offered: "TLS 1.2",
		Address: netip.MustParseAddr("192.0.2.7"), Proven: decision.ByPerson,
	}
	if asked > notice.Observe {
		d.TLS = "TLS 1.0"
		d.Findings = []decision.Finding{{
			Notice: "care-identity-2025", Requirement: "identity-agent", Title: "Identity Agent is a supported version",
			Result: notice.Unmet, Asks: asked, Phase: "intervals",
		}}
	}
	return d
}

// morning is a gate that has counted since nine o'clock, now at 10:22 with a window
// open since 10:00. Organisations ORG-01 to ORG-12 sign in at different rates, some
// with old agents; ORG-03 gave up after it was refused twice, and ORG-05 did not
// come at all since the window opened. All names are invented.
func morning(t testing.TB) (*Live, *clockAt) {
	t.Helper()
	c := &clockAt{at: day(t, 9, 0, 0)}
	l := New(Options{Now: c.now, Machine: c.now, Version: "0.4.0"})
	opened := day(t, 10, 0, 0)
	refused := 0
	for ; c.now().Before(day(t, 10, 22, 41)); c.move(time.Second) {
		at := c.now()
		open := !at.Before(opened)
		if at.Equal(opened) {
			l.WindowOpened(opened)
		}
		second := int(at.Unix())
		for org := 1; org <= 12; org++ {
			if second%(3+org*2) != 0 {
				continue
			}
			name, version := fmt.Sprintf("ORG-%02d", org), "2.4.10.0"
			done, asked, why := notice.Observe, notice.Observe, decision.Reason("")
			if org%3 == 0 { // old agents
				version, done, asked = "2.3.1.0", notice.Warn, notice.Warn
				if open {
					done, asked = notice.Block, notice.Block
				}
				if open && org == 9 && second%2 == 0 {
					done, why = notice.Warn, decision.Budget
				}
			}
			switch {
			case org == 3 && open:
				if refused++; refused > 2 {
					continue
				}
			case org == 5 && open:
				continue
			}
			l.Decided(decided(at, name, version, done, asked, why))
			l.Took(180 * time.Microsecond)
		}
		if second%600 == 0 {
			l.Count(HandshakeRefused)
		}
	}
	return l, c
}

// standing are sources that tell of that morning.
func standing(t testing.TB, c *clockAt) Sources {
	t.Helper()
	window := Window{
		Notice: "care-identity-2025", Requirement: "identity-agent", Title: "Identity Agent is a supported version",
		Name: "agent-intervals/first", From: day(t, 10, 0, 0), Until: day(t, 11, 0, 0),
	}
	next := window
	next.Name, next.From, next.Until = "agent-intervals/growing", day(t, 14, 0, 0).AddDate(0, 0, 34), day(t, 16, 0, 0).AddDate(0, 0, 34)
	eight, nine := day(t, 8, 0, 0), day(t, 9, 0, 0)
	changed, ends := day(t, 10, 15, 0), day(t, 11, 0, 0)
	tripped := day(t, 10, 4, 12)
	return Sources{
		Clock: func() Clock { return Clock{Now: c.now(), Rate: 1} },
		Plan: func() Plan {
			return Plan{
				Loaded: true, Digest: "sha256:7f1c5e0b9a6d4c3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e", Since: eight,
				Armed: true, Why: "The digest is that in armed.txt.",
				Files: []File{
					{Path: "notices/care-identity-2025-r2.yaml", Kind: "notice", State: "in force"},
					{Path: "exemptions.yaml", Kind: "exemptions", State: "broken", Problem: "line 12: until is before from"},
				},
				Pending: &Pending{Digest: "sha256:00aa", ReadAt: changed, Takes: ends, Armed: true, Why: "It waits for the end of the open window.", Files: []string{"exemptions.yaml"}},
				Open:    []Window{window}, Next: &next,
			}
		},
		Budget: func() Budget {
			return Budget{
				All: Spent{Used: 61, Limit: 1000, Unit: "people"},
				Organisations: []SpentHere{
					{"ORG-06", Spent{Used: 12, Limit: 50, Unit: "people"}},
					{"ORG-09", Spent{Used: 50, Limit: 50, Unit: "people", Tripped: true, Since: tripped, Until: tripped.Add(time.Hour)}},
				},
				Unproven: Meter{Used: 14, Limit: 1000},
				Proven:   &Proven{People: 312, Devices: 240, Addresses: 190},
			}
		},
		Journal: func() Journal {
			return Journal{Dir: "journal", Writable: true, Kept: 4821, Unsynced: 3, Bytes: 7_340_032, FreeBytes: 81_000_000_000}
		},
		Certificates: func() []Certificate {
			return []Certificate{
				{Use: "front", Subject: "gate.example.org", NotAfter: nine.AddDate(0, 0, 80)},
				{Use: "old-tls", Subject: "gate.example.org", NotAfter: nine.AddDate(0, 0, 12)},
			}
		},
		Door: func() Door {
			return Door{Open: 709, Greeting: 2, Idle: 650, OldTLS: 977, Away: map[string]uint64{"too-old": 3, "timed-out": 1, "full": 0}}
		},
		Organisation: func(code string) string {
			return map[string]string{"ORG-05": "Invented Surgery", "ORG-09": "Invented General Hospital"}[code]
		},
		Contact: func(code string) (name, phone, hours string) {
			switch code {
			case "ORG-05":
				return "Invented Surgery IT", "01632 960002", "Mon-Fri 08:00-18:00"
			case "ORG-09":
				return "Invented Hospital IT", "01632 960001", ""
			}
			return "", "", ""
		},
		Report:  func() string { return "journal/reports/2025-07-01T0900Z-identity-agent.html" },
		Pager:   func() Pager { return Pager{To: "https://pager.example.org", Delivered: 1} },
		Hold:    func(context.Context, string, string) error { return nil },
		Release: func(context.Context, string, string) error { return nil },
		Reset:   func(context.Context, string, bool, string, string) error { return nil },
		Record: func(_ context.Context, code string) (Record, error) {
			if code != "K7Q2M9XD4T6" {
				return Record{}, ErrNoRecord
			}
			return Record{Code: code, At: tripped, Told: []string{"This computer's sign-in software is too old."}, JSON: []byte(`{"answer":{"decision":"block"}}`)}, nil
		},
	}
}
