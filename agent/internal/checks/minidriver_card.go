package checks

import (
	"encoding/hex"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var minidriverCard = Check{
	ID:    "minidriver.card",
	Title: "Windows knows which software drives the card",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Needs: []Need{ACard},
	Why:   "Windows chooses the software for a card by its ATR. With the wrong entry, or none, programs that go through Windows say that the card is not recognised.",
	Remedy: Remedy{
		Do:  "Install the middleware or minidriver for this card; remove entries of software that is gone.",
		Who: ITTeam,
	},
	Source: pageSmartcards + ", on Cryptography\\Calais\\SmartCards",
	Look: func(v *View) []wire.Finding {
		s := v.Host.Smartcard
		if !s.Known() {
			return nil // minidriver.piv says so
		}
		var found []wire.Finding
		for _, r := range v.Cards.Readers {
			if r.Card == nil {
				continue
			}
			f := wire.Finding{About: r.Name}
			var names []string
			for _, m := range s.Minidrivers {
				if answersTo(m, r.Card) {
					names = append(names, fmt.Sprintf("%s (%s)", quote(m.Name), bits(m.View)))
				}
			}
			switch {
			case len(names) > 0:
				f.Level, f.Say = wire.Well, "For this card Windows uses "+list(names)+"."
			case isPIV(r.Card):
				f.Level, f.Say = wire.Note, "No entry has this card's ATR; a PIV card is recognised by its application instead."
			case s.Whole():
				f.Level, f.Say = wire.Note, "No entry has this card's ATR: programs that go through Windows do not know it; those that load the middleware themselves may."
			default:
				continue
			}
			found = append(found, f)
		}
		return found
	},
}

// answersTo tells whether an entry's ATR and mask fit a card's.
func answersTo(m host.Minidriver, c *device.Card) bool {
	atr, err := hex.DecodeString(c.ATR)
	want, err2 := hex.DecodeString(m.ATR)
	if err != nil || err2 != nil || len(want) == 0 || len(want) != len(atr) {
		return false
	}
	mask, err := hex.DecodeString(m.Mask)
	if err != nil || len(mask) != 0 && len(mask) != len(want) {
		return false
	}
	for i := range atr {
		bits := byte(0xFF)
		if len(mask) > 0 {
			bits = mask[i]
		}
		if atr[i]&bits != want[i]&bits {
			return false
		}
	}
	return true
}
