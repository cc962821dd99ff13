package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/wire"
)

var cardPIN = Check{
	ID:    "card.pin",
	Title: "The PIN has tries left",
	Group: GroupCards,
	Needs: []Need{ACard},
	Why:   "Three wrong entries lock a card. This asks how many are left and spends none.",
	Remedy: Remedy{
		Do:   "Unlock the card: by self-service at digital.nhs.uk/unlock if the certificates have not ended, else with the Registration Authority.",
		Who:  RegistrationAuthority,
		Tell: "Your smartcard is locked. Unlock it at digital.nhs.uk/unlock, or ask your Registration Authority.",
	},
	Source: "ISO/IEC 7816-4 §11.5.6 and NIST SP 800-73-4 part 2 §3.2.1 (VERIFY without a PIN); three tries: pages of NHS organisations on unlocking (2023, 2024)",
	Look: func(v *View) []wire.Finding {
		return cards(v, func(r reading) []wire.Finding {
			switch left := r.TriesLeft; {
			case left == nil && r.unread():
				return at(wire.Unknown, "The card could not be read, so it is not known how many tries are left; nothing was tried.")
			case left == nil && r.Application == "":
				return at(wire.Unknown, "How many tries are left it tells only to the software of its maker; nothing was tried.")
			case left == nil:
				return at(wire.Unknown, "The card does not tell how many tries are left; nothing was tried.")
			case *left == 0:
				return at(wire.Problem, "No try is left: the card is locked.")
			case *left == 1:
				return []wire.Finding{{Level: wire.Warning, Say: "One try is left. A wrong PIN locks the card.", Tell: "Your smartcard takes one more wrong PIN, then it is locked.",
					Do: "Be sure of the PIN before it is typed; else unlock the card first.", Who: Person}}
			default:
				return at(wire.Well, fmt.Sprintf("%d tries are left.", *left))
			}
		})
	},
}
