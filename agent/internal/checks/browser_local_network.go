package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// localPolicies decide whether a page may talk to a program on this computer, the
// strongest first.
//
// Source: pageLoopback, order of precedence.
var localPolicies = []struct {
	name   string
	blocks bool
}{
	{"LoopbackNetworkBlockedForUrls", true},
	{"LoopbackNetworkAllowedForUrls", false},
	{"LocalNetworkAccessBlockedForUrls", true},
	{"LocalNetworkAccessAllowedForUrls", false},
}

// ofNHS tells whether a pattern of a policy takes in pages of the NHS. Which
// addresses must be allowed is not public as a list.
func ofNHS(pattern string) bool {
	return pattern == "*" || strings.Contains(strings.ToLower(pattern), "nhs.uk")
}

var browserLocal = Check{
	ID:    "browser.local-network",
	Title: "Browsers let pages talk to programs on this computer",
	Group: GroupBrowsers,
	On:    []host.Family{host.Windows},
	Why:   "Newer versions of Chrome and Edge ask the person before a page may talk to a program on the computer (Local Network Access); whoever answers no, or a policy that does, cuts NHS Credential Management off.",
	Remedy: Remedy{
		Do:   "Allow the addresses of the care identity service and of the applications in LocalNetworkAccessAllowedForUrls; the list of them is on the set-up page.",
		Who:  ITTeam,
		Tell: "A setting of this browser stops your card; another browser may work. Tell your IT team.",
	},
	Source: pageCredAndConnect + "; " + pageLoopback,
	Look: func(v *View) []wire.Finding {
		b := v.Host.Browsers
		var found []wire.Finding
		for _, browser := range []host.Browser{host.Chrome, host.Edge, host.Chromium} {
			for _, p := range localPolicies {
				if !v.lets(browser, p.name, ofNHS) {
					continue
				}
				f := wire.Finding{About: browserNames[browser]}
				if p.blocks {
					f.Level, f.Say = wire.Problem, fmt.Sprintf("The policy %s keeps pages of the NHS from programs on this computer in %s.", p.name, browserNames[browser])
				} else {
					f.Level, f.Say = wire.Well, fmt.Sprintf("The policy %s lets pages of the NHS talk to programs on this computer in %s. Whether it names all of them is not known.", p.name, browserNames[browser])
				}
				found = append(found, f)
				break // a weaker policy has no say
			}
		}
		for _, p := range v.policy("LocalNetworkAccessRestrictionsTemporaryOptOut") {
			if p.Number != nil && *p.Number == 1 {
				found = append(found, wire.Finding{Level: wire.Note, About: browserNames[p.Browser], Say: fmt.Sprintf("A policy that its maker calls temporary lets all pages talk to programs on this computer in %s; name the pages in LocalNetworkAccessAllowedForUrls before it goes away.", browserNames[p.Browser])})
			}
		}
		switch {
		case len(found) > 0:
			return found
		case !b.Whole():
			return nil // browser.cookies says so
		}
		return at(wire.Note, "No policy says whether pages may talk to programs on this computer, so newer browsers ask the person; the right answer is to allow it.")
	},
}
