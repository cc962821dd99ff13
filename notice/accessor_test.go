package notice

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestAsWritten tells what was written, and the instants that it means.
func TestAsWritten(t *testing.T) {
	n := parsed(t, written("n", 1, "2025-06", `requirements:
  - id: x
    of: client
    applies: client.product == "agent"
    met: client.status == "new" && status("agent") == "new"
    phases:
      - {action: warn}
      - {from: 2025-07, until: 2025-08-15T12:00, action: block, where: 'organisation.kind == "gp"', refuse: handshake, fail: closed}
  - {id: y, of: card, met: card.series >= 8}
catalogue: {agent: {generations: [{versions: "<2", status: old}, {versions: ">=2", status: new, from: 2025-07, until: 2025-08}]}}
`))
	x, y := n.Requirement("x"), n.Requirement("y")
	if n.Requirement("z") != nil {
		t.Error("there is a requirement that was not written")
	}
	got := []string{x.AppliesSource(), x.MetSource(), y.AppliesSource(), x.Phases[0].WhereSource(), x.Phases[1].WhereSource(), x.Phases[0].ID, x.Phases[1].ID,
		x.Phases[0].Refuse, x.Phases[0].Fail, x.Phases[1].Refuse, x.Phases[1].Fail, x.Combine}
	want := []string{`client.product == "agent"`, `client.status == "new" && status("agent") == "new"`, "", "", `organisation.kind == "gp"`, "1", "2",
		"words", "open", "handshake", "closed", "every"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(Reads{Products: []string{"agent"}, ClientStatus: true}, x.Reads()); diff != "" {
		t.Errorf("x reads -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(Reads{CardSeries: true}, y.Reads()); diff != "" {
		t.Errorf("y reads -want +got:\n%s", diff)
	}
	shown := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.UTC().Format(time.RFC3339)
	}
	var spans []string
	for _, p := range x.Phases {
		from, until := n.Span(p)
		spans = append(spans, shown(from)+" "+shown(until))
	}
	for i := range n.Catalogue.Products[0].Generations {
		from, until := n.Catalogue.Products[0].Generations[i].Span()
		spans = append(spans, shown(from)+" "+shown(until))
	}
	if diff := cmp.Diff([]string{" ", "2025-06-30T23:00:00Z 2025-08-15T11:00:00Z", " ", "2025-06-30T23:00:00Z 2025-07-31T23:00:00Z"}, spans); diff != "" {
		t.Errorf("spans -want +got:\n%s", diff)
	}
}

// TestCasesOfNothing judge nothing, in UTC.
func TestCasesOfNothing(t *testing.T) {
	f, problems := ParseCases("t", []byte("- {at: 2025-06-15T10:00, given: {card: {series: 6}}, want: {decision: allow}}\n"))
	if f == nil {
		t.Fatal(problems)
	}
	set := together(t, Options{})
	if report := f.Run(set, parsed(t, written("n", 1, "2025-06", tested))); len(report.Failures)+len(report.Uncovered) > 0 || report.Cases != 1 {
		t.Errorf("the report is %+v", report)
	}
}
