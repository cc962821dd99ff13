package symptom

// windows are errors that Windows shows.
var windows = []Symptom{
	{
		Phrases: []string{"Invalid provider type specified", "CryptAcquireCertificatePrivateKey", "Event ID 624"},
		Title:   "Invalid provider type specified, or Event ID 624",
		Means:   "The updates of 14 October 2025 gave RSA smartcards to another interface of Windows (KSP for CSP, CVE-2024-30098).",
		Causes: []Cause{
			{Say: "A program, often a 32-bit one, knows only the old interface.", Do: "Update the program. The switch DisableCapiOverrideForRSA=0 brings the old one back, and was to end in April 2026.", Who: "it-team", Checks: []string{"csp.switch"}},
		},
		Source: "reports on the Windows updates of October 2025; no NHS page names it",
	},
	{
		Phrases: []string{"logged out of Spine", "everyone was logged out", "session closed after update", "logged me out during the update"},
		Title:   "People were signed out in the middle of work",
		Means:   "An update of Identity Agent ends all sessions.",
		Causes:  []Cause{{Say: "The update was installed in working hours.", Do: "Start Identity Agent from the Start menu and sign in again; install updates out of hours.", Who: "it-team", Checks: []string{"identity-agent.runs"}}},
		Source:  "an alert of an NHS trust on the urgent update of Identity Agent",
	},
	{
		Phrases: []string{"card not seen over RDP", "smartcard over remote desktop", "Citrix does not see the card"},
		Title:   "The card is not seen in a remote session",
		Means:   "The reader is forwarded, and the session does not hear of the card.",
		Causes: []Cause{
			{Say: "Polling is off in the remote computer's Identity Agent.", Do: "Set UseCardReaderPolling to 'true' there; turn card healing off under Citrix.", Who: "it-team", Checks: []string{"session.remote", "identity-agent.polling"}},
		},
		Source: agentTrouble,
	},
}
