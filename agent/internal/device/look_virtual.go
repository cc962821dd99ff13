package device

import (
	"context"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// lookDesk sees virtual cards in process, as lookCards sees those of the machine.
func lookDesk(ctx context.Context, desk *virtual.Desk) Cards {
	seen := Cards{Part: host.Part{State: host.Read, How: virtualCards}}
	seen.Readers, _ = lookReaders(ctx, desk.Readers(), func(_ context.Context, reader string) (connected, error) {
		t, err := desk.Connect(reader)
		if err != nil {
			return nil, err
		}
		return inProcess{t, desk, reader}, nil
	})
	return seen
}

// inProcess is a virtual card.
type inProcess struct {
	card.Transmitter
	desk   *virtual.Desk
	reader string
}

func (p inProcess) Driver(context.Context) (vendor, version, serial string) {
	return "Lanyard, a virtual reader", "", ""
}

// Protocol is the first that its answer to reset offers: nothing negotiates here.
func (p inProcess) Protocol() string {
	for _, r := range p.desk.Readers() {
		if atr, err := card.ParseATR(r.ATR); r.Name == p.reader && err == nil && len(atr.Protocols) > 0 {
			return atr.Protocols[0].String()
		}
	}
	return ""
}

func (p inProcess) Look(ctx context.Context) (card.Contents, error) {
	return card.Look(ctx, p.Transmitter)
}

func (p inProcess) Close(context.Context) {}
