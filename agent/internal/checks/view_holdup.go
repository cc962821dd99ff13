package checks

import (
	"cmp"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/device"
)

const (
	// slowCard is how long a card may take to be read before a person waits for it, in
	// milliseconds: a good one needs a tenth of it.
	slowCard = 3000
	// tiringCard is from when on a module may run out of its time for the card's sake, in
	// milliseconds: OpenSC needs nearly three times as long as this program to read the
	// same card, and a module has three seconds.
	tiringCard = 1000
)

// holdup says what in a reader makes every program wait, as this one saw it without any
// module; "" where nothing does. A module that does not answer then shows nothing about
// itself.
func (v *View) holdup() string { return cmp.Or(v.stuck(), v.tiring()) }

// stuck says which card answers nobody; "" if each does.
func (v *View) stuck() string {
	for _, r := range v.Cards.Readers {
		name := "the card in " + quote(r.Name)
		switch {
		case r.State == device.Mute:
			return name + " does not answer"
		case r.State == device.InUse:
			return name + " is held by another program"
		case r.Card != nil && r.Card.TookMS >= slowCard && r.Card.Application == "":
			return name + " does not answer in time"
		}
	}
	return ""
}

// tiring says which card answers, and slowly; "" if none is slow.
func (v *View) tiring() string {
	for _, r := range v.Cards.Readers {
		if r.Card != nil && r.Card.TookMS >= tiringCard {
			return fmt.Sprintf("the card in %s is slow: %.1f s without any module", quote(r.Name), float64(r.Card.TookMS)/1000)
		}
	}
	return ""
}

// held is holdup as the reason why nothing follows for the module that is asked.
func held(by string) string {
	return "It is the card or its reader, not the module, as far as can be told: " + by + ". Run this check again without that card, or with another"
}
