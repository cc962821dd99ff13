package device

import (
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/pcsc"
)

// lookAgain writes down what each reader holds when the modules have been asked, so that
// a card that was pulled meanwhile is no fault of theirs. It connects to no card, and
// looks only where there was one. What it cannot see it leaves out.
func (c *Cards) lookAgain(ctx context.Context) {
	if !slices.ContainsFunc(c.Readers, func(r Reader) bool { return r.Card != nil }) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, serviceTime)
	defer cancel()
	service, err := pcsc.Establish(ctx)
	if err != nil {
		return
	}
	defer service.Close()
	now, err := service.Look(ctx)
	if err != nil {
		return
	}
	c.compare(now)
}

// compare writes down what readers hold now. One that is not among them is gone.
func (c *Cards) compare(now []card.Reader) {
	for i := range c.Readers {
		r := &c.Readers[i]
		r.After = &Moment{State: Unavailable}
		for _, n := range now {
			if card.Plain(n.Name) == r.Name {
				*r.After = Moment{State: holds(n), Changes: int(n.Events), ATR: strings.ToUpper(hex.EncodeToString(n.ATR))}
			}
		}
	}
}
