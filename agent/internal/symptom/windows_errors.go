package symptom

// windows are errors that Windows shows.
var windows = []Symptom{
	{
		Phrases: []string{"Invalid provider type specified", "CryptAcquireCertificatePrivateKey", "Event ID 624", "event 624", "32-bit programs see no card", "32-bit apps cannot see the card", "32-bit applications cannot see the card", "32-bit application cannot see the card"},
		Title:   "Invalid provider type specified, or Event ID 624",
		Means:   "The updates of 14 October 2025 gave RSA smartcards to another interface of Windows (KSP for CSP, CVE-2024-30098).",
		Causes: []Cause{
			{Say: "A program, often a 32-bit one, knows only the old interface.", Do: "Update the program. The switch DisableCapiOverrideForRSA=0 brings the old one back, and was to end in April 2026.", Who: "it-team", Checks: []string{"csp.switch"}},
		},
		Source: "reports on the Windows updates of October 2025; no NHS page names it",
	},
	{
		Phrases: []string{"logged out of Spine", "everyone was logged out", "session closed after update", "logged me out during the update", "logs people out", "logged out in the middle", "signed out in the middle", "signed out mid-shift"},
		Title:   "People were signed out in the middle of work",
		Means:   "An update of Identity Agent ends all sessions.",
		Causes:  []Cause{{Say: "The update was installed in working hours.", Do: "Start Identity Agent from the Start menu and sign in again; install updates out of hours.", Who: "it-team", Checks: []string{"identity-agent.runs"}}},
		Source:  "an alert of an NHS trust on the urgent update of Identity Agent",
	},
	{
		Phrases: []string{"card not seen over RDP", "card over RDP", "card over Remote Desktop", "card in a remote session", "Citrix does not see the card", "EnablePinPad", "UseCardReaderPolling"},
		Title:   "The card is not seen in a remote session",
		Means:   "The reader is forwarded, and the session does not hear of the card.",
		Causes: []Cause{
			{Say: "Polling is off in the remote computer's Identity Agent.", Do: "Set UseCardReaderPolling to 'true' there; turn card healing off under Citrix.", Who: "it-team", Checks: []string{"session.remote", "identity-agent.polling"}},
			{Say: "A remote desktop client on Linux asks the card for raw mode, or ends its waits for the card again and again.", Do: "Update it, FreeRDP to 3.30.0 or later; a field report set EnablePinPad on the far computer too.", Who: "it-team", Checks: []string{"card.protocol"}},
		},
		Source: agentTrouble + "; field notes on FreeRDP with NHS cards (17 August 2026)",
	},
	{
		Phrases: []string{"nothing works after", "nothing works since", "nothing works until", "does not start after the installation", "does not start after installation"},
		Title:   "Nothing works after an installation",
		Means:   "Credential Management does not start when it is installed, and an updated Identity Agent runs on in its old version.",
		Causes:  []Cause{{Say: "Nobody has signed in to Windows since.", Do: "Restart the computer.", Who: "person", Checks: []string{"credential-management.fresh", "identity-agent.fresh", "restart.pending"}}},
		Source:  "https://digital.nhs.uk/services/e-referral-service, troubleshooting NHS Credential Management",
	},
}
