package checks

import (
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var restartPending = Check{
	ID:    "restart.pending",
	Title: "No restart is waiting",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "What was installed comes into force at the next restart or sign-in: NHS Credential Management starts only then.",
	Remedy: Remedy{
		Do:   "Restart the computer, then run this check again.",
		Who:  Person,
		Tell: "Restart this computer.",
	},
	Source: "https://digital.nhs.uk/services/care-identity-service/applications-and-services/technical-services/credential-management, and the e-RS page on its errors",
	Look: func(v *View) []wire.Finding {
		r := v.Host.Restart
		switch {
		case len(r.Pending) > 0:
			var of []string
			for _, p := range r.Pending {
				of = append(of, p.Of)
			}
			return at(wire.Warning, "The computer waits to be restarted ("+strings.Join(of, ", ")+").")
		case !r.Whole():
			return unseen("Whether a restart is waiting", r.Part)
		}
		return at(wire.Well, "No restart is waiting.")
	},
}
