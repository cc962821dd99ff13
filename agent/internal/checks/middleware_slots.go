package checks

import (
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var middlewareSlots = Check{
	ID:    "middleware.slots",
	Title: "The middleware sees the card",
	Group: GroupMiddleware,
	Needs: []Need{ACard},
	Why:   "The system may see a card that the middleware does not know: sign-in then says that there is no card, or a card of another kind.",
	Remedy: Remedy{
		Do:   "Put the card in again. If it stays so, update the middleware; if other cards are seen, the card is of another series or broken.",
		Who:  ITTeam,
		Tell: "Take your card out and put it in again; if that does not help, tell your IT team.",
	},
	Source: "PKCS #11 v2.40 §5.5 (C_GetSlotList, CKF_TOKEN_PRESENT); " + pageProblemReading,
	Look: func(v *View) []wire.Finding {
		cards, stayed := v.CardsIn(), v.stayed()
		if len(cards) == 0 {
			return nil // there is nothing to see
		}
		var found []wire.Finding
		for _, m := range v.Modules.List {
			if m.Outcome != device.Loaded {
				continue
			}
			name := quote(baseName(m.Path))
			add := func(level wire.Level, say string) {
				found = append(found, wire.Finding{Level: level, About: short(baseName(m.Path)), Say: say})
			}
			tokens := 0
			for _, s := range m.Slots {
				if s.Token {
					tokens++
				}
			}
			switch {
			case tokens > 0:
				add(wire.Well, fmt.Sprintf("The module %s sees %s.", name, several(tokens, "card")))
			case v.holdup() != "":
				add(wire.Unknown, fmt.Sprintf("The module %s sees no card. %s.", name, held(v.holdup())))
			case len(stayed) == 0:
				add(wire.Unknown, fmt.Sprintf("Whether the module %s sees cards is not known: %s.", name, v.meanwhile()))
			case m.Of == oberthurMiddleware && v.Host.System.Family == host.Windows && v.onlyPIV(stayed):
				add(wire.Note, fmt.Sprintf("The module %s sees no card. The card in the reader is a PIV card, which Windows' own minidriver drives.", name))
			case len(m.Slots) == 0:
				add(wire.Problem, fmt.Sprintf("The module %s sees no reader, while the system has %s with a card.", name, several(len(stayed), "reader")))
			default:
				add(wire.Problem, fmt.Sprintf("The module %s sees %s and no card, while there is one.", name, several(len(m.Slots), "reader")))
			}
		}
		// One module that sees the card is enough for the programs that use that one.
		if slices.ContainsFunc(found, func(f wire.Finding) bool { return f.Level == wire.Well }) {
			for i := range found {
				if found[i].Level == wire.Problem {
					found[i].Level = wire.Warning
				}
			}
		}
		return found
	},
}

// stayed are the cards that were in their readers before the modules were asked and
// after, and not out between: those that a module cannot but see.
func (v *View) stayed() []*device.Card {
	var out []*device.Card
	for i := range v.Cards.Readers {
		if r := &v.Cards.Readers[i]; r.Stayed() {
			out = append(out, r.Card)
		}
	}
	return out
}

// meanwhile says of cards of which none stayed what became of them.
func (v *View) meanwhile() string {
	if slices.ContainsFunc(v.Cards.Readers, func(r device.Reader) bool { return r.Card != nil && r.After != nil }) {
		return "the card came or went while it was asked. Run this check again with the card in"
	}
	return "the readers could not be looked at again after it was asked, so the card may have been taken out"
}

// onlyPIV tells whether all these cards are PIV cards.
func (v *View) onlyPIV(cards []*device.Card) bool {
	return !slices.ContainsFunc(cards, func(c *device.Card) bool { return !isPIV(c) })
}

// isPIV tells a card that answers as a PIV card.
func isPIV(c *device.Card) bool { return c.Application == "piv" || c.Type == "PIV" }
