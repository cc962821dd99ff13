package host

import (
	"context"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// Browsers are the policies of browsers that decide whether a page may talk to a
// program on this machine, and the programs that browsers may start.
type Browsers struct {
	Part
	Policies    []Policy     `json:"policies,omitempty"`
	NativeHosts []NativeHost `json:"native_hosts,omitempty"`
}

// A Browser is a family of browsers.
type Browser string

// The browsers whose policies are read.
const (
	Chrome   Browser = "chrome"
	Edge     Browser = "edge"
	Chromium Browser = "chromium"
)

// A Policy is one policy that is set. One of Number, Text and List holds its value.
type Policy struct {
	Browser     Browser  `json:"browser,omitzero" reveals:"none"`
	Scope       Scope    `json:"scope,omitzero" reveals:"none"` // Machine or User: whom it is set for
	Recommended bool     `json:"recommended,omitzero"`          // the person may change it
	Name        string   `json:"name,omitzero" reveals:"none"`  // "BlockThirdPartyCookies"
	Number      *uint32  `json:"number,omitempty"`              // also a truth: 0 or 1
	Text        string   `json:"text,omitzero" reveals:"text"`
	List        []string `json:"list,omitempty" reveals:"text"`
	From        string   `json:"from,omitzero" reveals:"path"` // registry key or file
}

// A NativeHost is a program that extensions of a browser may talk to.
type NativeHost struct {
	Browser  Browser  `json:"browser,omitzero" reveals:"none"`
	Scope    Scope    `json:"scope,omitzero" reveals:"none"`
	View     View     `json:"view,omitzero" reveals:"none"`
	Name     string   `json:"name,omitzero" reveals:"text"` // "uk.nhs.ncrs.auth"
	Manifest string   `json:"manifest,omitzero" reveals:"path"`
	State    Presence `json:"state,omitzero" reveals:"none"` // of the manifest
}

// policyRoots are where browsers look for policies below HKLM and HKCU.
// Source: Chrome Enterprise and Microsoft Edge policy documentation.
var policyRoots = []struct {
	browser Browser
	path    string
}{
	{Chrome, `SOFTWARE\Policies\Google\Chrome`},
	{Edge, `SOFTWARE\Policies\Microsoft\Edge`},
	{Chromium, `SOFTWARE\Policies\Chromium`},
}

// policyNames are the policies that are read: those that stop a page from talking to
// a program on this machine, and those that put extensions or old modes in its way.
// Source: Chrome Enterprise policy list; Microsoft Edge browser policies.
var policyNames = []string{
	"AuthServerAllowlist",
	"BlockThirdPartyCookies",
	"CookiesAllowedForUrls",
	"CookiesBlockedForUrls",
	"DefaultCookiesSetting",
	"ExtensionInstallAllowlist",
	"ExtensionInstallBlocklist",
	"ExtensionInstallForcelist",
	"InsecureContentAllowedForUrls",
	"InternetExplorerIntegrationLevel",
	"InternetExplorerIntegrationSiteList",
	"LocalNetworkAccessAllowedForUrls",
	"LocalNetworkAccessBlockedForUrls",
	"LocalNetworkAccessRestrictionsEnabled",
	"LocalNetworkAccessRestrictionsTemporaryOptOut",
	"LoopbackNetworkAllowedForUrls",
	"LoopbackNetworkBlockedForUrls",
	"NativeMessagingAllowlist",
	"NativeMessagingBlocklist",
	"NativeMessagingUserLevelHosts",
	"ThirdPartyCookieBlockingEnabled",
	"URLBlocklist",
}

// nativeHostRoots are where browsers look for native messaging hosts.
var nativeHostRoots = []struct {
	browser Browser
	path    string
}{
	{Chrome, `SOFTWARE\Google\Chrome\NativeMessagingHosts`},
	{Edge, `SOFTWARE\Microsoft\Edge\NativeMessagingHosts`},
	{Chromium, `SOFTWARE\Chromium\NativeMessagingHosts`},
}

func (w *onWindows) browsers(ctx context.Context, b *Browsers) {
	reg := newHive(ctx, w.reg, &b.Part)
	defer reg.done()
	for _, from := range policyRoots {
		for _, whose := range []struct {
			root  string
			scope Scope
		}{{"HKLM", Machine}, {"HKCU", User}} {
			at := key(whose.root+`\`+from.path, 64)
			b.policiesAt(reg, at, from.browser, whose.scope, false)
			b.policiesAt(reg, at.Below("Recommended"), from.browser, whose.scope, true)
		}
	}
	for _, from := range nativeHostRoots {
		for _, at := range []struct {
			key   registry.Key
			scope Scope
			view  View
		}{
			{key(`HKLM\`+from.path, 64), Machine, View64},
			{key(`HKLM\`+from.path, 32), Machine, View32},
			{key(`HKCU\`+from.path, 64), User, ""},
		} {
			names := reg.keys(at.key)
			slices.Sort(names)
			for _, name := range names {
				manifest := reg.values(at.key.Below(name)).text("")
				host := NativeHost{Browser: from.browser, Scope: at.scope, View: at.view, Name: Clean(name), Manifest: manifest}
				host.State, _ = presence(w.files.stat(manifest))
				b.NativeHosts = append(b.NativeHosts, host)
			}
		}
	}
}

// policiesAt reads the policies of one key: single values are values of the key,
// lists are keys below it, with values named 1, 2, 3.
func (b *Browsers) policiesAt(reg *hive, at registry.Key, browser Browser, scope Scope, recommended bool) {
	set := reg.values(at)
	if !set.there {
		return
	}
	lists := reg.keys(at)
	for _, name := range policyNames {
		p := Policy{Browser: browser, Scope: scope, Recommended: recommended, Name: name, From: Clean(at.String())}
		if value, ok := set.list.Named(name); ok {
			if value.Type == registry.DWord {
				p.Number = set.number(name)
			} else {
				p.Text = set.text(name)
			}
			b.Policies = append(b.Policies, p)
		}
		if slices.ContainsFunc(lists, func(key string) bool { return strings.EqualFold(key, name) }) {
			list := reg.values(at.Below(name))
			p.Number, p.Text = nil, ""
			for _, value := range list.list {
				p.List = append(p.List, list.text(value.Name))
			}
			slices.Sort(p.List)
			b.Policies = append(b.Policies, p)
		}
	}
}

// Policy gives what a browser's policy of this name is: mandatory before recommended,
// the machine's before the person's. Source: Chrome Enterprise, "Understand policy
// precedence". ok is false where it is not set.
func (b *Browsers) Policy(browser Browser, name string) (policy Policy, ok bool) {
	rank := func(p Policy) int {
		r := 0
		if p.Recommended {
			r += 2
		}
		if p.Scope == User {
			r++
		}
		return r
	}
	for _, p := range b.Policies {
		if p.Browser == browser && p.Name == name && (!ok || rank(p) < rank(policy)) {
			policy, ok = p, true
		}
	}
	return policy, ok
}
