package checks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var browserCompat = Check{
	ID:    "browser.compatibility",
	Title: "Pages of the NHS are not shown as an old Internet Explorer would",
	Group: GroupBrowsers,
	On:    []host.Family{host.Windows},
	Why:   "In compatibility view pages of the care identity service stay blank.",
	Remedy: Remedy{
		Do:   "Take nhs.uk out of the list for compatibility view, and the tick from “Display intranet sites in Compatibility View”.",
		Who:  ITTeam,
		Tell: "If the page stays blank, try another browser, and tell your IT team.",
	},
	Source: pageLoggingIn + "; " + pageWES + ", edition of June 2019: compatibility mode is not supported",
	Look: func(v *View) []wire.Finding {
		z := v.Host.Zones
		var found []wire.Finding
		for _, c := range z.Compat {
			if slices.ContainsFunc(c.Sites, func(s string) bool { return strings.Contains(strings.ToLower(s), "nhs.uk") }) {
				found = append(found, wire.Finding{Level: wire.Warning, Say: fmt.Sprintf("Pages of nhs.uk are put into compatibility view (%s).", scoped(c.Scope))})
			}
			if c.Intranet != nil && *c.Intranet == 1 {
				found = append(found, wire.Finding{Level: wire.Note, Say: fmt.Sprintf("All pages of the intranet are shown in compatibility view (%s); pages of the NHS that count as intranet here stay blank.", scoped(c.Scope))})
			}
		}
		if len(found) == 0 && z.Whole() {
			return at(wire.Well, "No page of nhs.uk is put into compatibility view.")
		}
		return found
	},
}
