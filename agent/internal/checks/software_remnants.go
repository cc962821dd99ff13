package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/wire"
)

var softwareRemnants = Check{
	ID:    "software.remnants",
	Title: "No remains of a broken removal",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Windows Installer refuses to install what it still believes to be there; old installers of NHS Credential Management left such remains.",
	Remedy: Remedy{
		Do:  `Remove every copy by Settings > Apps; then clear what is left of it under Uninstall and HKEY_CLASSES_ROOT\Installer\Products and in its folder, and install afresh.`,
		Who: ITTeam,
	},
	Source: pageCredTroubles,
	Look: func(v *View) []wire.Finding {
		p := v.Host.Products
		var found []wire.Finding
		for _, r := range p.Remnants {
			ids, match := v.set.FindProduct(r.Name, v.Now)
			if match == notice.NoMatch {
				continue // of no concern here
			}
			f := wire.Finding{Level: wire.Warning, About: ids[0], Say: fmt.Sprintf("Windows Installer still knows %s, which the list of programs does not name: a removal broke off.", quote(r.Name))}
			if match != notice.FullMatch {
				f.Level, f.Say = wire.Note, f.Say+" Its name only comes near that of "+v.call(ids[0])+"."
			}
			found = append(found, f)
		}
		switch {
		case len(found) > 0:
			return found
		case !p.Whole():
			return unseen("What Windows Installer still knows", p.Part)
		}
		return at(wire.Well, "Windows Installer and the list of programs agree about the sign-in software.")
	},
}
