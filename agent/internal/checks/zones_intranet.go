package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// box is one of the four boxes for the intranet zone, and how it must stand.
type box struct {
	name string
	tick bool
	of   func(i host.Intranet) *uint32
}

// boxes are the four.
//
// Source: pageCredAndConnect; pageCredentials, an older copy.
var boxes = []box{
	{"“Automatically detect intranet network”", false, func(i host.Intranet) *uint32 { return i.AutoDetect }},
	{"“Include all local (intranet) sites not listed in other zones”", true, func(i host.Intranet) *uint32 { return i.LocalNames }},
	{"“Include all sites that bypass the proxy server”", true, func(i host.Intranet) *uint32 { return i.ProxyBypass }},
	{"“Include all network paths (UNCs)”", true, func(i host.Intranet) *uint32 { return i.UNC }},
}

// ticked is how a box stands: nil where nothing sets it.
func (v *View) ticked(b box) *uint32 { return b.of(v.Host.Zones.IntranetOf()) }

var zoneIntranet = Check{
	ID:    "zones.intranet",
	Title: "Windows takes this computer itself for its intranet",
	Group: GroupBrowsers,
	On:    []host.Family{host.Windows},
	Why:   "When localhost is not in the intranet zone, Windows asks for a user name and password as soon as an application of the Spine is opened.",
	Remedy: Remedy{
		Do:   "In Internet Options > Security > Local intranet > Sites, clear “Automatically detect intranet network” and tick the three boxes below it; better by Group Policy.",
		Who:  ITTeam,
		Tell: "If a box asks for a Windows user name and password, it is not your smartcard's; tell your IT team.",
		Fix:  "zones.intranet",
	},
	Source: pageCredAndConnect + "; " + pageCredentials,
	Look: func(v *View) []wire.Finding {
		z := v.Host.Zones
		for _, s := range z.Sites {
			if strings.Contains(strings.ToLower(s.Name), "localhost") && s.Zone == 1 {
				return at(wire.Well, "localhost is put into the intranet zone by name.")
			}
		}
		var wrong, unset []string
		for _, b := range boxes {
			switch value := v.ticked(b); {
			case value == nil:
				unset = append(unset, b.name)
			case (*value != 0) != b.tick:
				wrong = append(wrong, b.name)
			}
		}
		switch {
		case len(wrong) > 0:
			return at(wire.Warning, fmt.Sprintf("The intranet zone is not set as the care identity service asks: wrong is %s.", list(wrong)))
		case !z.Whole():
			return unseen("The zones of Windows", z.Part)
		case len(unset) > 0:
			return at(wire.Note, fmt.Sprintf("Nothing sets %s of the intranet zone. If Windows asks for a password when an application of the Spine is opened, set them.", boxCount(len(unset))))
		}
		return at(wire.Well, "The intranet zone is set as the care identity service asks.")
	},
}

func boxCount(n int) string {
	if n == len(boxes) {
		return "the four boxes"
	}
	return []string{"none", "one", "two", "three"}[n] + " of the four boxes"
}
