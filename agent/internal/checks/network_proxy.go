package checks

import (
	"cmp"
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/network"
	"github.com/lanyard-id/lanyard/wire"
)

var networkProxy = Check{
	ID:      "network.proxy",
	Title:   "No proxy is in the way",
	Group:   GroupNetwork,
	Reveals: []wire.Reveals{wire.RevealsDevice},
	Why:     "The hosts of sign-in must be reached by name and not be re-routed by a proxy.",
	Remedy: Remedy{
		Do:  "Put the hosts of sign-in on the list of those that bypass the proxy.",
		Who: NetworkTeam,
	},
	Source: "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/allowing-domains-in-care-identity-service (16 January 2024)",
	Look: func(v *View) []wire.Finding {
		p := v.Network.Proxies
		if v.Network.Form == 0 {
			return at(wire.Unknown, "Nobody looked at the network.")
		}
		var found []wire.Finding
		for _, s := range []struct {
			of  string
			set *network.ProxySettings
		}{{"this person", p.User}, {"this computer", p.Machine}, {"services (WinHTTP)", p.WinHTTP}, {"the environment", p.Environment}} {
			if s.set == nil {
				continue
			}
			f := wire.Finding{About: "for " + s.of}
			switch {
			case s.set.PAC != "":
				f.Level, f.Say = wire.Note, "A script chooses the proxy, so what it chooses for the hosts of sign-in is not known here."
				f.Values = []wire.Value{{Name: "script", Value: s.set.PAC, Reveals: wire.RevealsDevice}}
			case s.set.On && (s.set.HTTPS != "" || s.set.HTTP != ""):
				f.Level, f.Say = wire.Note, fmt.Sprintf("A proxy is set. %d entries bypass it.", len(s.set.Bypass))
				f.Values = []wire.Value{{Name: "proxy", Value: cmp.Or(s.set.HTTPS, s.set.HTTP), Reveals: wire.RevealsDevice}}
			case s.set.Detect:
				f.Level, f.Say = wire.Note, "A script that chooses the proxy is looked for on the network (WPAD)."
			default:
				continue
			}
			if s.set.Credentials {
				f.Level, f.Say = wire.Warning, f.Say+" The settings hold a name or password, which anybody on this computer can read."
				f.Do, f.Who = "Take the name and password out of the settings.", ITTeam
			}
			found = append(found, f)
		}
		if p.Fault != nil {
			found = append(found, wire.Finding{Level: wire.Unknown, Say: "Not all proxy settings could be read: " + p.Fault.Text})
		}
		if found == nil {
			return at(wire.Well, "No proxy is set.")
		}
		return found
	},
}
