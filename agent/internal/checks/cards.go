package checks

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/wire"
)

// reading is a card with the reader that it is in.
type reading struct {
	*device.Card
	Reader *device.Reader
}

// unread reports whether reading the card broke off before it told what is on it. A card
// that has no application we know was read, and has no fault but those of its ATR.
func (r reading) unread() bool {
	return r.Application == "" && slices.ContainsFunc(r.Faults, func(fault string) bool { return !strings.HasPrefix(fault, resetFault) })
}

// resetFault is how faults begin that the answer to reset has, and not the card's
// answers to commands.
const resetFault = "Its answer to reset"

// cards asks each card in a reader; without one there is nothing to say, which the
// check of a card's presence says once.
func cards(v *View, look func(reading) []wire.Finding) []wire.Finding {
	var found []wire.Finding
	for i := range v.Cards.Readers {
		r := &v.Cards.Readers[i]
		if r.Card == nil {
			continue
		}
		for _, f := range look(reading{r.Card, r}) {
			if f.About == "" {
				f.About = r.Name
			}
			found = append(found, f)
		}
	}
	return found
}
