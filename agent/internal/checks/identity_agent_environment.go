package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// takenDown are environments that are no more, and since when.
//
// Source: NHS England, Path to live environment news, week commencing 19 May 2025.
var takenDown = map[string]string{
	"training":    "31 July 2025",
	"development": "31 July 2025",
}

var agentEnvironment = Check{
	ID:    "identity-agent.environment",
	Title: "Identity Agent asks the live service",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "A computer left pointing at a test environment fails after the passcode and before the list of roles.",
	Remedy: Remedy{
		Do:   "Take the setting away, by the IA Registry Editor Tool or by the policy that sets it: without any setting Identity Agent asks the live service.",
		Who:  ITTeam,
		Tell: "This computer is set up for tests and not for work; tell your IT team.",
	},
	Source: pageEditor + "; " + pageCIM + "; " + pageAgentSettings,
	Look: func(v *View) []wire.Finding {
		if len(v.Installed(identityAgent)) == 0 && len(v.Host.Agents.List) == 0 {
			return nil
		}
		if !v.Host.Agents.Known() {
			return unseen("The settings of Identity Agent", v.Host.Agents.Part)
		}
		var found []wire.Finding
		for _, s := range v.Host.Agents.List {
			switch since := takenDown[s.Environment]; {
			case s.Environment == "" || s.Environment == "live":
			case since != "":
				found = append(found, wire.Finding{Level: wire.Problem, About: short(s.Name), Say: fmt.Sprintf("The setting %s (%s) points at the %s environment, which was taken down on %s.", quote(s.Name), scoped(s.Scope), s.Environment, since)})
			default:
				found = append(found, wire.Finding{Level: wire.Warning, About: short(s.Name), Say: fmt.Sprintf("The setting %s (%s) points at the %s environment: people and cards of the live service are not known there.", quote(s.Name), scoped(s.Scope), s.Environment)})
			}
		}
		if len(found) == 0 {
			return at(wire.Well, "No setting was found that points at another environment than the live one.")
		}
		return found
	},
}
