package checks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// The browser extension that NHS Credential Management came in place of, and the
// program beside it.
//
// Source: a public Chrome extension with a native bridge for it (January 2018).
const (
	oldExtension  = "ncgfdaipgceflkflfffaejlnjplhnbfn"
	oldNativeHost = "uk.nhs.ncrs.auth"
)

var browserExtension = Check{
	ID:    "browser.extension",
	Title: "The old browser extension is gone",
	Group: GroupBrowsers,
	On:    []host.Family{host.Windows},
	Why:   "The Chrome extension with its NativeBridge is deprecated, and is itself a cause of the failure 400_645.",
	Remedy: Remedy{
		Do:   "Remove the extension and the NativeBridge, also from the policies that install it; NHS Credential Management does its work.",
		Who:  ITTeam,
		Tell: "If the browser shows an extension for NHS smartcards, remove it.",
	},
	Source: pageFailure + "; " + pageCommonIssues,
	Look: func(v *View) []wire.Finding {
		b := v.Host.Browsers
		var found []wire.Finding
		add := func(browser host.Browser, say string) {
			found = append(found, wire.Finding{Level: wire.Warning, About: browserNames[browser], Say: say})
		}
		for _, p := range b.Policies {
			if strings.HasPrefix(p.Name, "Extension") && (strings.Contains(p.Text, oldExtension) || slices.ContainsFunc(p.List, func(s string) bool { return strings.Contains(s, oldExtension) })) {
				if strings.Contains(p.Name, "Block") {
					continue // it is kept out, as it should be
				}
				add(p.Browser, fmt.Sprintf("The policy %s names the old extension for NHS smartcards in %s.", p.Name, browserNames[p.Browser]))
			}
		}
		for _, n := range b.NativeHosts {
			if strings.EqualFold(n.Name, oldNativeHost) {
				say := fmt.Sprintf("%s may still start the old NativeBridge (%s).", browserNames[n.Browser], oldNativeHost)
				if n.State == host.Absent {
					say = fmt.Sprintf("%s still knows the old NativeBridge (%s), whose files are gone.", browserNames[n.Browser], oldNativeHost)
				}
				add(n.Browser, say)
			}
		}
		for _, f := range v.FilesOf(bridgeFiles) {
			found = append(found, wire.Finding{Level: wire.Warning, About: "NativeBridge", Say: fmt.Sprintf("A file of the old NativeBridge is still there: %s.", fileInWords(f))})
		}
		switch {
		case len(found) > 0:
			return found
		case !b.Whole():
			return nil // browser.cookies says so
		}
		return at(wire.Well, "Neither a policy nor a registration brings the old extension. What the person installed is not seen.")
	},
}
