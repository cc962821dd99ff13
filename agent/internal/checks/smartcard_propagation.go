package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var smartcardPropagation = Check{
	ID:    "smartcard.propagation",
	Title: "Certificates of a card reach Windows",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Why:   "Programs that take certificates from Windows see those of a card only if they are carried over when it is put in.",
	Remedy: Remedy{
		Do:  "In Services, set Certificate Propagation (CertPropSvc) to manual or automatic; take the policy CertPropEnabled = 0 away. Then put the card in again.",
		Who: ITTeam,
	},
	Source: pageSmartcards + "; " + pageKSP,
	Look: func(v *View) []wire.Finding {
		if p := v.Host.Smartcard.Propagation; p != nil && *p == 0 {
			return at(wire.Warning, "A policy (CertPropEnabled) keeps certificates of cards out of Windows.")
		}
		s := v.Service("CertPropSvc")
		switch {
		case s == nil && !v.Host.Services.Whole():
			return unseen("Whether certificates reach Windows", v.Host.Services.Part)
		case s == nil:
			return at(wire.Warning, "Windows has no service for certificates of cards (CertPropSvc).")
		case s.Start == host.StartDisabled:
			return at(wire.Warning, "The service for certificates of cards (CertPropSvc) is switched off.")
		case s.State == host.Started:
			return at(wire.Well, "The service for certificates of cards (CertPropSvc) is running.")
		case len(v.CardsIn()) > 0:
			return at(wire.Note, fmt.Sprintf("The service for certificates of cards (CertPropSvc) is %s, though a card is in: its certificates are not carried over now.", orUnknown(string(s.State))))
		}
		return at(wire.Well, "The service for certificates of cards (CertPropSvc) starts when it is needed.")
	},
}
