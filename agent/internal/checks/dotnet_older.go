package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var dotNetOlder = Check{
	ID:    "dotnet.older",
	Title: ".NET Framework 3.5 is there for an old Identity Agent",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "Identity Agent up to 2.3.2.0 is built on .NET Framework 3.5, which Windows leaves off until it is switched on.",
	Remedy: Remedy{
		Do:  "Update Identity Agent instead: later versions do not need .NET Framework 3.5.",
		Who: ITTeam,
	},
	Source: pageDisablingTLS,
	Look: func(v *View) []wire.Finding {
		d := v.Host.DotNet
		switch {
		case v.Fits(identityAgent, untilDotNet35) != fact.True:
			return nil
		case d.Version35 != "":
			return at(wire.Note, fmt.Sprintf(".NET Framework 3.5 (%s) is on, which this Identity Agent needs.", short(d.Version35)))
		case !d.Whole():
			return unseen("Whether .NET Framework 3.5 is on", d.Part)
		}
		return at(wire.Warning, "This Identity Agent is built on .NET Framework 3.5, which is not on here: it may not start.")
	},
}
