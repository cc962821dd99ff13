package readiness

import (
	"testing"

	"github.com/lanyard-id/lanyard/notice"
)

// stepsNotice blocks the oldest for long, and what is less old later.
const stepsNotice = `language: 1
notice: n
revision: 1
title: t
published: 2025-01
zone: Europe/London
requirements:
  - id: oldest-agent
    of: client
    met: client.version >= version("2")
    remedy: {do: update-agent, who: it-team, say: Update the agent.}
    phases: [{from: 2025-01, action: block}]
  - id: agent
    of: client
    met: client.status == "supported"
    remedy: {do: update-agent, who: it-team, say: Update the agent.}
    phases: [{from: 2025-01, action: block, during: mornings}]
  - id: oldest-series
    of: card
    met: card.series > 4
    remedy: {do: replace-card, who: registration-authority, say: Replace the card.}
    phases: [{from: 2025-07-14, action: block}]
  - id: series
    of: card
    met: card.series > 6
    remedy: {do: replace-card, who: registration-authority, say: Replace the card.}
    phases: [{from: 2025-01, action: warn}, {from: 2025-09-01, action: block}]
windows:
  mornings: [{on: [Tue], from: "10:00", until: "11:00", first: 2025-07-08, last: 2025-08-26}]
catalogue:
  agent: {kind: client, names: [Agent], generations: [{versions: "<3", status: supported, until: 2025-08-01}, {versions: "<3", status: unsupported, from: 2025-08-01}, {versions: ">=3", status: supported}]}
`

// A block of others is no date by which somebody has to be done.
func TestFirstBlockIsOfSomebody(t *testing.T) {
	for name, c := range map[string]struct {
		version, lastSeen, series string
		by, deadline              string
		neededADay                int
	}{
		"the oldest are blocked already":        {"1.0", "2025-07-01", "4", "2025-07-07T09:00:00+01:00", "2025-07-14T00:00:00+01:00", 1},
		"others from a later window on":         {"2.0", "2025-07-01", "6", "2025-08-05T10:00:00+01:00", "2025-09-01T00:00:00+01:00", 1},
		"nobody":                                {"3.0", "2025-07-01", "8", "", "", 0},
		"a device that is dormant is not asked": {"1.0", "2025-01-01", "6", "", "2025-09-01T00:00:00+01:00", 1},
	} {
		m := newMaker(t, "agent")
		m.device(row{"device": "PC1", "agent": c.version, "last_seen": c.lastSeen})
		m.card(row{"card": "C1", "series": c.series, "status": "active", "last_used": "2025-07-01"})
		at := m.instant("2025-07-07T09:00")
		set := newSet(t, notice.Options{}, parsed(t, stepsNotice))
		s := NewSurvey(m.done(), set, Options{Instants: ChainInstants(set, at)})
		by := ""
		for _, step := range s.Chains(at, "").Chain().Steps {
			by = step.By
		}
		if by != c.by {
			t.Errorf("%s: the step prevents a block at %q, want %q", name, by, c.by)
		}
		plan := s.At(at).CardPlan(CardOptions{})
		if plan.Deadline != c.deadline || plan.NeededADay != c.neededADay {
			t.Errorf("%s: cards by %q, %d a day, want %q, %d", name, plan.Deadline, plan.NeededADay, c.deadline, c.neededADay)
		}
	}
}
