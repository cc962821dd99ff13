package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var smartcardService = Check{
	ID:    "smartcard.service",
	Title: "The smartcard service is ready",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows, host.Linux},
	Why:   "Every program reaches readers and cards through it; without it there is no reader at all.",
	Remedy: Remedy{
		Do:   "In Services, set Smart Card (SCardSvr) to start by itself and start it.",
		Unix: "Install pcscd if it is not there, and start it: systemctl enable --now pcscd.socket.",
		Who:  ITTeam,
		Tell: "The smartcard service of this computer is off; tell your IT team.",
		Fix:  "smartcard.service",
	},
	Source: pageSmartcards + "; pcsc-lite, pcscd(8)",
	Look: func(v *View) []wire.Finding {
		if v.Cards.Virtual() {
			return at(wire.Note, "The smartcard service was not asked: the cards that were looked at are virtual ones in this program, and no reader of this computer was.")
		}
		if v.Host.System.Family == host.Linux {
			return v.daemon()
		}
		s := v.Service("SCardSvr")
		switch {
		case s == nil && !v.Host.Services.Whole():
			return unseen("The smartcard service", v.Host.Services.Part)
		case s == nil:
			// What is not there cannot be set to start.
			return []wire.Finding{{Level: wire.Problem, Say: "Windows has no smartcard service (SCardSvr).",
				Do: "Repair Windows, which has this service in every edition.", Who: ITTeam}}
		case s.Start == host.StartDisabled:
			return at(wire.Problem, "The smartcard service (SCardSvr) is switched off.")
		case s.State == host.Started && v.serviceSilent():
			return []wire.Finding{{Level: wire.Warning, Say: "The smartcard service (SCardSvr) is running, and did not answer in time.", Do: "Take the card out, which may hold it up. If it stays so, restart the service, or the computer.", Who: ITTeam}}
		case s.State == host.Started || s.State == host.Starting || s.State == host.Resuming:
			return at(wire.Well, "The smartcard service (SCardSvr) is running.")
		case len(v.Cards.Readers) > 0 || v.Cards.State == host.Failed:
			return at(wire.Problem, fmt.Sprintf("The smartcard service (SCardSvr) is %s, though it should be running by now.", orUnknown(string(s.State))))
		}
		return at(wire.Note, "The smartcard service (SCardSvr) is not running; Windows starts it when a reader is there.")
	},
}

// serviceSilent tells that the service did not answer, at first or while modules were
// asked.
func (v *View) serviceSilent() bool {
	return v.Cards.State == host.TooSlow || v.Modules.State == host.TooSlow
}

// daemon looks at pcscd.
func (v *View) daemon() []wire.Finding {
	d := v.Host.Smartcard.Daemon
	switch {
	case d == nil:
		return unseen("Whether pcscd is there", v.Host.Smartcard.Part)
	case *d && v.serviceSilent():
		return []wire.Finding{{Level: wire.Warning, Say: "pcscd is there, and did not answer in time.", Do: "Take the card out, which may hold it up. If it stays so: systemctl restart pcscd.", Who: ITTeam}}
	case *d:
		return at(wire.Well, "pcscd is there.")
	}
	return at(wire.Problem, "pcscd is not there: its socket does not exist.")
}
