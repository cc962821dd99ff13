package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var credentialsPresent = Check{
	ID:    "credential-management.present",
	Title: "NHS Credential Management is installed",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "It is how pages in Chrome, Edge and Firefox reach Identity Agent and the card; computers that still use CIS1 need it.",
	Remedy: Remedy{
		Do:   "Install NHS Credential Management, which brings NHS Port Service with it, and sign in to Windows again: it does not start before.",
		Who:  ITTeam,
		Tell: "This computer lacks the software by which web pages reach your card; tell your IT team.",
	},
	Source: pageCredentials,
	Look: func(v *View) []wire.Finding {
		agent := v.Has(identityAgent)
		switch v.Has(credentialManagement) {
		case fact.True:
			var found []wire.Finding
			for _, s := range v.Installed(credentialManagement) {
				found = append(found, wire.Finding{Level: wire.Well, About: credentialManagement, Say: fmt.Sprintf("NHS Credential Management is installed%s.", inVersion(s))})
			}
			return found
		case fact.Unknown:
			return at(wire.Unknown, "Whether NHS Credential Management is installed is not known: the list of programs was not read to its end, or a name only comes near.")
		}
		switch {
		case agent == fact.True:
			return at(wire.Problem, "NHS Credential Management is not installed: no page in Chrome, Edge or Firefox can reach Identity Agent.")
		case v.Has(smartcardConnect) == fact.True:
			return at(wire.Note, "NHS Credential Management is not listed by itself; from its version 3 on it comes with NHS Smartcard Connect.")
		}
		return nil // software.client says that there is no sign-in software at all
	},
}
