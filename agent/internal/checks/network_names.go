package checks

import (
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/network"
	"github.com/lanyard-id/lanyard/wire"
)

var networkNames = Check{
	ID:    "network.names",
	Title: "The names of the service are found",
	Group: GroupNetwork,
	Needs: []Need{Reached},
	Why:   "A name that the network does not know cannot be reached, whatever else is right.",
	Remedy: Remedy{
		Do:   "Let the resolver of this network answer the name; hosts on HSCN need its resolvers.",
		Who:  NetworkTeam,
		Tell: "This computer cannot find the sign-in service on the network; tell your IT team.",
	},
	Source: "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/allowing-domains-in-care-identity-service (16 January 2024)",
	Look: func(v *View) []wire.Finding {
		switch n := &v.Network; {
		case n.Form == 0:
			return at(wire.Unknown, "Nobody looked at the network.")
		case len(n.Hosts) == 0:
			return at(wire.Note, "No host was named that should be tried.")
		case n.Link.Fault == nil && n.Link.Up == 0:
			return []wire.Finding{{Level: wire.Problem, Say: "This computer has no network: no cable, and no wireless network that is joined.",
				Do: "Plug in the cable or join the network.", Who: Person, Tell: "This computer is not on the network."}}
		}
		return hosts(v, func(h *network.Host) []wire.Finding {
			if h.Names.Literal {
				return at(wire.Well, "It was given as an address, so there was no name to find.")
			}
			fault := h.Names.Fault()
			if fault == nil {
				if where := oddly(h); where != "" {
					return []wire.Finding{{Level: wire.Note, Say: "The name " + h.Name + " leads to " + where + ", which a filter or a hosts file may have answered."}}
				}
				return at(wire.Well, "The name is found.")
			}
			switch fault.Kind {
			case network.NoSuchName:
				if h.Net == "hscn" {
					return []wire.Finding{{Level: wire.Note, Say: "The name " + h.Name + " is not found. It is one of HSCN, which this computer may not be on."}}
				}
				return at(wire.Problem, "The name "+h.Name+" is not found.")
			case network.NotAwaited:
				return at(wire.Unknown, "The answer to the name "+h.Name+" was not awaited: "+fault.Text)
			}
			return at(wire.Problem, fmt.Sprintf("The name %s could not be asked for (%s): %s", h.Name, fault.Kind, fault.Text))
		})
	},
}

// oddly is where a name leads to that a public host has no place in; "" if it leads
// where it should.
func oddly(h *network.Host) string {
	all := append(slices.Clone(h.Names.V4.Addresses), h.Names.V6.Addresses...)
	for _, a := range all {
		switch a.Scope {
		case network.ScopeLoopback:
			return "this computer itself"
		case network.ScopeNowhere:
			return "an address that is nowhere"
		case network.ScopeLinkLocal:
			return "an address that is only of this cable"
		}
	}
	return ""
}

// hosts asks each host that was tried; of a device without any network there is one
// finding, of its names, and not one a host.
func hosts(v *View, look func(*network.Host) []wire.Finding) []wire.Finding {
	n := &v.Network
	if n.Link.Fault == nil && n.Link.Up == 0 {
		return nil
	}
	var found []wire.Finding
	for i := range n.Hosts {
		for _, f := range look(&n.Hosts[i]) {
			f.About = n.Hosts[i].Name
			found = append(found, f)
		}
	}
	return found
}
