package checks

import (
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var agentBoth = Check{
	ID:    "software.both-clients",
	Title: "Identity Agent and NHS Smartcard Connect do not share the computer",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "NHS Smartcard Connect is no longer installed beside Identity Agent: pages that use a Java applet lose their access, and which of the two answers to a card is not told.",
	Remedy: Remedy{
		Do:   "Keep Identity Agent alone while an application on this computer speaks only CIS1; keep NHS Smartcard Connect alone once all speak CIS2.",
		Who:  ITTeam,
		Tell: "This computer has two kinds of sign-in software that disturb each other; tell your IT team.",
	},
	Source: pageConnect,
	Look: func(v *View) []wire.Finding {
		agent, connect := v.Has(identityAgent), v.Has(smartcardConnect)
		switch {
		case agent == fact.True && connect == fact.True:
			return at(wire.Warning, "Identity Agent and NHS Smartcard Connect are both installed, which is no longer meant.")
		case agent == fact.False || connect == fact.False:
			return at(wire.Well, "There are not two kinds of sign-in software.")
		}
		return nil // software.client says what is not known
	},
}
