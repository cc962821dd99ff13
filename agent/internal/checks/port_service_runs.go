package checks

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var portRunning = Check{
	ID:    "port-service.runs",
	Title: "NHS Port Service is running",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "A page asks it where this session's NHS Credential Management listens. Without it nothing signs in or signs, and NHS Credential Management does not start.",
	Remedy: Remedy{
		Do:   "In Services, set NHS Port Service to start automatically, start it, then start NHS Credential Management.",
		Who:  ITTeam,
		Tell: "A part of the sign-in software has stopped on this computer; tell your IT team.",
		Fix:  "port-service.runs",
	},
	Source: pageCredTroubles + "; " + pageCredentials + "; the browser library for local signing that NHS Digital publishes",
	Look: func(v *View) []wire.Finding {
		s := v.ServiceOf(portService)
		if s == nil {
			switch {
			case v.Has(credentialManagement) != fact.True && len(v.Installed(portService)) == 0:
				return nil
			case !v.Host.Services.Whole():
				return unseen("Whether NHS Port Service is running", v.Host.Services.Part)
			case v.answers(portService):
				return []wire.Finding{{Level: wire.Note, About: portService, Say: "No service is called NHS Port Service, yet one of its ports answers."}}
			}
			return []wire.Finding{{Level: wire.Problem, About: portService, Say: "NHS Credential Management is installed, and its NHS Port Service is not.",
				Do: "Install NHS Credential Management afresh: both come in one installer.", Who: ITTeam}}
		}
		name := quote(s.Display)
		if s.Display == "" {
			name = quote(s.Name)
		}
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: portService, Say: say})
		}
		switch s.State {
		case host.Started:
			if since, old := v.startedBefore(s); old {
				add(wire.Warning, fmt.Sprintf("The service %s has been running since before it was installed on %s: what runs is the version that was there then.", name, day(since)))
				break
			}
			add(wire.Well, fmt.Sprintf("The service %s is running.", name))
		case host.Starting, host.Resuming:
			add(wire.Note, fmt.Sprintf("The service %s is just starting.", name))
		case "":
			add(wire.Unknown, fmt.Sprintf("Whether the service %s is running could not be read.", name))
		default:
			add(wire.Problem, fmt.Sprintf("The service %s is %s.", name, s.State))
		}
		switch s.Start {
		case host.StartDisabled:
			add(wire.Problem, fmt.Sprintf("The service %s is switched off, so nothing can start it.", name))
		case host.StartManual:
			add(wire.Warning, fmt.Sprintf("The service %s is started by hand; it must always run.", name))
		}
		return found
	},
}

// startedBefore tells whether the process of NHS Port Service is older than the day on
// which its product was installed, and that day.
func (v *View) startedBefore(s *host.Service) (installed time.Time, old bool) {
	for _, p := range v.Host.Programs.List {
		if p.ID != s.Process || s.Process == 0 || p.StartedAt.IsZero() {
			continue
		}
		// Both come in one installer, and either may be what the list names.
		for _, product := range append(v.Installed(portService), v.Installed(credentialManagement)...) {
			if day1, dated := v.midnight(product.InstalledOn); dated && p.StartedAt.Before(day1) {
				return day1, true
			}
		}
	}
	return time.Time{}, false
}
