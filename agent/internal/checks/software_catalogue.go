package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var softwareCatalogue = Check{
	ID:    "software.catalogue",
	Title: "The sign-in software that is installed",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "What the installers call their products is not public, so names are matched by patterns; a name that only comes near leaves open whether the product is there.",
	Remedy: Remedy{
		Do:  "Settle what the name stands for: add it to names in the catalogue of a notice, so that it counts everywhere.",
		Who: ITTeam,
	},
	Source: "the catalogues of the notices; " + pageIdentityAgent,
	Look: func(v *View) []wire.Finding {
		if !v.Host.Products.Known() {
			return unseen("The list of installed programs", v.Host.Products.Part)
		}
		var found []wire.Finding
		for _, s := range v.Software {
			f := wire.Finding{Level: wire.Well, About: s.ID, Say: fmt.Sprintf("%s is %s%s.", quote(s.Product.Name), v.call(s.ID), inVersion(s))}
			if !s.Sure {
				f.Level = wire.Unknown
				f.Say = fmt.Sprintf("%s%s may be %s; the name only comes near.", quote(s.Product.Name), inVersion(s), v.call(s.ID))
				f.Do, f.Who = "Look what the program is. If it is this product, add its name to the catalogue of a notice (names); if not, leave it.", ITTeam
			}
			found = append(found, f)
		}
		if v.Beyond > 0 {
			found = append(found, wire.Finding{Level: wire.Warning, Say: fmt.Sprintf("%d more entries in the list of programs bear names of sign-in software, which no computer has; they were left out.", v.Beyond),
				Do: "Find out what wrote them, and remove them.", Who: ITTeam})
		}
		if len(v.Software) == 0 && v.Host.Products.Whole() {
			found = at(wire.Note, "The list of installed programs is empty.")
			if n := len(v.Host.Products.List); n > 0 {
				found = at(wire.Note, fmt.Sprintf("Of %s that is installed, none is one that the notices know.", several(n, "program")))
			}
		}
		if !v.Host.Products.Whole() {
			found = append(found, unseen("The rest of the list of installed programs", v.Host.Products.Part)...)
		}
		return found
	},
}

// inVersion is ", version 2.4.10.0", as the installer wrote it.
func inVersion(s Software) string {
	switch {
	case s.Product.Version == "":
		return ", in a version that is not written down"
	case !s.Versioned:
		return fmt.Sprintf(", in a version that cannot be read (%s)", quote(s.Product.Version))
	}
	return ", version " + short(s.Product.Version)
}
