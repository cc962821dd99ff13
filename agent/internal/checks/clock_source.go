package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var clockSource = Check{
	ID:    "clock.source",
	Title: "The clock is kept right by somebody",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "A clock that nobody sets drifts until certificates and one-time answers are refused.",
	Remedy: Remedy{
		Do:  "Let the Windows Time service take the time from the domain (NT5DS) or a time server (NTP): w32tm /config /syncfromflags.",
		Who: ITTeam,
	},
	Source: "Microsoft, Windows Time service tools and settings, value Type of W32Time\\Parameters",
	Look: func(v *View) []wire.Finding {
		c := v.Host.Clock
		switch {
		case !c.Known():
			return unseen("Where the clock takes the time from", c.Part)
		case strings.EqualFold(c.Source, "NoSync"):
			return at(wire.Warning, "Windows is told to take the time from nobody (NoSync).")
		case c.Source == "":
			return at(wire.Unknown, "Windows does not tell where it takes the time from.")
		}
		return at(wire.Well, fmt.Sprintf("Windows takes the time from a source (%s).", short(c.Source)))
	},
}
