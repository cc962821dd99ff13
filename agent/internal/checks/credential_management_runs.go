package checks

import "github.com/lanyard-id/lanyard/agent/internal/host"

var credentialsRunning = Check{
	ID:    "credential-management.runs",
	Title: "NHS Credential Management is running",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Each person has it run in their own session; while it does not, pages say “Not Installed or Running”, and signing says “Unable to find CM process for user”.",
	Remedy: Remedy{
		Do:   "Start NHS Credential Management from the Start menu; see that NHS Port Service runs, without which it cannot start. It starts by itself at every sign-in to Windows.",
		Who:  Person,
		Tell: "Start “NHS Credential Management” from the Start menu, or restart this computer.",
	},
	Source: pageCredTroubles + "; " + pageERSCredentials + "; the browser library for local signing that NHS Digital publishes (PR30007)",
	Look:   looksRunning(credentialManagement),
}
