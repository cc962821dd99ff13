package symptom

// Pages of NHS England, on digital.nhs.uk, below services/care-identity-service.
const (
	commonIssues = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/common-issues"
	agentTrouble = "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/troubleshooting-nhs-identity-agent"
)

// signIn are errors at sign-in.
var signIn = []Symptom{
	{
		Codes: []string{"400_", "500_"}, Phrases: []string{"Smartcard Authentication Failure"},
		Title: "Smartcard Authentication Failure, with a code such as 400_645",
		Means: "The sign-in service had no valid answer from the software on this computer.",
		Causes: []Cause{
			{Say: "Credential Management or its Port Service does not run, is old, or was installed without a restart since.", Do: "Start the Port Service, leave Credential Management by its tray icon and start it again, or restart the computer.", Who: "person",
				Checks: []string{"credential-management.runs", "port-service.runs", "restart.pending"}},
			{Say: "Identity Agent does not run or is too old.", Do: "Start Identity Agent again; update it if it is not supported.", Who: "it-team", Checks: []string{"identity-agent.runs", "identity-agent.version"}},
			{Say: "There is no card in the reader, or it is blank or broken.", Do: "Put the card in; try it in another computer, and take it to the Registration Authority if it fails there too.", Who: "person", Checks: []string{"card.present", "card.blank"}},
			{Say: "The old extension for Chrome is in use.", Do: "Remove the extension.", Who: "it-team", Checks: []string{"browser.extension"}},
			{Say: "The person has no role, or the network was lost while signing in.", Do: "Try again; then ask the Registration Authority to look at the profile.", Who: "registration-authority"},
		},
		Source: commonIssues + "/smartcard-authentication-failure",
	},
	{
		Phrases: []string{"There was a problem reading your Smartcard", "Please restart the Identity Agent. If this fails to rectify the problem"},
		Title:   "There was a problem reading your Smartcard",
		Means:   "Identity Agent sees a card and cannot work with it.",
		Causes: []Cause{
			{Say: "The reader has the wrong driver; that is the most common cause.", Do: "Install the driver of the reader's maker, and plug the reader in again.", Who: "it-team", Checks: []string{"reader.driver"}},
			{Say: "The Oberthur middleware keeps an old copy of the card, worse where the PIN is locked too.", Do: "Start Identity Agent again with the card in: 2.2 and later clear the copy themselves.", Who: "it-team", Checks: []string{"card.pin"}},
			{Say: "The PIN was typed before the card was ready, on a slow computer or in a remote session.", Do: "Put the card in, wait until the reader is quiet, then type the PIN.", Who: "person", Checks: []string{"session.remote"}},
			{Say: "The card is blank, or stands in a reader built into the keyboard.", Do: "Try another reader; take a blank card to the Registration Authority.", Who: "registration-authority", Checks: []string{"card.blank", "reader.kind"}},
		},
		Source: commonIssues + "/problem-reading-your-smartcard",
	},
	{
		Codes: []string{"ERR1002"}, Phrases: []string{"Unable to read the card"},
		Title: "ERR1002: Unable to read the card",
		Means: "Care Identity could not read a card on this computer.",
		Causes: []Cause{
			{Say: "The network does not let the hosts of Care Identity through; that is the likeliest cause.", Do: "Allow the hosts by name, and let no proxy stand between.", Who: "network-team", Checks: []string{"network.names", "network.tls", "network.inspection"}},
			{Say: "No card is in, or two cards are attached.", Do: "Leave one card in.", Who: "person", Checks: []string{"card.present", "reader.several"}},
			{Say: "The reader's driver is old, or the configuration is broken.", Do: "Update the driver; check Credential Management.", Who: "it-team", Checks: []string{"reader.driver", "credential-management.runs"}},
			{Say: "The person's profile is closed.", Do: "Ask the Registration Authority.", Who: "registration-authority"},
		},
		Source: commonIssues + "/err1002-unable-to-read-smartcard",
	},
	{
		Phrases: []string{"The underlying connection was closed: An unexpected error occurred on a send"},
		Title:   "The underlying connection was closed: An unexpected error occurred on a send.",
		Means:   "The service refused the connection: Identity Agent offered TLS 1.0 or 1.1 only, which is blocked.",
		Causes: []Cause{
			{Say: "Identity Agent is older than 2.4.5, or is held to old TLS by settings.", Do: "Update Identity Agent to a supported version.", Who: "it-team", Checks: []string{"identity-agent.tls", "dotnet.strong-crypto", "tls.client"}},
		},
		Source: "https://digital.nhs.uk/services/care-identity-service, the notice of the outage for TLS 1.0 and 1.1 (23 September 2025)",
	},
	{
		Phrases: []string{"cannot select a role", "no roles", "no role", "role selection is empty", "error before the list of roles", "error before role list", "profile is closed", "closed profile"},
		Title:   "Signed in, and no role can be chosen",
		Means:   "The card was accepted, and the person's profile has nothing to work with.",
		Causes: []Cause{
			{Say: "The profile has no role, or the card was cancelled.", Do: "Ask the Registration Authority to add the role.", Who: "registration-authority"},
			{Say: "The computer points at another environment than the live one.", Do: "Set Identity Agent back to the live environment.", Who: "it-team", Checks: []string{"identity-agent.environment"}},
		},
		Source: "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/troubleshooting-care-identity-management",
	},
	{
		Phrases: []string{"all my browsers close", "browsers close at logout", "browser closes when I log out", "closes all browsers", "close all browsers"},
		Title:   "Identity Agent closes all browsers at logout",
		Means:   "That is its default.",
		Causes: []Cause{
			{Say: "ProcessesToKill lists the browsers.", Do: "Change the setting ProcessesToKill if that is not wanted.", Who: "it-team", Checks: []string{"identity-agent.closes"}},
		},
		Source: agentTrouble,
	},
	{
		Phrases: []string{"Identity Agent stops responding", "Identity Agent is not responding", "high CPU", "CPU climbs", "CPU usage", "processor is busy", "memory leak"},
		Title:   "Identity Agent takes more and more memory and stops",
		Means:   "Versions 2.2 to 2.3 leak memory on Windows 8.1 and 10.",
		Causes: []Cause{
			{Say: "The version is one that leaks.", Do: "Update Identity Agent.", Who: "it-team", Checks: []string{"identity-agent.defects"}},
		},
		Source: agentTrouble,
	},
	{
		Phrases: []string{"two cards", "two smartcards", "two readers", "second card", "second reader", "more than one reader", "more than one card"},
		Title:   "Two cards or two readers",
		Means:   "Older Identity Agents take the wrong reader where there are two, and ERR1002 may come of it.",
		Causes: []Cause{
			{Say: "Two cards are attached, or a reader in the keyboard or for a SIM counts as the second.", Do: "Leave one card in, and unplug or disable the reader that is not used.", Who: "person", Checks: []string{"reader.several", "reader.kind"}},
			{Say: "The Identity Agent is older than 2.2.2, which a reader for a SIM confuses.", Do: "Update Identity Agent.", Who: "it-team", Checks: []string{"identity-agent.defects"}},
		},
		Source: commonIssues + "/err1002-unable-to-read-smartcard",
	},
}
