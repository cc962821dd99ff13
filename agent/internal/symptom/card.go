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
	{
		Codes: []string{"0x8010006B", "SCARD_W_WRONG_CHV", "CKR_PIN_INCORRECT"}, Phrases: []string{"the PIN is incorrect", "PIN is wrong", "wrong PIN", "incorrect PIN"},
		Title: "The PIN was wrong", Means: "The card refused the PIN, and has one try less.",
		Causes: []Cause{{Say: "Another PIN than the card's was typed; three in a row lock it.", Do: "See how many tries are left before the next one; at the last, unlock the card instead of guessing.", Who: "person", Checks: []string{"card.pin"}}},
		Source: pcscCodes + "; PKCS #11 v2.40 §5.1.7",
	},
	{
		Codes: []string{"0x8010002E", "SCARD_E_NO_READERS_AVAILABLE", "0x80100009", "SCARD_E_UNKNOWN_READER", "0x80100017", "SCARD_E_READER_UNAVAILABLE"},
		Title: "0x8010002E, SCARD_E_NO_READERS_AVAILABLE", Means: "The smartcard service sees no reader, or not the one that was used before.",
		Causes: []Cause{
			{Say: "The reader is not plugged in, or was taken away.", Do: "Plug it in, into another socket if there is one.", Who: "person", Checks: []string{"reader.present"}},
			{Say: "Its driver is missing or the wrong one.", Do: "Install the driver of the reader's maker.", Who: "it-team", Checks: []string{"reader.driver"}},
		},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x8010000C", "SCARD_E_NO_SMARTCARD"},
		Title: "0x8010000C, SCARD_E_NO_SMARTCARD", Means: "A program needs the card, and none is in the reader.",
		Causes: []Cause{{Say: "The card is out, or not in to the end.", Do: "Put the card in firmly, with the chip first.", Who: "person", Checks: []string{"card.present", "reader.state"}}},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x8010000D", "SCARD_E_UNKNOWN_CARD", "0x8010001C", "SCARD_E_CARD_UNSUPPORTED", "CKR_TOKEN_NOT_RECOGNIZED"},
		Title: "0x8010000D, SCARD_E_UNKNOWN_CARD", Means: "There is a card, and the software does not know its kind.",
		Causes: []Cause{{Say: "The middleware or minidriver for this series is not there: Oberthur's for series 8, Windows' own for PIV cards.", Do: "Install what drives the card; see the check.", Who: "it-team", Checks: []string{"middleware.present", "minidriver.piv", "minidriver.card"}}},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x80100016", "SCARD_E_NOT_TRANSACTED", "0x80100013", "SCARD_F_COMM_ERROR", "0x8010002F", "SCARD_E_COMM_DATA_LOST", "0x80100068", "SCARD_W_RESET_CARD", "CKR_DEVICE_ERROR"},
		Title: "0x80100016, SCARD_E_NOT_TRANSACTED", Means: "Reader and card broke off in the middle of what they were doing.",
		Causes: []Cause{
			{Say: "The contacts are dirty, the card was moved, or another program reset it.", Do: "Wipe the chip, put the card in again and leave it alone; close other programs that use it.", Who: "person", Checks: []string{"card.answers", "reader.state"}},
			{Say: "The reader's driver is old.", Do: "Update it.", Who: "it-team", Checks: []string{"reader.driver"}},
		},
		Source: pcscCodes,
	},
	{
		Codes: []string{"0x80100002", "SCARD_E_CANCELLED"},
		Title: "0x80100002, SCARD_E_CANCELLED", Means: "Something ended the wait for a card.",
		Causes: []Cause{{Say: "A dialog was closed; or a remote desktop client ends every wait, as FreeRDP 3.15.0 does.", Do: "Try again; update the remote desktop client.", Who: "it-team", Checks: []string{"session.remote"}}},
		Source: pcscCodes + "; field notes on FreeRDP with NHS cards (17 August 2026)",
	},
}
