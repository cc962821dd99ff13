package symptom

const pcscCodes = "winscard.h of Windows and pcsclite.h, the return values of PC/SC; the causes are Lanyard's own"

// cards are errors of cards, readers and their software.
var cards = []Symptom{
	{
		Codes: []string{"INF1014", "ERR5022"}, Phrases: []string{"Scanning for Smartcard", "Operation cannot be completed"},
		Title: "INF1014 with ERR5022: Operation cannot be completed",
		Means: "Issuing, printing, unlocking, renewing or repairing a card stopped.",
		Causes: []Cause{
			{Say: "The steps are in NHS England's guidance on smartcard management issues; no cause is public.", Do: "Follow that guidance; give the output of this check to the service desk.", Who: "service-desk", Checks: []string{"middleware.loads", "reader.several"}},
		},
		Source: commonIssues,
	},
	{
		Phrases: []string{"PIN works for login but signing is refused", "signing is refused", "cannot sign prescriptions"},
		Title:   "Sign-in works, and signing is refused",
		Means:   "Signing takes another certificate and other software than signing in.",
		Causes: []Cause{
			{Say: "The middleware is old or missing: series 8 cards need the Oberthur middleware and Credential Management 1.4.2.0 for SHA-256.", Do: "Install both.", Who: "it-team", Checks: []string{"middleware.present", "signing.set"}},
			{Say: "The card is of series 4, 5 or 6, which cannot make SHA-256 signatures.", Do: "Replace the card.", Who: "registration-authority", Checks: []string{"card.series"}},
			{Say: "The updates of October 2025 moved RSA cards to another interface of Windows, which 32-bit programs may not find.", Do: "See the check; the switch back was to end in April 2026.", Who: "it-team", Checks: []string{"csp.switch"}},
		},
		Source: "https://digital.nhs.uk, the deprecation notice of smartcard series 4, 5 and 6; a supplier's blog, unverified, for the share of stale middleware",
	},
	{
		Codes: []string{"0x8010000F", "SCARD_E_PROTO_MISMATCH"},
		Title: "0x8010000F, SCARD_E_PROTO_MISMATCH",
		Means: "A program asked the card for a protocol that it does not speak.",
		Causes: []Cause{
			{Say: "A remote desktop client forwards the card in raw mode.", Do: "Update the remote desktop client; set UseCardReaderPolling on the far computer.", Who: "it-team", Checks: []string{"session.remote", "card.protocol"}},
		},
		Source: "field notes on FreeRDP with NHS cards (17 August 2026)",
	},
	{
		Codes: []string{"0x8010001D", "SCARD_E_NO_SERVICE", "0x8010001E", "SCARD_E_SERVICE_STOPPED"},
		Title: "0x8010001D, SCARD_E_NO_SERVICE", Means: "The smartcard service does not run.",
		Causes: []Cause{{Say: "The service is stopped or disabled, or no reader is there to start it.", Do: "Plug the reader in; start the service Smart Card (SCardSvr; pcscd on Linux).", Who: "it-team", Checks: []string{"smartcard.service", "reader.present"}}},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x8010000B", "SCARD_E_SHARING_VIOLATION"},
		Title: "0x8010000B, SCARD_E_SHARING_VIOLATION", Means: "Another program holds the card for itself.",
		Causes: []Cause{{Say: "Two programs use the card, such as two agents.", Do: "Close the other program, or take the card out and put it in again.", Who: "person", Checks: []string{"software.both-clients", "reader.state"}}},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x80100069", "SCARD_W_REMOVED_CARD"},
		Title: "0x80100069, SCARD_W_REMOVED_CARD", Means: "The card was taken out while it was used.",
		Causes: []Cause{{Say: "It was taken out, or the contacts are dirty.", Do: "Put the card in firmly and wait until the reader is quiet.", Who: "person", Checks: []string{"card.present"}}},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x80100066", "SCARD_W_UNRESPONSIVE_CARD", "0x80100067", "SCARD_W_UNPOWERED_CARD"},
		Title: "0x80100066, SCARD_W_UNRESPONSIVE_CARD", Means: "There is something in the reader, and it does not answer.",
		Causes: []Cause{{Say: "The card is upside down, broken, or no smartcard.", Do: "Turn the card; try it in another reader; then take it to the Registration Authority.", Who: "person", Checks: []string{"reader.state"}}},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x8010006C", "SCARD_W_CHV_BLOCKED", "CKR_PIN_LOCKED"}, Phrases: []string{"card is locked", "PIN is blocked", "smartcard is locked"},
		Title: "The card is locked", Means: "Three wrong PINs locked the card.",
		Causes: []Cause{{Say: "The PIN was wrong three times.", Do: "Unlock it by self-service at digital.nhs.uk/unlock, or with the Registration Authority.", Who: "registration-authority", Checks: []string{"card.pin"}}},
		Source: "public pages of NHS organisations on unlocking (October 2023 to April 2024)",
	},
	{
		Codes: []string{"CKR_DEVICE_REMOVED", "CKR_TOKEN_NOT_PRESENT"},
		Title: "CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT", Means: "The module sees no card where there was one.",
		Causes: []Cause{{Say: "The card was taken out, or another program took the reader.", Do: "Put the card in and try again.", Who: "person", Checks: []string{"card.present", "middleware.loads"}}},
		Source: "PKCS #11 v2.40 §11.1",
	},
}
