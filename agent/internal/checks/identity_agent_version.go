package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

// unsupported is the status that catalogues give to a version without support.
const unsupported = "unsupported"

var agentVersion = Check{
	ID:    "identity-agent.version",
	Title: "Identity Agent is a version with support",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Versions without support have a known vulnerability and may be refused at sign-in.",
	Remedy: Remedy{
		Do:   "Update Identity Agent to the latest version, out of hours: the update ends open sessions.",
		Who:  ITTeam,
		Tell: "This computer's sign-in software is too old; tell your IT team.",
	},
	Source: "the catalogues of the notices; " + pageCommonIssues,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: identityAgent, Say: say})
		}
		for _, s := range v.Installed(identityAgent) {
			if !s.Versioned {
				add(wire.Unknown, "Identity Agent is installed"+inVersion(s)+", so it is not known whether it has support.")
				continue
			}
			switch status := v.Status(identityAgent, s.Version); status {
			case "":
				add(wire.Unknown, fmt.Sprintf("The notices say nothing of Identity Agent %s.", s.said()))
			case unsupported:
				add(wire.Warning, fmt.Sprintf("Identity Agent %s has no support any more.", s.said()))
			default:
				add(wire.Well, fmt.Sprintf("Identity Agent %s is %s.", s.said(), status))
			}
			for _, f := range v.FilesOf(identityAgent) {
				if own, err := fact.ParseVersion(f.Version); err == nil && fileName(f.Path) == "identityagent.exe" && !own.Equal(s.Version) {
					add(wire.Warning, fmt.Sprintf("The list of programs says %s, the file IdentityAgent.exe says %s: an update broke off, or one of the two is wrong.", s.said(), short(own.String())))
				}
			}
		}
		return found
	},
}
