package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var networkLocalPorts = Check{
	ID:    "network.local-ports",
	Title: "Pages can reach Credential Management",
	Group: GroupNetwork,
	On:    []host.Family{host.Windows},
	Why:   "A page in the browser asks five ports of this computer for NHS Port Service, which tells it where Credential Management listens.",
	Remedy: Remedy{
		Do:  "Start NHS Port Service and set it to start automatically; then start Credential Management.",
		Who: ITTeam,
	},
	Source: "the open-source browser library for local prescription signing that NHS Digital publishes (ports 43487, 44213, 45031, 46478, 48853)",
	Look: func(v *View) []wire.Finding {
		if len(v.Network.Listeners) == 0 {
			return at(wire.Unknown, "The ports of this computer were not asked.")
		}
		installed := len(v.Installed("port-service")) > 0 || len(v.Installed("credential-management")) > 0
		open := 0
		for _, l := range v.Network.Listeners {
			if l.Of != "port-service" || !l.Open {
				continue
			}
			open++
			if l.Code == "200" && l.Leads > 0 {
				return at(wire.Well, fmt.Sprintf("NHS Port Service answers on port %d, and leads to port %d.", l.Port, l.Leads))
			}
			if l.Code == "200" {
				return at(wire.Note, fmt.Sprintf("NHS Port Service answers on port %d. Where Credential Management listens it tells only to who signs on, which this program does not.", l.Port))
			}
		}
		switch {
		case open > 0:
			return at(wire.Note, "Something answers on a port of NHS Port Service, and not as that does.")
		case installed:
			return at(wire.Warning, "NHS Port Service is installed, and answers on none of its ports.")
		}
		return at(wire.Note, "NHS Port Service is not there. Only applications that sign through the browser need it.")
	},
}
