package checks

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/wire"
)

var cardProtocol = Check{
	ID:    "card.protocol",
	Title: "Card and reader speak one protocol",
	Group: GroupCards,
	Needs: []Need{ACard},
	Why:   "Cards of the NHS speak T=1 or T=0, by the card. A remote session that asks for raw mode spoils every later connection.",
	Remedy: Remedy{
		Do:  "Update the remote desktop client; plug the reader out and in.",
		Who: ITTeam,
	},
	Source: "ISO/IEC 7816-3 §8.2.3; field notes on remote desktops (17 August 2026)",
	Look: func(v *View) []wire.Finding {
		return cards(v, func(r reading) []wire.Finding {
			offers := strings.Join(r.Offers, " and ")
			switch {
			case r.Protocol == "":
				return at(wire.Unknown, "Which protocol card and reader agree on is not known: nothing connected to the card. It offers "+offers+".")
			case !slices.Contains(r.Offers, r.Protocol):
				return at(wire.Warning, "The reader speaks "+r.Protocol+" with the card, which offers "+offers+".")
			}
			return at(wire.Well, "Card and reader speak "+r.Protocol+".")
		})
	},
}
