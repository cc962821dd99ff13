package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/wire"
)

var cardAnswers = Check{
	ID:    "card.answers",
	Title: "The card answers as cards do",
	Group: GroupCards,
	Needs: []Need{ACard},
	Why:   "A card that answers wrongly or slowly fails in the middle of a sign-in.",
	Remedy: Remedy{
		Do:   "Clean the contacts, try another reader; if it stays, replace the card.",
		Who:  RegistrationAuthority,
		Tell: "This smartcard may be broken; try it in another computer.",
	},
	Source: "ISO/IEC 7816-3 and 7816-4; NIST SP 800-73-4",
	Look: func(v *View) []wire.Finding {
		return cards(v, func(r reading) []wire.Finding {
			var found []wire.Finding
			for _, fault := range r.Faults {
				level := wire.Warning
				if strings.HasPrefix(fault, resetFault+":") || strings.HasPrefix(fault, "Another program") {
					level = wire.Note
				}
				found = append(found, wire.Finding{Level: level, Say: fault})
			}
			switch {
			case r.TookMS > slowCard:
				found = append(found, wire.Finding{Level: wire.Warning, Say: "Reading the card took longer than three seconds.",
					Do: "Wait until the reader is quiet before the PIN is typed; try another reader.", Who: Person})
			case r.TookMS >= tiringCard:
				found = append(found, wire.Finding{Level: wire.Note, Say: fmt.Sprintf("Reading the card took %.1f s, and a good one needs less than half of one: programs wait for it.", float64(r.TookMS)/1000)})
			}
			if found == nil {
				return at(wire.Well, "The card answered all that it was asked.")
			}
			return found
		})
	},
}
