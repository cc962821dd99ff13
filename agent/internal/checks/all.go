package checks

// All returns every check, in the order in which they are told.
func All() []*Check {
	return []*Check{
		// This computer.
		&diskRoom, &restartPending,
		// Readers.
		&readerPresent, &readerState, &readerSeveral, &readerKindCheck,
		// Cards.
		&cardPresent, &cardSeries, &cardCertificates, &cardPIN, &cardBlank, &cardProtocol, &cardAnswers,
		// Network.
		&networkNames, &networkTLS, &networkInspection, &networkProxy, &networkLocalPorts, &clockSkew,
	}
}
