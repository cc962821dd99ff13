package checks

import "github.com/lanyard-id/lanyard/agent/internal/host"

var agentFresh = Check{
	ID:    "identity-agent.fresh",
	Title: "The Identity Agent that runs is the one that is installed",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "An update does not replace the program that is running: until it is started anew people work with the old one, which may be refused.",
	Remedy: Remedy{
		Do:   "Exit Identity Agent and start it again, or restart the computer; open sessions end.",
		Who:  Person,
		Tell: "Restart this computer when you have saved your work, so that the new sign-in software starts.",
	},
	Source: pageFailure,
	Look:   looksFresh(identityAgent),
}
