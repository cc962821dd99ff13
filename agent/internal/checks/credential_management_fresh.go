package checks

import "github.com/lanyard-id/lanyard/agent/internal/host"

var credentialsFresh = Check{
	ID:    "credential-management.fresh",
	Title: "NHS Credential Management was started since it was installed",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "It does not start after it was installed: until the next sign-in to Windows pages do not find it, or find the old one.",
	Remedy: Remedy{
		Do:   "Sign out of Windows and in again, or restart.",
		Who:  Person,
		Tell: "Restart this computer when you have saved your work: new sign-in software waits for it.",
	},
	Source: pageERSCredentials + "; " + pageFailure,
	Look:   looksFresh(credentialManagement),
}
