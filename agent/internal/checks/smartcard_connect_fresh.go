package checks

import "github.com/lanyard-id/lanyard/agent/internal/host"

var connectFresh = Check{
	ID:    "smartcard-connect.fresh",
	Title: "The NHS Smartcard Connect that runs is the one that is installed",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "An update does not replace the program that is running: until it is started anew people work with the old one.",
	Remedy: Remedy{
		Do:   "Exit NHS Smartcard Connect and start it again, or restart the computer.",
		Who:  Person,
		Tell: "Restart this computer when you have saved your work, so that the new sign-in software starts.",
	},
	Source: pageERSCredentials + ", which says it of NHS Credential Management",
	Look:   looksFresh(smartcardConnect),
}
