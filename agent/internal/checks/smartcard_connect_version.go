package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

// forSeries10 are the versions of Smartcard Connect that are known to use series 10:
// the page for v4.1 lists it, and those for v3 do not.
//
// Source: pageConnect.
var forSeries10 = must(">=4.1")

var connectVersion = Check{
	ID:    "smartcard-connect.version",
	Title: "NHS Smartcard Connect can use the cards",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Series 10 cards came with version 4.1.",
	Remedy: Remedy{
		Do:   "Update NHS Smartcard Connect to 4.1 or later.",
		Who:  ITTeam,
		Tell: "This computer's sign-in software may not know your card yet; tell your IT team.",
	},
	Source: pageConnect,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: smartcardConnect, Say: say})
		}
		for _, s := range v.Installed(smartcardConnect) {
			switch status := v.Status(smartcardConnect, s.Version); {
			case !s.Versioned:
				add(wire.Unknown, "NHS Smartcard Connect is installed"+inVersion(s)+".")
			case status == unsupported:
				add(wire.Warning, fmt.Sprintf("NHS Smartcard Connect %s has no support any more.", s.said()))
			case !forSeries10.Contains(s.Version) && v.InReader(10) == fact.True:
				add(wire.Warning, fmt.Sprintf("NHS Smartcard Connect %s may not use the series 10 card in the reader: 4.1 is the first whose page names it.", s.said()))
			default:
				add(wire.Well, fmt.Sprintf("NHS Smartcard Connect %s uses series 8 and 9 cards.", s.said()))
			}
			add(wire.Note, "With NHS Smartcard Connect nothing pops up when a card is put in, each application asks for the passcode itself, and pulling the card does not log out: people must log out of every application.")
		}
		return found
	},
}
