package checks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// policy are the settings of one policy, in each browser and scope.
func (v *View) policy(names ...string) []host.Policy {
	var out []host.Policy
	for _, p := range v.Host.Browsers.Policies {
		if slices.Contains(names, p.Name) {
			out = append(out, p)
		}
	}
	return out
}

// browserNames are how sentences call browsers.
var browserNames = map[host.Browser]string{host.Chrome: "Chrome", host.Edge: "Edge", host.Chromium: "Chromium"}

// cookiesBlocked is the value of DefaultCookiesSetting that lets no page keep any.
//
// Source: Chrome Enterprise policy list, DefaultCookiesSetting.
const cookiesBlocked = 2

// localhost tells whether a pattern of a policy is about this computer itself.
//
// Source: pageCredAndConnect, which asks for [*.]localhost.
func localhost(pattern string) bool {
	return pattern == "*" || strings.Contains(strings.ToLower(pattern), "localhost")
}

var browserCookies = Check{
	ID:    "browser.cookies",
	Title: "Browsers let pages keep cookies of this computer",
	Group: GroupBrowsers,
	On:    []host.Family{host.Windows},
	Why:   "Pages talk to NHS Credential Management as to a site of its own, localhost. A browser that blocks third-party cookies cuts that off: “Not Installed or Running” in one browser and not in the other.",
	Remedy: Remedy{
		Do:   "Let the policy allow cookies for [*.]localhost (CookiesAllowedForUrls), or take BlockThirdPartyCookies away; restart the browser.",
		Who:  ITTeam,
		Tell: "A setting of this browser stops your card; another browser may work. Tell your IT team.",
	},
	Source: pageCredAndConnect + "; " + pageERSCredentials,
	Look: func(v *View) []wire.Finding {
		b := v.Host.Browsers
		var found []wire.Finding
		for _, p := range v.policy("BlockThirdPartyCookies") {
			if p.Number == nil || *p.Number == 0 || v.lets(p.Browser, "CookiesAllowedForUrls", localhost) {
				continue
			}
			f := wire.Finding{Level: wire.Problem, About: browserNames[p.Browser], Say: fmt.Sprintf("A policy blocks third-party cookies in %s, and none allows them for localhost.", browserNames[p.Browser])}
			if p.Recommended {
				f.Level, f.Say = wire.Warning, f.Say+" It is a recommendation: the person may have changed it."
			}
			found = append(found, f)
		}
		for _, p := range v.policy("DefaultCookiesSetting") {
			if p.Number != nil && *p.Number == cookiesBlocked && !v.lets(p.Browser, "CookiesAllowedForUrls", localhost) {
				found = append(found, wire.Finding{Level: wire.Problem, About: browserNames[p.Browser], Say: fmt.Sprintf("A policy blocks the cookies of every page in %s, and none allows them for localhost.", browserNames[p.Browser])})
			}
		}
		for _, p := range v.policy("CookiesBlockedForUrls") {
			if slices.ContainsFunc(p.List, localhost) {
				found = append(found, wire.Finding{Level: wire.Problem, About: browserNames[p.Browser], Say: fmt.Sprintf("A policy blocks all cookies of localhost in %s.", browserNames[p.Browser])})
			}
		}
		switch {
		case len(found) > 0:
			return found
		case !b.Whole():
			return unseen("The policies of browsers", b.Part)
		}
		return at(wire.Well, "No policy keeps cookies of this computer from pages. What the person set in the browser itself is not seen.")
	},
}

// lets tells whether a policy of a browser lists what fits.
func (v *View) lets(browser host.Browser, name string, fits func(string) bool) bool {
	return slices.ContainsFunc(v.policy(name), func(p host.Policy) bool {
		return p.Browser == browser && slices.ContainsFunc(p.List, fits)
	})
}
