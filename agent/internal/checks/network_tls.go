package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/network"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var networkTLS = Check{
	ID:    "network.tls",
	Title: "The service is reached with TLS 1.2 or above",
	Group: GroupNetwork,
	Needs: []Need{Reached},
	Why:   "TLS 1.0 and 1.1 are blocked. Where this program cannot reach the service, the sign-in software cannot either; where it can, that may still speak an older TLS of its own.",
	Remedy: Remedy{
		Do:   "Allow the host by name on port 443, and let nothing stand between.",
		Who:  NetworkTeam,
		Tell: "This computer cannot reach the sign-in service; tell your IT team.",
	},
	Source: "https://digital.nhs.uk/services/care-identity-service, the outage for TLS 1.0 and 1.1 (23 September 2025) and the list of domains (16 January 2024)",
	Look: func(v *View) []wire.Finding {
		return hosts(v, func(h *network.Host) []wire.Finding {
			if !h.Names.Found() {
				return nil // said already
			}
			p := h.Best()
			if p == nil {
				return at(wire.Unknown, "No way to the host was tried.")
			}
			via := ""
			if p.Proxy != "" {
				via = " through the proxy " + p.Proxy
			}
			if p.TLS == nil || p.TLS.Fault != nil {
				return unreached(p, via)
			}
			version, err := fact.ParseTLS(p.TLS.Version)
			say := fmt.Sprintf("This program negotiated TLS %s%s.", p.TLS.Version, via)
			switch {
			case err != nil:
				return at(wire.Unknown, "What was negotiated"+via+" is no version that is known.")
			case version < fact.TLS12:
				return []wire.Finding{{Level: wire.Problem, Say: say + " It offered up to 1.3, so the other end, or something between, chose the old one.",
					Do: "Find what answers in the place of the host.", Who: NetworkTeam}}
			}
			return at(wire.Well, say)
		})
	},
}

// unreached says how far the way to a host led.
func unreached(p *network.Path, via string) []wire.Finding {
	fault := p.Fault
	if fault == nil && p.TLS != nil {
		fault = p.TLS.Fault
	}
	if fault == nil {
		return at(wire.Unknown, "The host was reached"+via+", and TLS was not tried.")
	}
	f := wire.Finding{Level: wire.Problem, Say: fmt.Sprintf("The host was not reached%s (%s): %s", via, fault.Kind, fault.Text)}
	switch fault.Kind {
	case network.NotAwaited, network.NotPossible:
		f.Level = wire.Unknown
	case network.ProxyCredentials:
		f.Say, f.Do = "The proxy wants to know who asks, and the sign-in software cannot tell it.", "Let the hosts of sign-in through the proxy without a name and password."
		f.Who = NetworkTeam
	}
	if a := p.Answered; a != nil && a.Page != "" {
		by := ""
		if a.By != "" {
			by = ", of " + a.By
		}
		switch a.Page {
		case network.PagePortal:
			f.Say = "A sign-in page of the network answered in the place of the host" + by + "."
			f.Do, f.Who, f.Tell = "Sign in to the network first.", Person, "Sign in to this network first, in a browser."
		case network.PageBlocked:
			f.Say = "A filter answered in the place of the host" + by + "."
			f.Do, f.Who = "Allow the host by name in the filter.", NetworkTeam
		}
	}
	return []wire.Finding{f}
}
