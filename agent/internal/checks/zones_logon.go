package checks

import (
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// Who is logged on to sites of a zone without being asked: values of 1A00.
//
// Source: Microsoft, Internet Explorer security zones registry entries.
const (
	logonAsk       = 0x10000
	logonAnonymous = 0x30000
)

// intranetZone is the number of the zone.
const intranetZone = 1

var zoneLogon = Check{
	ID:    "zones.logon",
	Title: "Windows logs on to its intranet by itself",
	Group: GroupBrowsers,
	On:    []host.Family{host.Windows},
	Why:   "NHS Port Service asks Windows who is there. If Windows may not answer by itself it asks the person, or answers nobody.",
	Remedy: Remedy{
		Do:  "In Internet Options > Security > Local intranet > Custom level, User Authentication, choose automatic logon in the intranet zone; which choice the care identity service asks for, its page says.",
		Who: ITTeam,
		Fix: "zones.logon",
	},
	Source: pageCredAndConnect + "; Microsoft, Internet Explorer security zones registry entries",
	Look: func(v *View) []wire.Finding {
		z := v.Host.Zones
		for _, scope := range z.Heeded() {
			for _, l := range z.Logon {
				if l.Scope != scope || l.Zone != intranetZone {
					continue
				}
				switch l.Logon {
				case logonAsk:
					return at(wire.Warning, "Windows is set to ask for a name and password at every site of the intranet ("+scoped(l.Scope)+"), which may ask people for a Windows password when they open an application of the Spine.")
				case logonAnonymous:
					return at(wire.Warning, "Windows is set to log on to the intranet as nobody ("+scoped(l.Scope)+"), so NHS Port Service may not learn whose session it is.")
				}
				return at(wire.Well, "Windows logs on to its intranet by itself.")
			}
		}
		if !z.Whole() {
			return nil // zones.intranet says so
		}
		return at(wire.Well, "Nothing changes how Windows logs on to its intranet: it does so by itself.")
	},
}
