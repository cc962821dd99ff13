package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var middlewarePresent = Check{
	ID:    "middleware.present",
	Title: "The Oberthur middleware is there",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Why:   "It drives series 8 cards; prescriptions cannot be signed with them without it. NHS England asks for it on every computer.",
	Remedy: Remedy{
		Do:   "Install the Oberthur middleware in its latest version. If that fails, raise it with the National Service Desk: OT Middleware Deployment – Prescription Signing.",
		Who:  ITTeam,
		Tell: "This computer needs new smartcard software; tell your IT team.",
	},
	Source: pageNotice + "; " + pageSeries456,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: oberthurMiddleware, Say: say})
		}
		files, has := v.FilesOf(oberthurMiddleware), v.Has(oberthurMiddleware)
		for _, s := range v.Installed(oberthurMiddleware) {
			add(wire.Well, fmt.Sprintf("The Oberthur middleware is installed%s.", inVersion(s)))
		}
		var there []string
		for _, f := range files {
			if f.State == host.Present {
				there = append(there, fileInWords(f)+brokenWords(f))
			}
		}
		if len(there) > 0 {
			add(wire.Note, fmt.Sprintf("Of the Oberthur middleware there is: %s.", strings.Join(there[:min(len(there), longestList)], "; ")))
		}
		switch {
		case has == fact.True && len(files) == 0 && v.Host.Files.Whole():
			add(wire.Note, "None of its files lies at the places that were looked at; where the NHS package puts them is not public.")
		case has != fact.True && len(files) > 0:
			add(wire.Warning, "Files of the Oberthur middleware are there, and the list of programs does not name it: they were copied, or a removal broke off.")
		case has == fact.Unknown:
			add(wire.Unknown, "Whether the Oberthur middleware is installed is not known: the list of programs was not read to its end, or a name only comes near.")
		case has == fact.False && v.InReader(8) == fact.True:
			add(wire.Problem, "The Oberthur middleware is not installed, and the card in the reader is a series 8 card, which needs it.")
		case has == fact.False:
			add(wire.Warning, "The Oberthur middleware is not installed. Series 9 and 10 cards do not use it; series 8 cards cannot sign prescriptions without it.")
		}
		return found
	},
}
