package checks

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// kspRevisions are the update revisions of the updates of 14 October 2025, by build:
// from them on Windows gives RSA keys of cards to a key storage provider (KSP) and not
// to a CSP. Updates pile up, so that every later revision has the change too.
//
// Source: the record of CVE-2025-59230, which the same updates mended
// (https://www.cve.org/CVERecord?id=CVE-2025-59230); that they brought the change,
// pageKSP.
var kspRevisions = map[uint32]uint32{
	10240: 21161, 14393: 8519, 17763: 7919, 19044: 6456, 19045: 6456, 20348: 4294,
	22621: 6060, 22631: 6060, 25398: 1913, 26100: 6899, 26200: 6899,
}

// kspBorn is the first build that came out with the change in it.
const kspBorn = 26201

// workaroundEnds is the month in which DisableCapiOverrideForRSA was to go away.
//
// Source: pageKSPSwitch.
var workaroundEnds = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)

var kspSwitch = Check{
	ID:    "csp.switch",
	Title: "The change of October 2025 to keys of cards",
	Group: GroupMiddleware,
	On:    []host.Family{host.Windows},
	Why:   "Since then programs that ask Windows for a card's key in the old way get “Invalid provider type specified” (event 624), 32-bit ones above all. No page of NHS England names this as a cause; it fits cards that sign in and do not sign.",
	Remedy: Remedy{
		Do:  "Update the middleware and the application that fails. Use DisableCapiOverrideForRSA = 0 only to find out whether this is the cause, and not to stay.",
		Who: ITTeam,
	},
	Source: pageKSP + "; " + pageKSPSwitch,
	Look: func(v *View) []wire.Finding {
		s, c := v.Host.System, v.Host.Smartcard
		if c.CapiOverrideOff != nil && *c.CapiOverrideOff == 0 {
			say := "DisableCapiOverrideForRSA is 0: keys of cards go the old way, which undoes a security update (CVE-2024-30098)."
			if !v.Now.Before(workaroundEnds) {
				say += " Microsoft planned to end this switch in April 2026, so it may no longer do anything."
			} else {
				say += " Microsoft plans to end this switch in April 2026."
			}
			return at(wire.Warning, say)
		}
		first, listed := kspRevisions[s.Build]
		switch {
		case !s.Known() || s.Build == 0:
			return nil // os.build says so
		case listed && s.Revision == 0:
			return at(wire.Unknown, "Windows does not tell its update revision, so it is not known whether the change of October 2025 is in.")
		case listed && s.Revision < first:
			return at(wire.Note, fmt.Sprintf("The updates of October 2025 are not in (revision %d; they are %d), so keys of cards still go the old way. That will change with the next update.", s.Revision, first))
		case listed, s.Build >= kspBorn:
			return at(wire.Note, "The updates of October 2025 are in: Windows gives RSA keys of cards to a KSP. If a card signs in and an older program cannot sign with it, this may be why.")
		}
		return at(wire.Note, fmt.Sprintf("Whether Windows build %d has the change of October 2025 this program does not know.", s.Build))
	},
}
