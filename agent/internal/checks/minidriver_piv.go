package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// pivWords are in the registration of the PIV minidriver that comes with Windows.
//
// Source: Microsoft, Smart Card Minidriver specification, "Identity Device (NIST SP
// 800-73 [PIV])", file msclmd.dll.
var pivWords = []string{"nist sp 800-73", "[piv]", "msclmd"}

var minidriverPIV = Check{
	ID:    "minidriver.piv",
	Title: "Windows has its minidriver for PIV cards",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Why:   "Series 9 cards are PIV cards: Windows itself drives them, by a minidriver that Windows Update normally brings.",
	Remedy: Remedy{
		Do:   "Let Windows Update install the minidriver for “Identity Device (NIST SP 800-73 [PIV])” with the card in the reader, or install it by hand.",
		Who:  ITTeam,
		Tell: "This computer does not know your kind of card yet; tell your IT team.",
	},
	Source: pageCredentials + ", the copy for v1.3.1.0",
	Look: func(v *View) []wire.Finding {
		s := v.Host.Smartcard
		for _, m := range s.Minidrivers {
			if hasWord(m.Name+" "+m.Module, pivWords) {
				return at(wire.Well, fmt.Sprintf("The PIV minidriver is registered (%s).", quote(m.Name)))
			}
		}
		piv := false
		for _, c := range v.CardsIn() {
			piv = piv || isPIV(c)
		}
		switch {
		case !s.Whole():
			return unseen("Which minidrivers Windows has", s.Part)
		case piv && len(v.FilesOf(minidriverFiles)) > 0:
			return at(wire.Note, "No PIV minidriver is registered; Windows has its file, and recognises a PIV card by its application.")
		case piv:
			return at(wire.Warning, "No PIV minidriver is registered, and the card in the reader is a PIV card: programs that use Windows' own certificates may not see it.")
		}
		return at(wire.Note, "No PIV minidriver is registered. Windows fetches it when a PIV card is first put in, if it may use Windows Update.")
	},
}
