package checks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var softwareCopies = Check{
	ID:    "software.copies",
	Title: "Each product is installed once",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "Two copies of NHS Credential Management stop each other with “application is already running”; of other products it is chance which copy answers.",
	Remedy: Remedy{
		Do:   "Remove every copy, then install the newest version once.",
		Who:  ITTeam,
		Tell: "The sign-in software is installed twice on this computer; tell your IT team.",
	},
	Source: pageCredTroubles,
	Look: func(v *View) []wire.Finding {
		if !v.Host.Products.Known() {
			return nil // software.catalogue says so
		}
		var found []wire.Finding
		for _, product := range v.Catalogue() {
			copies := v.copies(product.ID)
			if len(copies) < 2 {
				continue
			}
			var what []string
			views, versions := map[host.View]bool{}, map[string]bool{}
			for _, s := range copies {
				views[s.View], versions[s.Product.Version] = true, true
				what = append(what, copyInWords(s))
			}
			slices.Sort(what)
			f := wire.Finding{Level: wire.Warning, About: product.ID, Say: fmt.Sprintf("%s is installed %s: %s.", sentence(v.call(product.ID)), times(len(copies)), strings.Join(what, "; "))}
			switch {
			case product.ID == credentialManagement:
				f.Level = wire.Problem
			case len(versions) == 1 && len(views) == len(copies) && product.Kind == "middleware":
				// Middleware for programs of both widths may come as two packages.
				f.Level = wire.Note
			}
			found = append(found, f)
		}
		if len(found) == 0 && v.Host.Products.Whole() && len(v.Software) > 0 {
			return at(wire.Well, "No sign-in software is installed twice.")
		}
		return found
	},
}

// copies are the entries of a product that are not the same one seen twice.
func (v *View) copies(id string) []Software {
	var out []Software
	for _, s := range v.Installed(id) {
		if !slices.ContainsFunc(out, func(o Software) bool {
			return o.Key == s.Key && o.Key != "" && o.Product.Version == s.Product.Version
		}) {
			out = append(out, s)
		}
	}
	return out
}

// copyInWords tells one copy from another.
func copyInWords(s Software) string {
	text := short(s.Product.Version)
	if text == "" {
		text = "version not written down"
	}
	if s.Scope == host.User {
		return text + ", for this person alone"
	}
	if s.View != "" {
		return text + ", among the " + bits(s.View) + " programs"
	}
	return text
}
