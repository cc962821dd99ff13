package checks

import "github.com/lanyard-id/lanyard/agent/internal/host"

var agentRunning = Check{
	ID:    "identity-agent.runs",
	Title: "Identity Agent is running",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "It shows the box for the passcode and holds the session; while it does not run, a card in the reader does nothing.",
	Remedy: Remedy{
		Do:   "Start Identity Agent from the Start menu, with the card in the reader. If it ends by itself, repair the installation.",
		Who:  Person,
		Tell: "Start “Identity Agent” from the Start menu, then put your card in.",
	},
	Source: pageFailure + "; " + pageProblemReading,
	Look:   looksRunning(identityAgent),
}
