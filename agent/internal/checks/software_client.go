package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var agentPresent = Check{
	ID:    "software.client",
	Title: "There is software that signs people in",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "A card signs nobody in by itself: Identity Agent or NHS Smartcard Connect speaks for it.",
	Remedy: Remedy{
		Do:   "Install Identity Agent in its latest version, or NHS Smartcard Connect if every application on this computer speaks CIS2.",
		Who:  ITTeam,
		Tell: "This computer has no software to sign you in with a smartcard; use another, and tell your IT team.",
	},
	Source: pageIdentityAgent + "; " + pageConnect,
	Look: func(v *View) []wire.Finding {
		agent, connect := v.Has(identityAgent), v.Has(smartcardConnect)
		switch {
		case agent == fact.True || connect == fact.True:
			var found []wire.Finding
			for _, id := range []string{identityAgent, smartcardConnect} {
				for _, s := range v.Installed(id) {
					found = append(found, wire.Finding{Level: wire.Well, About: id, Say: fmt.Sprintf("%s is installed%s.", v.call(id), inVersion(s))})
				}
			}
			return found
		case len(v.Running(programFiles[identityAgent]...)) > 0:
			return []wire.Finding{{Level: wire.Warning, About: identityAgent, Say: "A program called IdentityAgent.exe runs, and the list of programs has no Identity Agent: it was copied here, or its removal broke off.",
				Do: "Install Identity Agent by its installer, so that it can be updated.", Who: ITTeam}}
		case agent == fact.Unknown || connect == fact.Unknown:
			return at(wire.Unknown, "Whether Identity Agent or NHS Smartcard Connect is installed is not known: the list of programs was not read to its end, or a name only comes near.")
		}
		return at(wire.Problem, "Neither Identity Agent nor NHS Smartcard Connect is installed: nobody can sign in with a card here.")
	},
}
