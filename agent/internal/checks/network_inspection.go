package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/network"
	"github.com/lanyard-id/lanyard/wire"
)

var networkInspection = Check{
	ID:    "network.inspection",
	Title: "Nobody stands between this computer and the service",
	Group: GroupNetwork,
	Needs: []Need{Reached},
	Why:   "A proxy that opens connections breaks sign-in with smartcards: it has its own certificate, and cannot pass the card's on.",
	Remedy: Remedy{
		Do:  "Exempt the hosts of sign-in from inspection, by name.",
		Who: NetworkTeam,
	},
	Source: "https://digital.nhs.uk/services/care-identity-service/setting-up-and-troubleshooting/allowing-domains-in-care-identity-service (16 January 2024); roots: https://pki.nhs.uk",
	Look: func(v *View) []wire.Finding {
		return hosts(v, func(h *network.Host) []wire.Finding {
			p := h.Best()
			if p == nil || p.TLS == nil || p.TLS.Fault != nil || len(p.TLS.Chain) == 0 {
				return nil
			}
			t := p.TLS
			issuer := t.Chain[0].Issuer
			values := []wire.Value{{Name: "issuer", Value: issuer}, {Name: "root", Value: t.Root}, {Name: "ends", Value: t.Chain[0].NotAfter.Format("2 January 2006")}}
			f := wire.Finding{Level: wire.Well, Values: values}
			switch {
			case t.Dates == network.DatesWrongClock:
				f.Level, f.Say = wire.Problem, "The certificate is out of date by this computer's clock, and in date by the host's own: the clock is wrong."
				f.Do, f.Who = "Set the clock.", ITTeam
			case t.Dates == network.DatesExpired:
				f.Level, f.Say = wire.Problem, fmt.Sprintf("The certificate ended on %s.", t.Chain[0].NotAfter.Format("2 January 2006"))
				f.Do, f.Who = "Raise it with whoever runs the host; nothing on this computer mends it.", ServiceDesk
			case !t.NameMatches:
				f.Level, f.Say = wire.Problem, fmt.Sprintf("The certificate is not for this host. “%s” signed it.", issuer)
			case t.Trust == network.TrustPublic:
				f.Say = fmt.Sprintf("“%s” signed the certificate; its root is one that all browsers trust.", issuer)
			case t.Trust == network.TrustExpected:
				f.Say = fmt.Sprintf("“%s” signed the certificate, which is expected of this host.", issuer)
			case t.Trust == network.TrustPrivate:
				from := ""
				if t.RootStore != "" {
					from = " (" + t.RootStore + ")"
				}
				f.Level = wire.Warning
				f.Say = fmt.Sprintf("“%s” signed the certificate. Its root was given to this computer by its owner%s and is known nowhere else: an inspecting proxy stands between.", issuer, from)
			default:
				f.Level = wire.Problem
				f.Say = fmt.Sprintf("“%s” signed the certificate, and this computer trusts nobody who vouches for it: an inspecting proxy may stand between, or a root is missing.", issuer)
			}
			return []wire.Finding{f}
		})
	},
}
