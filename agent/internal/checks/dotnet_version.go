package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

// dotNet48 is the least Release of .NET Framework 4.8.
//
// Source: pageDotNetVersions.
const dotNet48 = 528040

var dotNetPresent = Check{
	ID:    "dotnet.version",
	Title: ".NET Framework 4.8 is there",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "Identity Agent from 2.4.5.0 on and NHS Credential Management are built on it; without it the one does not start and the other does not install.",
	Remedy: Remedy{
		Do:   "Install .NET Framework 4.8, or 4.8.1 where Windows offers it, and restart.",
		Who:  ITTeam,
		Tell: "This computer lacks a part of Windows that the sign-in software needs; tell your IT team.",
	},
	Source: pageCredTroubles + "; " + pageDisablingTLS + "; " + pageDotNetVersions,
	Look: func(v *View) []wire.Finding {
		d := v.Host.DotNet
		have := "no .NET Framework 4"
		if d.Version4 != "" {
			have = ".NET Framework " + short(d.Version4)
		}
		switch {
		case d.Release >= dotNet48:
			return at(wire.Well, have+" is installed.")
		case !d.Whole():
			return unseen("The version of .NET Framework", d.Part)
		case v.Fits(identityAgent, sinceDotNet4) == fact.True || v.Has(credentialManagement) == fact.True:
			return at(wire.Problem, fmt.Sprintf("There is %s; the sign-in software on this computer needs 4.8.", have))
		}
		return at(wire.Warning, fmt.Sprintf("There is %s; newer sign-in software needs 4.8.", have))
	},
}
