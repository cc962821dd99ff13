package checks

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/wire"
)

// Sources of the times: holders are told by messages at sign-in one month ahead
// (HSCIC leaflet MSD 3.3, February 2015); registers list what ends within 90 days.
const (
	endsSoon  = 30 * 24 * time.Hour
	endsAhead = 90 * 24 * time.Hour
)

var cardCertificates = Check{
	ID:      "card.certificates",
	Title:   "The card's certificates are in date",
	Group:   GroupCards,
	Needs:   []Need{ACard},
	Reveals: []wire.Reveals{wire.RevealsPerson, wire.RevealsCard},
	Why:     "A card whose certificates have ended signs nobody in, and cannot be unlocked or renewed by its holder.",
	Remedy: Remedy{
		Do:   "Renew the certificates: the holder themselves while they are in date, the Registration Authority after.",
		Who:  RegistrationAuthority,
		Tell: "The certificates on your smartcard have ended; ask your Registration Authority.",
	},
	Source: "HSCIC leaflet MSD 3.3 (February 2015); https://primarycare.northeastlondon.icb.nhs.uk (April 2024) for unlocking after the end",
	Look: func(v *View) []wire.Finding {
		now := v.Now
		return cards(v, func(r reading) []wire.Finding {
			var found []wire.Finding
			for _, c := range r.Certificates {
				f := wire.Finding{Level: wire.Well, Say: fmt.Sprintf("The certificate for %s ends on %s.", c.Use, c.NotAfter.Format("2 January 2006"))}
				for _, value := range []wire.Value{
					{Name: "subject", Value: c.Subject, Reveals: wire.RevealsPerson}, {Name: "serial number", Value: c.Serial, Reveals: wire.RevealsCard},
					{Name: "issuer", Value: c.Issuer}, {Name: "key", Value: c.Key},
				} {
					if value.Value != "" {
						f.Values = append(f.Values, value)
					}
				}
				switch {
				case c.NotAfter.Before(now):
					f.Level, f.Say = wire.Problem, fmt.Sprintf("The certificate for %s ended on %s.", c.Use, c.NotAfter.Format("2 January 2006"))
				case now.Before(c.NotBefore):
					f.Level = wire.Problem
					f.Say = fmt.Sprintf("The certificate for %s begins on %s only.", c.Use, c.NotBefore.Format("2 January 2006"))
					f.Tell = "The certificates on your smartcard are not valid yet; ask your Registration Authority."
					f.Do, f.Who = "Look at the clock of this computer first, then ask who issued the card.", RegistrationAuthority
				case c.NotAfter.Before(now.Add(endsSoon)):
					f.Level, f.Tell, f.Do, f.Who = wire.Warning, "The certificates on your smartcard end soon; renew them.", "Renew the certificates before they end; the holder can.", Person
				case c.NotAfter.Before(now.Add(endsAhead)):
					f.Level = wire.Note
				}
				found = append(found, f)
			}
			return found
		})
	},
}
