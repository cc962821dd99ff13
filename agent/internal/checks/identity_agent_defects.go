package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

// A defect is what is published to be wrong with some versions of Identity Agent.
type defect struct {
	versions fact.Range
	level    wire.Level
	say      string // ends a sentence that begins with "Identity Agent 2.2.2.0 "
	// only tells whether it matters on this device; nil: always.
	only   func(v *View) bool
	source string
}

// defects are those of all versions.
var defects = []defect{
	{must("<2.4.10.0"), wire.Warning, "has a vulnerability of medium severity, for which every earlier version than 2.4.10.0 was retired", nil, pageCommonIssues},
	{must(">=2.2,<2.3.2.0"), wire.Warning, "may use more and more memory and processor on Windows 8.1 and 10, until it does not answer", nil, pageAgentTroubles},
	{must("=2.2.2.0"), wire.Warning, "does not show the box for the passcode on some versions of Windows", nil, pageAgentTroubles},
	{must(">=2.2,<2.2.2"), wire.Warning, "takes a SIM reader with a SIM for a second smartcard on Windows 10 from version 1803 on, and may sign out of Windows when the card is pulled under the screensaver", nil, pageWES},
	{must(">2.2.2.0,<=2.3.2.0"), wire.Note, "was reported not to do the first registration of series 8 cards in EMIS; using them later works", nil, pageAgentTroubles},
	{must("<2.4.6.0"), wire.Note, "looks at hardware less well on virtual desktops than 2.4.6.0 and later", func(v *View) bool { remote, _ := v.served(); return remote == fact.True }, pageIdentityAgent},
}

var agentDefects = Check{
	ID:    "identity-agent.defects",
	Title: "Identity Agent has no published defect",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "What looks like a broken card or reader is at times a known fault of one version.",
	Remedy: Remedy{
		Do:  "Update Identity Agent to 2.4.10.0 or later, out of hours.",
		Who: ITTeam,
	},
	Source: pageAgentTroubles + "; " + pageCommonIssues + "; " + pageWES,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		for _, s := range v.Installed(identityAgent) {
			if !s.Versioned {
				continue // identity-identity-agent.version says so
			}
			for _, d := range defects {
				if d.versions.Contains(s.Version) && (d.only == nil || d.only(v)) {
					found = append(found, wire.Finding{Level: d.level, About: identityAgent, Say: fmt.Sprintf("Identity Agent %s %s.", s.said(), d.say)})
				}
			}
		}
		return found
	},
}
