package live

import (
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// FuzzDecided: whatever a client calls itself, it is counted, and /metrics can be
// read.
func FuzzDecided(f *testing.F) {
	f.Add("A81001", "identity-agent", "2.3", "1.0", "held")
	f.Add("other", "other", "other", "\xff", "")
	f.Add("", "unknown", " ", "1.4", "\n")
	f.Add("a\"b\\c\nd", "{}", "=cmd", "", "")
	f.Fuzz(func(t *testing.T, organisation, client, version, tls, reason string) {
		c := &clockAt{at: day(t, 10, 0, 0)}
		l := New(Options{Now: c.now, Version: version})
		l.Decided(&decision.Decision{At: c.now(), Organisation: organisation, Client: client, Version: version, TLS: tls, Action: notice.Warn, Asked: notice.Block,
			Weakened: decision.Reason(reason), Proven: decision.Unit(len(client)), Extractor: client,
			Findings: []decision.Finding{{Notice: organisation, Requirement: version, Title: client, Asks: notice.Block}}})
		families := scrape(t, l.metricsHandler(&Sources{Budget: func() Budget {
			return Budget{Organisations: []SpentHere{{organisation, Spent{Tripped: true, Unit: client}}, {client, Spent{Tripped: true, Unit: tls}}}}
		}, Certificates: func() []Certificate {
			return []Certificate{{Use: client, Subject: version}, {Use: client, Subject: version}}
		}}))
		if n := valueOf(families, "lanyard_gate_decisions_total", "action", "warn"); n != 1 {
			t.Fatalf("%g sign-ins", n)
		}
	})
}
