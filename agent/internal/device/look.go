package device

import (
	"context"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
	"github.com/lanyard-id/lanyard/agent/internal/host"

	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// Options are how this device is looked at.
type Options struct {
	// Now is when; zero is an error of the caller.
	Now time.Time
	// Version is this program's, and Built when it was made; zero: not known.
	Version string
	Built   time.Time
	// Hosts are tried. None: the network is looked at, and no host is contacted.
	Hosts []network.Target
	// Server is a Lanyard server or gate that is tried too; "" is none.
	Server string
	// Modules are PKCS #11 modules that are tried besides those that are found.
	Modules []ModuleCandidate
	// Desk is virtual cards that are looked at instead of those of the machine; nil: the
	// machine's are.
	Desk *virtual.Desk
	// Sign asks for a test signature by each module; nil: none is made.
	Sign *Sign
}

// Look sees the device that the program runs on. Its parts are seen at the same time,
// but for the modules, each within a time of its own, and each says for itself what it
// could not see.
func Look(ctx context.Context, o Options) *Device {
	d := &Device{At: o.Now.UTC()}
	var wait sync.WaitGroup
	wait.Go(func() {
		if o.Desk != nil {
			d.Cards = lookDesk(ctx, o.Desk)
		} else {
			d.Cards = lookCards(ctx)
		}
	})
	wait.Go(func() { d.Host = *host.Look(ctx, host.Options{By: "lanyard-agent " + o.Version}) })
	wait.Go(func() {
		d.Network = network.Look(ctx, network.Options{
			Hosts: o.Hosts, Server: o.Server, Versions: []string{"1.2"}, Ports: network.DefaultPorts(), Expected: network.DefaultIssuers(),
			Agent: "lanyard-agent/" + o.Version, Built: o.Built,
		})
	})
	wait.Wait()
	if o.Desk != nil {
		d.Modules.Part = host.Part{State: host.Failed, Why: "virtual cards are in this program alone, where no module sees them"}
		return d
	}
	if d.Cards.State == host.TooSlow {
		d.Modules.Part = host.Part{State: host.Failed, Why: "the smartcard service does not answer, and modules would wait for it"}
		return d
	}
	// Modules lie where the machine says, and they use the cards: while one does, a card
	// is another program's, and would not be read.
	if o.Sign != nil {
		o.Sign.heed(d.Cards)
	}
	d.Modules = lookModules(ctx, besides(moduleCandidates(d.Host.Files.List), o.Modules), o.Sign)
	if len(d.Modules.List) > 0 && d.Modules.State != host.TooSlow {
		d.Cards.lookAgain(ctx)
	}
	return d
}
