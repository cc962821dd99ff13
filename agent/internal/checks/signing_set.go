package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var signingSet = Check{
	ID:    "signing.set",
	Title: "What signs prescriptions with a series 8 card is complete",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "A SHA-256 signature with a series 8 card needs NHS Credential Management 1.4.2.0 or later and the Oberthur middleware; signing in may work without them, and the first prescription then fails.",
	Remedy: Remedy{
		Do:   "Install the Oberthur middleware and NHS Credential Management 1.4.2.0 or later, then sign in to Windows again.",
		Who:  ITTeam,
		Tell: "Prescriptions may not be signed on this computer with your card; use another one, and tell your IT team.",
	},
	Source: pageCredentials + "; " + pageSeries456,
	Look: func(v *View) []wire.Finding {
		series8 := v.InReader(8)
		if cards := v.CardsIn(); len(cards) > 0 && v.onlyPIV(cards) {
			return nil // such cards do not use it
		}
		if v.Has(identityAgent) == fact.False && v.Has(credentialManagement) == fact.False {
			return nil // nothing here signs with a card at all
		}
		level, card := wire.Warning, "a series 8 card"
		if series8 == fact.True {
			level, card = wire.Problem, "the series 8 card in the reader"
		}
		var found []wire.Finding
		add := func(missing fact.Truth, about, say string) {
			switch missing {
			case fact.False:
				found = append(found, wire.Finding{Level: level, About: about, Say: fmt.Sprintf("Signing with %s will not work: %s.", card, say)})
			case fact.Unknown:
				found = append(found, wire.Finding{Level: wire.Unknown, About: about, Say: fmt.Sprintf("Whether signing with %s can work is not known: it is not known whether %s is here.", card, v.call(about))})
			}
		}
		switch fits := v.Fits(credentialManagement, forSeries8); {
		case v.Has(credentialManagement) == fact.False:
			add(fact.False, credentialManagement, "NHS Credential Management is not installed")
		case fits == fact.False:
			newest, _ := v.Newest(credentialManagement)
			add(fact.False, credentialManagement, fmt.Sprintf("NHS Credential Management is %s, and 1.4.2.0 is the first that can", short(newest.String())))
		default:
			add(fits, credentialManagement, "")
		}
		middleware := v.Has(oberthurMiddleware)
		if middleware == fact.False && len(v.FilesOf(oberthurMiddleware)) > 0 {
			middleware = fact.Unknown // middleware.present says what is odd about it
		}
		add(middleware, oberthurMiddleware, "the Oberthur middleware is not installed")
		if len(found) == 0 {
			return at(wire.Well, "NHS Credential Management and the Oberthur middleware are there to sign with "+card+".")
		}
		return found
	},
}
