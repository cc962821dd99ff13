package checks

import (
	"github.com/lanyard-id/lanyard/wire"
)

var cardPresent = Check{
	ID:    "card.present",
	Title: "A card is in the reader",
	Group: GroupCards,
	Needs: []Need{ACard},
	Why:   "What can be said of a card can be said only while it is in.",
	Remedy: Remedy{
		Do:  "Put the card in, chip first, and run this check again.",
		Who: Person,
	},
	Source: "Lanyard's own",
	Look: func(v *View) []wire.Finding {
		if !v.Cards.Known() {
			return nil // the check of the reader's presence says why
		}
		for _, r := range v.Cards.Readers {
			if r.Card != nil {
				return at(wire.Well, "A card is in a reader, and answers.")
			}
		}
		return at(wire.Note, "No card is in a reader, so nothing is said of one. Run this check again with the card in.")
	},
}
