package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var agentOnce = Check{
	ID:    "identity-agent.once",
	Title: "One Identity Agent runs in this session",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Two agents in one session may take the card from each other; of NHS Credential Management it is known that the second copy stops.",
	Remedy: Remedy{
		Do:   "Exit both from the hidden icons beside the clock and start one.",
		Who:  Person,
		Tell: "Identity Agent runs twice: exit it from the icons beside the clock, and start it once.",
	},
	Source: pageCredTroubles + ", which says it of NHS Credential Management",
	Look: func(v *View) []wire.Finding {
		running := mine(v.Running(programFiles[identityAgent]...))
		if len(running) < 2 {
			return nil
		}
		folders := map[string]bool{}
		for _, p := range running {
			folders[windowsPath(p.Path)] = true
		}
		say := fmt.Sprintf("IdentityAgent.exe runs %d times in this session", len(running))
		if len(folders) > 1 {
			say += fmt.Sprintf(", from %d places", len(folders))
		}
		return []wire.Finding{{Level: wire.Warning, About: identityAgent, Say: say + "."}}
	},
}
