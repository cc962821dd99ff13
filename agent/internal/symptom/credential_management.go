package symptom

const cmTrouble = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/troubleshooting-nhs-credential-management"

// credentialManagement are the errors of NHS Credential Management, its Port Service
// and the library by which pages sign.
var credentialManagement = []Symptom{
	{
		Phrases: []string{"NHS Credential Management Error: Not Installed or Running", "NHS Credential Management cannot be found", "Credential Management not installed or running"},
		Title:   "NHS Credential Management: Not Installed or Running",
		Means:   "The page in the browser could not talk to Credential Management on this computer.",
		Causes: []Cause{
			{Say: "It was installed and has not been started: it starts at the next sign-in or restart.", Do: "Restart the computer.", Who: "person", Checks: []string{"credential-management.fresh", "credential-management.runs", "restart.pending"}},
			{Say: "A policy of this browser blocks it, if it works in another: third-party cookies, or access to the local network.", Do: "Allow third-party cookies for [*.]localhost, and local network access for the sites that sign in.", Who: "it-team", Checks: []string{"browser.cookies", "browser.local-network"}},
			{Say: "The Port Service does not run.", Do: "Start NHS Port Service and set it to start automatically.", Who: "it-team", Checks: []string{"port-service.runs"}},
		},
		Source: "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/set-up-and-troubleshoot-credential-management-and-smartcard-connect",
	},
	{
		Phrases: []string{"is running on port 43485 but is not connected"},
		Title:   "Credential Management runs on port 43485 but is not connected",
		Means:   "Credential Management is up, and its link to Identity Agent is broken.",
		Causes: []Cause{
			{Say: "Identity Agent does not run or does not answer.", Do: "Start Identity Agent, then Credential Management; else raise it with the National Service Desk.", Who: "service-desk", Checks: []string{"identity-agent.runs"}},
		},
		Source: "https://digital.nhs.uk/services/identity-and-access-management/nhs-care-identity-service-2/it-support-guidance/smartcards/troubleshooting",
	},
	{
		Phrases: []string{"is connected but cannot login to Care Identity Authentication"},
		Title:   "Credential Management is connected but cannot login to Care Identity Authentication",
		Means:   "The software on this computer is joined up, and the service cannot be reached or refuses.",
		Causes: []Cause{
			{Say: "The hosts of the service are not allowed by the network.", Do: "Allow them by name.", Who: "network-team", Checks: []string{"network.names", "network.tls"}},
		},
		Source: "https://digital.nhs.uk/services/identity-and-access-management/nhs-care-identity-service-2/it-support-guidance/smartcards/troubleshooting",
	},
	{
		Phrases: []string{"application is already running"},
		Title:   "Credential Management: application is already running",
		Means:   "Two copies are there: older installers left the previous version behind.",
		Causes: []Cause{
			{Say: "Two versions are installed, or what is left of one starts too.", Do: "Remove all copies, what is left of them in the list of programs and in the Windows Installer's, and the folder; then install one.", Who: "it-team",
				Checks: []string{"software.copies", "software.remnants"}},
		},
		Source: cmTrouble,
	},
	{
		Phrases: []string{".NET Framework 4.8 missing", "requires .NET Framework 4.8", ".NET Framework 4.8"},
		Title:   ".NET Framework 4.8 is missing",
		Means:   "Credential Management and newer Identity Agents need .NET Framework 4.8.",
		Causes:  []Cause{{Say: "It is not installed.", Do: "Install .NET Framework 4.8 or later.", Who: "it-team", Checks: []string{"dotnet.version"}}},
		Source:  cmTrouble,
	},
	{
		Codes: []string{"PR20002"}, Phrases: []string{"Port redirection service is unavailable", "All promises were rejected"},
		Title:  "PR20002, or All promises were rejected: the Port Service is away",
		Means:  "The page found no NHS Port Service on this computer.",
		Causes: []Cause{{Say: "The service is not installed or does not run.", Do: "Start NHS Port Service and set it to start automatically.", Who: "it-team", Checks: []string{"port-service.runs", "network.local-ports"}}},
		Source: "the open-source browser library for local prescription signing that NHS Digital publishes",
	},
	{
		Codes: []string{"PR30007"}, Phrases: []string{"Unable to find CM process for user"},
		Title:  "PR30007: Unable to find CM process for user",
		Means:  "The Port Service runs, and Credential Management does not, in this person's session.",
		Causes: []Cause{{Say: "Credential Management was not started since the person signed in to Windows.", Do: "Start NHS Credential Management.", Who: "person", Checks: []string{"credential-management.runs"}}},
		Source: "the open-source browser library for local prescription signing that NHS Digital publishes",
	},
	{
		Codes: []string{"0x53494705"}, Phrases: []string{"No X.509 Signing certificate found"},
		Title: "0x53494705: No X.509 Signing certificate found",
		Means: "Signing found no card with a certificate for it.",
		Causes: []Cause{
			{Say: "No card is in the reader.", Do: "Put the card in.", Who: "person", Checks: []string{"card.present"}},
			{Say: "The middleware cannot read the card.", Do: "Install the Oberthur middleware that series 8 cards need.", Who: "it-team", Checks: []string{"middleware.present", "middleware.loads"}},
		},
		Source: "the open-source browser library for local prescription signing that NHS Digital publishes",
	},
	{
		Codes: []string{"0x53494703"},
		Title: "0x53494703: internal error, or invalid JSON",
		Means: "Credential Management did not understand the page's request to sign.",
		Causes: []Cause{
			{Say: "The clinical application and Credential Management are of different times.", Do: "Update Credential Management; then raise it with the application's supplier.", Who: "it-team", Checks: []string{"credential-management.version"}},
		},
		Source: "the open-source browser library for local prescription signing that NHS Digital publishes",
	},
	{
		Phrases: []string{"No Access-Control-Allow-Origin"},
		Title:   "No 'Access-Control-Allow-Origin' when signing",
		Means:   "Credential Management does not know the application's address.",
		Causes:  []Cause{{Say: "The application's origin is not on the list of Credential Management.", Do: "The supplier asks for the origin to be added.", Who: "supplier"}},
		Source:  "the open-source browser library for local prescription signing that NHS Digital publishes",
	},
	{
		Phrases: []string{"asks for Windows password", "Windows Security localhost", "NTLM prompt", "Windows credential prompt", "The server localhost is asking for your user name"},
		Title:   "Windows asks for a name and password when an application opens",
		Means:   "Windows does not take localhost for part of its intranet, so it asks instead of signing on by itself.",
		Causes: []Cause{
			{Say: "The settings of the zone Local intranet are not those that are needed.", Do: "Turn off automatic detection, turn on the three other boxes, and allow automatic logon in the intranet zone.", Who: "it-team", Checks: []string{"zones.intranet", "zones.logon"}},
		},
		Source: "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/set-up-and-troubleshoot-credential-management-and-smartcard-connect",
	},
	{
		Phrases: []string{"PIN box never appears", "PIN prompt does not appear", "no PIN prompt", "passcode box does not appear"},
		Title:   "The box for the PIN never appears",
		Means:   "What asks for the PIN does not run, or cannot see the card.",
		Causes: []Cause{
			{Say: "Credential Management or Identity Agent does not run.", Do: "Look in the hidden icons of the tray, and start both with the card in.", Who: "person", Checks: []string{"credential-management.runs", "identity-agent.runs"}},
			{Say: "The version is one that never shows it: 2.2.2.0 on some systems.", Do: "Update Identity Agent.", Who: "it-team", Checks: []string{"identity-agent.defects"}},
			{Say: "If it fails on several computers, it is the card.", Do: "Take the card to the Registration Authority.", Who: "registration-authority"},
		},
		Source: "helpdesk templates of NHS trusts that are public; " + agentTrouble,
	},
}
