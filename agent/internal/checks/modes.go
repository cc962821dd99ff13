package checks

// A mode is one way in which a sign-in or a signature fails in practice.
type mode struct {
	// seen is what people see, in a few words.
	seen string
	// checks find its causes, the likeliest first; none: why not is in unless.
	checks []string
	// unless is why no check can find it, or what of it none can.
	unless string
	source string
}

// modes are the failures that are known from public pages, and which checks find
// each. Package symptom explains them to whoever meets one; this list holds that no
// failure is forgotten when checks change.
//
// What only the service knows, such as roles and closed profiles, no device shows.
var modes = []mode{
	{
		seen:   "Smartcard Authentication Failure 400_645, or another code that begins with 400_ or 500_",
		checks: []string{"credential-management.runs", "credential-management.fresh", "port-service.runs", "identity-agent.runs", "identity-agent.version", "identity-agent.fresh", "browser.extension", "card.present", "card.blank", "restart.pending"},
		unless: "Roles that are missing are known to the service alone; a connection that broke at that moment has left no trace.",
		source: pageFailure,
	},
	{
		seen:   "There was a problem reading your Smartcard",
		checks: []string{"reader.driver", "reader.kind", "reader.state", "card.blank", "card.answers", "card.pin", "session.remote", "middleware.loads"},
		unless: "A stale cache of the Oberthur middleware cannot be told from outside; Identity Agent from 2.2 on clears it by itself. How fast a passcode was typed no program sees.",
		source: pageProblemReading,
	},
	{
		seen:   "ERR1002: Unable to read the card",
		checks: []string{"network.names", "network.tls", "card.present", "reader.several", "reader.driver", "credential-management.runs"},
		unless: "A closed profile is known to the service alone.",
		source: pageCommonIssues,
	},
	{
		seen:   "The underlying connection was closed: An unexpected error occurred on a send",
		checks: []string{"identity-agent.tls", "tls.client", "dotnet.strong-crypto", "network.tls"},
		source: pageTLSOutage,
	},
	{
		seen:   "NHS Credential Management Error: Not Installed or Running, in one browser and not in the other",
		checks: []string{"browser.cookies", "browser.local-network", "credential-management.present", "credential-management.runs"},
		unless: "What the person answered when the browser asked is kept in the browser's profile, which is not read.",
		source: pageCredAndConnect,
	},
	{
		seen:   "Windows asks for a user name and password when an application of the Spine is opened",
		checks: []string{"zones.intranet", "zones.logon"},
		source: pageCredAndConnect,
	},
	{
		seen:   "The installer says that .NET Framework 4.8 is missing",
		checks: []string{"dotnet.version", "dotnet.older"},
		source: pageCredTroubles,
	},
	{
		seen:   "Application is already running, or an installer fails after an update",
		checks: []string{"software.copies", "software.remnants", "disk.room"},
		source: pageCredTroubles,
	},
	{
		seen:   "Logs in, and no role can be chosen; or an error before the list of roles",
		checks: []string{"identity-agent.environment"},
		unless: "A cancelled card, a profile without a role and a closed profile are known to the service alone.",
		source: pageCIM,
	},
	{
		seen:   "INF1014: Scanning for Smartcard, ERR5022: Operation cannot be completed, while cards are issued, renewed or unlocked",
		checks: []string{"session.remote", "credential-management.version", "reader.several"},
		unless: "The causes are in NHS England's guidance on smartcard management, whose steps are not public; these checks find what is known to stop that work.",
		source: pageCommonIssues,
	},
	{
		seen:   "A blank page, Page not found, a connection that times out, Blocked by proxy",
		checks: []string{"network.names", "network.tls", "network.proxy", "network.inspection", "browser.compatibility"},
		source: pageLoggingIn,
	},
	{
		seen:   "The passcode works to log in, and signing is refused",
		checks: []string{"signing.set", "middleware.present", "middleware.version", "middleware.signs", "csp.switch", "card.series"},
		source: "https://www.auroratechsupport.co.uk/?p=15108 (a supplier's page, undated)",
	},
	{
		seen:   "No X.509 Signing certificate found; Unable to find CM process for user; All promises were rejected; No Access-Control-Allow-Origin",
		checks: []string{"card.present", "middleware.slots", "credential-management.runs", "port-service.runs", "network.local-ports"},
		unless: "Which origins NHS Credential Management lets in is inside it: a page that is not among them needs its supplier.",
		source: "the browser library for local signing that NHS Digital publishes",
	},
	{
		seen:   "The box for the passcode never appears",
		checks: []string{"credential-management.runs", "identity-agent.runs", "identity-agent.defects", "card.present"},
		source: "reply templates of a trust's help desk, public on GitHub",
	},
	{
		seen:   "A card over Remote Desktop never logs in, though its reader is seen",
		checks: []string{"session.remote", "identity-agent.polling", "card.protocol"},
		unless: "Which client the person uses, and how it passes the card on, is seen on their own computer only.",
		source: "a supplier's field notes on smartcards over RDP (17 August 2026)",
	},
	{
		seen:   "Browsers close at logout; or the processor is busy and Identity Agent stops",
		checks: []string{"identity-agent.closes", "identity-agent.defects"},
		source: pageAgentTroubles,
	},
	{
		seen:   "Invalid provider type specified, event 624, 32-bit programs see no card since October 2025",
		checks: []string{"csp.switch", "smartcard.propagation", "middleware.widths"},
		source: pageKSP,
	},
	{
		seen:   "An update in the middle of a shift logs people out; nothing works after an installation",
		checks: []string{"credential-management.fresh", "identity-agent.fresh", "restart.pending"},
		unless: "That an update ended sessions is over by the time somebody looks.",
		source: pageERSCredentials + "; an alert of West Suffolk NHS Foundation Trust on the urgent update of Identity Agent",
	},
	{
		seen:   "Two cards or two readers confuse Identity Agent",
		checks: []string{"reader.several", "reader.kind", "identity-agent.defects"},
		source: pageCommonIssues + "; " + pageWES,
	},
	{
		seen:   "NHS Credential Management cannot be found, though it is installed",
		checks: []string{"credential-management.fresh", "credential-management.runs", "browser.cookies"},
		source: pageERSCredentials,
	},
}
