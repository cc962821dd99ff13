package checks

// All returns every check, in the order in which they are told.
func All() []*Check {
	return []*Check{
		// This computer.
		&osBuild, &osKind, &clockYear, &clockSource, &diskRoom, &restartPending, &sessionRemote,
		&dotNetPresent, &dotNetOlder, &dotNetStrong, &tlsSettings, &tlsDefaults, &tlsFIPS,
		// Sign-in software.
		&softwareCatalogue, &softwareCopies, &softwareRemnants,
		&agentPresent, &agentVersion, &agentTLS, &agentDefects, &agentRunning, &agentFresh, &agentOnce, &agentBoth,
		&agentEnvironment, &agentPolling, &agentCloses, &ticketPath,
		&credentialsPresent, &credentialsVersion, &credentialsRunning, &credentialsFresh, &portRunning,
		&connectVersion, &connectRunning, &connectFresh, &signingSet,
		// Card software.
		&smartcardService, &smartcardPropagation,
		&middlewarePresent, &middlewareWidths, &middlewareVersion, &middlewareLoads, &middlewareSlots, &middlewareSigns,
		&gemaltoLeft, &minidriverPIV, &minidriverCard, &kspSwitch,
		// Readers.
		&readerPresent, &readerState, &readerSeveral, &readerKindCheck, &readerDrivers,
		// Cards.
		&cardPresent, &cardSeries, &cardCertificates, &cardPIN, &cardBlank, &cardProtocol, &cardAnswers,
		// Network.
		&networkNames, &networkTLS, &networkInspection, &networkProxy, &networkLocalPorts, &clockSkew,
		// Browsers.
		&browserCookies, &browserLocal, &browserExtension, &browserCompat, &zoneIntranet, &zoneLogon,
	}
}
