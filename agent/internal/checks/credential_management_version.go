package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

// credentialLines are what is published of lines of versions of Credential
// Management.
var credentialLines = []struct {
	versions fact.Range
	say      string // after "NHS Credential Management 1.4.2.0 "
	source   string
}{
	{must("<2"), "reaches applications through Identity Agent, and needs HSCN", pageCredentials},
	{must(">=2,<3"), "is of a line that no public page names", ""},
	{must(">=3,<4"), "carries NHS Smartcard Connect and needs no HSCN", pageConnect},
	{must(">=4"), "carries NHS Smartcard Connect, also for series 10 cards from 4.1 on", pageConnect},
}

var credentialsVersion = Check{
	ID:    "credential-management.version",
	Title: "NHS Credential Management can use the cards",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Older versions cannot use series 9 cards.",
	Remedy: Remedy{
		Do:   "Update NHS Credential Management to 1.4.2.0 or later, and sign in to Windows again.",
		Who:  ITTeam,
		Tell: "The software by which web pages reach your card is too old; tell your IT team.",
	},
	Source: pageCredentials,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: credentialManagement, Say: say})
		}
		for _, s := range v.Installed(credentialManagement) {
			if !s.Versioned {
				add(wire.Unknown, "NHS Credential Management is installed"+inVersion(s)+".")
				continue
			}
			switch {
			case forSeries9.Contains(s.Version):
			case v.InReader(9) == fact.True:
				add(wire.Problem, fmt.Sprintf("NHS Credential Management %s cannot use the series 9 card in the reader; 1.3.1.0 is the first that can.", s.said()))
			default:
				add(wire.Warning, fmt.Sprintf("NHS Credential Management %s cannot use series 9 cards; 1.3.1.0 is the first that can.", s.said()))
			}
			for _, line := range credentialLines {
				if line.versions.Contains(s.Version) {
					add(wire.Note, fmt.Sprintf("NHS Credential Management %s %s.", s.said(), line.say))
				}
			}
		}
		return found
	},
}
