package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// setting are the values of one name among the agents' settings.
func (v *View) setting(name string) []host.AgentSetting {
	var out []host.AgentSetting
	for _, s := range v.Host.Agents.List {
		if strings.EqualFold(s.Name, name) {
			out = append(out, s)
		}
	}
	return out
}

var agentCloses = Check{
	ID:    "identity-agent.closes",
	Title: "What Identity Agent closes when somebody logs out",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Logging out or pulling the card closes programs, by default all browsers: people think the computer fails.",
	Remedy: Remedy{
		Do:  "It is meant so. To keep a browser open, change the setting ProcessesToKill by Group Policy.",
		Who: ITTeam,
	},
	Source: pageAgentTroubles + "; " + pageAgentSettings,
	Look: func(v *View) []wire.Finding {
		if len(v.Installed(identityAgent)) == 0 || !v.Host.Agents.Known() {
			return nil
		}
		set := v.setting("ProcessesToKill")
		if len(set) == 0 {
			return []wire.Finding{{Level: wire.Note, About: identityAgent, Say: "At logout Identity Agent closes all browsers: that is its default, and no setting ProcessesToKill was found."}}
		}
		var found []wire.Finding
		for _, s := range set {
			what := quote(s.Value)
			if s.Value == "" {
				what = "nothing"
			}
			found = append(found, wire.Finding{Level: wire.Note, About: identityAgent, Say: fmt.Sprintf("At logout Identity Agent closes what ProcessesToKill (%s) names: %s.", scoped(s.Scope), what)})
		}
		return found
	},
}
