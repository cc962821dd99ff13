package gate

import (
	"net/http"
	"net/netip"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/refusal"
)

// Start makes the gate ready to be used. It returns the gate.
func (g *Gate) Start() *Gate {
	g.proxy = g.newProxy()
	g.pages = &refusal.Pages{
		Lookup:   g.recent.find,
		Contacts: g.contacts,
		Address:  clientAddress,
		Now:      func() time.Time { return inZone(g.Clock.Now(), g.Plans.Current().Set.Zone()) },
		Zone:     g.Plans.Current().Set.Zone(),
	}
	return g
}

// clientAddress is the client's, as the door saw it.
func clientAddress(r *http.Request) netip.Addr {
	if v := door.VisitorOf(r.Context()); v != nil {
		return v.Address.Addr()
	}
	return netip.Addr{}
}
