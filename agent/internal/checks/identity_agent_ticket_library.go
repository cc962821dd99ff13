package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// ticketLibrary is the library by which desktop applications ask Identity Agent for
// a ticket. It is for 32-bit programs alone and is found on the search path.
//
// Source: public C# and C++ code that calls it (IdentityAgentApi, 2006 to 2023).
const ticketLibrary = "ticketapidll.dll"

var ticketPath = Check{
	ID:    "identity-agent.ticket-library",
	Title: "Applications find TicketApiDll",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Desktop applications ask Identity Agent for their ticket through this 32-bit library and find it on the search path only.",
	Remedy: Remedy{
		Do:  "Add the folder of TicketApiDll.dll to the PATH of the system, or repair Identity Agent, then restart the application.",
		Who: ITTeam,
	},
	Source: "public code that calls TicketApiDll.dll: IdentityAgentApi (C#), NHS Connecting for Health SAML Bridge (C++, 2006)",
	Look: func(v *View) []wire.Finding {
		if len(v.Installed(identityAgent)) == 0 || !v.Host.Files.Known() {
			return nil
		}
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: "TicketApiDll.dll", Say: say})
		}
		there, onPath := 0, 0
		for _, f := range v.Host.Files.List {
			if fileName(f.Path) != ticketLibrary || f.State != host.Present {
				continue
			}
			there++
			if f.OnPath {
				onPath++
			}
			if f.Machine != "" && f.Machine != "386" {
				add(wire.Problem, fmt.Sprintf("A TicketApiDll.dll is made for %s: applications call it as a 32-bit library, and such a one was never published.", f.Machine))
			}
		}
		switch {
		case there == 0:
			add(wire.Note, "TicketApiDll.dll was not found at the places that were looked at. Web pages do not need it; desktop applications that ask Identity Agent for a ticket do.")
		case onPath == 0:
			add(wire.Warning, "TicketApiDll.dll is there, and its folder is not on the search path: desktop applications do not find it.")
		case onPath > 1:
			add(wire.Warning, fmt.Sprintf("TicketApiDll.dll is on the search path in %d places: which one an application takes depends on their order.", onPath))
		case len(found) == 0:
			add(wire.Well, "TicketApiDll.dll is on the search path.")
		}
		return found
	},
}
