package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/wire"
)

var readerSeveral = Check{
	ID:    "reader.several",
	Title: "One card, in one reader",
	Group: GroupReaders,
	Why:   "Two cards or two readers confuse older Identity Agents, and are a cause of ERR1002.",
	Remedy: Remedy{
		Do:   "Leave one card in. On a desk that needs two readers, for a Registration Authority, keep Identity Agent at a supported version.",
		Who:  Person,
		Tell: "Leave only one smartcard in the readers.",
	},
	Source: "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/common-issues/err1002-unable-to-read-smartcard (24 April 2024); Identity Agent v2 release (18 October 2016)",
	Look: func(v *View) []wire.Finding {
		if !v.Cards.Known() {
			return nil // the check of the reader's presence says why
		}
		var real, with []string
		for _, r := range v.Cards.Readers {
			if kindOf(r.Name) == nil {
				real = append(real, r.Name)
			}
			if r.Card != nil {
				with = append(with, r.Name)
			}
		}
		if v.BeyondReaders > 0 {
			return []wire.Finding{{Level: wire.Warning, Say: fmt.Sprintf("The system lists %d readers more than the %d that were looked at, which no computer has; they were left out.", v.BeyondReaders, mostReaders),
				Do: "Find out which driver or remote session makes them, and remove it.", Who: ITTeam}}
		}
		switch {
		case len(with) > 1:
			return at(wire.Warning, fmt.Sprintf("Cards are in %d readers: %s.", len(with), list(with)))
		case len(real) > 1:
			return at(wire.Note, fmt.Sprintf("There are %d readers: %s. That is right where cards are issued, and confuses older Identity Agents elsewhere.", len(real), list(real)))
		}
		return at(wire.Well, "There is no second card, and no second reader.")
	},
}
