package checks

import (
	"github.com/lanyard-id/lanyard/wire"
)

var cardBlank = Check{
	ID:    "card.blank",
	Title: "The card has certificates",
	Group: GroupCards,
	Needs: []Need{ACard},
	Why:   "A blank card was never issued to anybody, or its issue broke off; it signs nobody in.",
	Remedy: Remedy{
		Do:   "Issue the card again, or take another.",
		Who:  RegistrationAuthority,
		Tell: "This smartcard is empty; take it to your Registration Authority.",
	},
	Source: "https://digital.nhs.uk/services/care-identity-service, smartcard authentication failure (a blank card is among its causes)",
	Look: func(v *View) []wire.Finding {
		return cards(v, func(r reading) []wire.Finding {
			switch {
			case r.Blank:
				return at(wire.Problem, "The card has its application and not one certificate: it is blank.")
			case r.unread():
				return at(wire.Unknown, "The card could not be read, so it is not known what is on it.")
			case r.Application == "":
				return at(wire.Unknown, "What is on the card only the software of its maker can read: it has no PIV application.")
			case len(r.Certificates) == 0:
				return at(wire.Unknown, "No certificate could be read.")
			}
			return at(wire.Well, "The card has certificates.")
		})
	},
}
