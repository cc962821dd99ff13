package checks

import "github.com/lanyard-id/lanyard/agent/internal/host"

var connectRunning = Check{
	ID:    "smartcard-connect.runs",
	Title: "NHS Smartcard Connect is running",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "It asks for the passcode when an application needs the card; while it does not run, nothing does.",
	Remedy: Remedy{
		Do:   "Start NHS Smartcard Connect from the Start menu, or restart.",
		Who:  Person,
		Tell: "Start “NHS Smartcard Connect” from the Start menu, or restart this computer.",
	},
	Source: pageConnect + "; " + pageCredAndConnect,
	Look:   looksRunning(smartcardConnect),
}
