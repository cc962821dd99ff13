package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// The generations of .NET Framework, as the registry names them.
const (
	generation2 = "v2.0.50727" // 2.0, 3.0 and 3.5
	generation4 = "v4.0.30319"
)

var dotNetStrong = Check{
	ID:    "dotnet.strong-crypto",
	Title: "Programs of .NET Framework 4 are not held to old TLS",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "Two switches in the registry hold every program of .NET Framework 4 to TLS 1.0, which the care identity service refuses.",
	Remedy: Remedy{
		Do:  `Remove SchUseStrongCrypto and SystemDefaultTlsVersions from .NETFramework\v4.0.30319, or set both to 1, in the views for 64-bit and 32-bit programs.`,
		Who: ITTeam,
		Fix: "dotnet.strong-crypto",
	},
	Source: pageDotNetTLS,
	Look: func(v *View) []wire.Finding {
		d := v.Host.DotNet
		var found []wire.Finding
		for _, s := range d.Strong {
			if s.Generation != generation4 {
				continue
			}
			for _, o := range []struct {
				name  string
				value *uint32
			}{{"SchUseStrongCrypto", s.SchUseStrong}, {"SystemDefaultTlsVersions", s.SystemDefaultTLS}} {
				if o.value != nil && *o.value == 0 {
					found = append(found, wire.Finding{Level: wire.Warning, About: bits(s.View),
						Say: fmt.Sprintf("%s is 0 for %s programs of .NET Framework 4: those that do not say otherwise may speak TLS 1.0 only.", o.name, bits(s.View))})
				}
			}
		}
		switch {
		case len(found) > 0:
			return found
		case !d.Whole():
			return unseen("The TLS switches of .NET Framework", d.Part)
		}
		return at(wire.Well, "No switch holds .NET Framework 4 to old TLS.")
	},
}
