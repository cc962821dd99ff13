package symptom

// networks are what browsers show when the network stands between.
var networks = []Symptom{
	{
		Codes: []string{"ERR_CONNECTION_TIMED_OUT"}, Phrases: []string{"This site can't be reached", "Page not found", "Blocked by proxy", "Domain not authorised", "blank screen"},
		Title: "This site can't be reached, Blocked by proxy, Domain not authorised, or a blank page",
		Means: "The network filters a host that sign-in needs, or the browser shows the page in an old mode.",
		Causes: []Cause{
			{Say: "A filter or proxy does not let the hosts through.", Do: "Allow them by name, never by address, and let no proxy open the connection.", Who: "network-team", Checks: []string{"network.names", "network.tls", "network.proxy", "network.inspection"}},
			{Say: "Edge shows the site in compatibility view.", Do: "Take the site out of compatibility view.", Who: "it-team", Checks: []string{"browser.compatibility"}},
		},
		Source: commonIssues + "/problems-logging-in-and-authenticating",
	},
	{
		Phrases: []string{"NET::ERR_CERT_AUTHORITY_INVALID", "ERR_CERT_AUTHORITY_INVALID", "Your connection is not private", "certificate is not trusted"},
		Codes:   []string{"ERR_CERT_AUTHORITY_INVALID"},
		Title:   "The certificate is not trusted",
		Means:   "Somebody this computer does not trust signed the certificate.",
		Causes: []Cause{
			{Say: "A proxy that inspects connections stands between.", Do: "Exempt the hosts of sign-in from inspection.", Who: "network-team", Checks: []string{"network.inspection"}},
			{Say: "The clock is wrong.", Do: "Set the clock.", Who: "it-team", Checks: []string{"clock.skew"}},
		},
		Source: "Lanyard's own",
	},
	{
		Codes: []string{"ERR_CERT_DATE_INVALID"}, Phrases: []string{"Your clock is behind", "Your clock is ahead"},
		Title: "The clock is wrong", Means: "The certificate is outside its dates by this computer's clock.",
		Causes: []Cause{{Say: "The clock is wrong, after an empty battery or without a time server.", Do: "Set the clock, and let it follow a time server.", Who: "it-team", Checks: []string{"clock.skew", "clock.source"}}},
		Source: "Lanyard's own",
	},
}
