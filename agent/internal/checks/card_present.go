package checks

import (
	"github.com/lanyard-id/lanyard/agent/internal/device"
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
		// A device without a card in its reader is not sick, so all of these are notes; what
		// is wrong with a card or a reader is found by the checks of those.
		say := "No card is in a reader, so no card was checked. Put the card in, and run this again."
		if len(v.Cards.Readers) == 0 {
			say = "There is no reader, so no card could be checked."
		}
		for _, r := range v.Cards.Readers {
			switch {
			case r.Card != nil && r.State == device.Present:
				return at(wire.Well, "A card is in a reader, and answers its reset.")
			case r.Card != nil || r.State == device.Mute || r.State == device.InUse:
				say = "A card is in a reader, and could not be looked at, so little or nothing is said of it."
			}
		}
		return at(wire.Note, say)
	},
}
