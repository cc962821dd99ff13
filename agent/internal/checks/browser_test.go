package checks

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// policies sets policies of browsers.
func policies(p ...host.Policy) change {
	return onHost(func(h *host.Host) { h.Browsers.Policies = append(h.Browsers.Policies, p...) })
}

func TestReaderDrivers(t *testing.T) {
	driver := func(d host.Driver) change {
		return onHost(func(h *host.Host) { h.Smartcard.Drivers = append(h.Smartcard.Drivers, d) })
	}
	generic := driver(host.Driver{Description: "Microsoft Usbccid Smartcard Reader (WUDF)", Provider: "Microsoft", Date: "2006-06-21", Version: "10.0.26100.1"})
	old := driver(host.Driver{Description: "Invented Reader USB", Provider: "Invented Readers", Date: "2013-04-01"})
	mute := func(d *device.Device) {
		d.Cards.Readers = append(d.Cards.Readers, device.Reader{Name: "R", State: device.Mute})
	}
	try(t, &readerDrivers, []one{
		{"none", nil, none, ""},
		{"Microsoft's", generic, wire.Note, "is Microsoft's, for any reader"},
		{"Microsoft's, and a mute card", all(generic, mute), wire.Warning, "A card in a reader does not answer, so it may be the cause"},
		{"the maker's", driver(host.Driver{Description: "Invented Reader", Provider: "Invented Readers", Date: "2025-01-01"}), wire.Well, "is from Invented Readers"},
		{"the maker's, old", old, wire.Note, "of 1 April 2013, which is old"},
		{"the maker's, old, and a reader that is gone", all(old, func(d *device.Device) {
			d.Cards.Readers = []device.Reader{{Name: "R", State: device.Unavailable}}
		}), wire.Warning, "A reader does not answer"},
		{"a reader from elsewhere", card(series8), wire.Note, "remote session"},
		{"not read", onHost(func(h *host.Host) { h.Smartcard.State = host.Failed }), wire.Unknown, "drivers"},
	})
}

func TestBrowserCookies(t *testing.T) {
	block := host.Policy{Browser: host.Chrome, Name: "BlockThirdPartyCookies", Number: value(1)}
	recommended := block
	recommended.Recommended = true
	try(t, &browserCookies, []one{
		{"no policy", nil, wire.Well, "No policy"},
		{"blocks", policies(block), wire.Problem, "blocks third-party cookies in Chrome"},
		{"recommends to", policies(recommended), wire.Warning, "recommendation"},
		{"blocks, but not localhost", policies(block, host.Policy{Browser: host.Chrome, Name: "CookiesAllowedForUrls", List: []string{"[*.]localhost"}}), wire.Well, "No policy"},
		{"the other browser's exception does not help", policies(block, host.Policy{Browser: host.Edge, Name: "CookiesAllowedForUrls", List: []string{"[*.]localhost"}}), wire.Problem, "in Chrome"},
		{"does not block", policies(host.Policy{Browser: host.Edge, Name: "BlockThirdPartyCookies", Number: value(0)}), wire.Well, "No policy"},
		{"all of localhost", policies(host.Policy{Browser: host.Edge, Name: "CookiesBlockedForUrls", List: []string{"http://localhost:*"}}), wire.Problem, "all cookies of localhost in Edge"},
		{"no cookies at all", policies(host.Policy{Browser: host.Edge, Name: "DefaultCookiesSetting", Number: value(2)}), wire.Problem, "of every page in Edge"},
		{"cookies for a session", policies(host.Policy{Browser: host.Edge, Name: "DefaultCookiesSetting", Number: value(4)}), wire.Well, "No policy"},
		{"a policy of a wrong type", policies(host.Policy{Browser: host.Edge, Name: "BlockThirdPartyCookies", Text: "yes"}), wire.Well, "No policy"},
		{"not read", onHost(func(h *host.Host) { h.Browsers.State = host.NeedsRights }), wire.Unknown, "policies"},
	})
}

func TestBrowserLocal(t *testing.T) {
	p := func(name, pattern string) host.Policy {
		return host.Policy{Browser: host.Edge, Name: name, List: []string{pattern}}
	}
	try(t, &browserLocal, []one{
		{"no policy", nil, wire.Note, "newer browsers ask"},
		{"allowed", policies(p("LocalNetworkAccessAllowedForUrls", "https://[*.]nhs.uk")), wire.Well, "lets pages of the NHS"},
		{"blocked", policies(p("LocalNetworkAccessBlockedForUrls", "*")), wire.Problem, "keeps pages of the NHS from programs on this computer in Edge"},
		{"blocked, and allowed by a stronger one", policies(p("LocalNetworkAccessBlockedForUrls", "*"), p("LoopbackNetworkAllowedForUrls", "[*.]nhs.uk")), wire.Well, "LoopbackNetworkAllowedForUrls"},
		{"opted out for a time", policies(host.Policy{Browser: host.Edge, Name: "LocalNetworkAccessRestrictionsTemporaryOptOut", Number: value(1)}), wire.Note, "calls temporary"},
		{"blocked for others", policies(p("LocalNetworkAccessBlockedForUrls", "https://example.com")), wire.Note, "No policy"},
		{"not read", onHost(func(h *host.Host) { h.Browsers.State = host.Failed }), none, ""},
	})
}

func TestBrowserExtension(t *testing.T) {
	native := func(state host.Presence) change {
		return onHost(func(h *host.Host) {
			h.Browsers.NativeHosts = []host.NativeHost{{Browser: host.Chrome, Name: "UK.nhs.ncrs.auth", State: state}}
		})
	}
	try(t, &browserExtension, []one{
		{"gone", nil, wire.Well, "Neither"},
		{"the bridge", native(host.Present), wire.Warning, "Chrome may still start the old NativeBridge"},
		{"what is left of it", native(host.Absent), wire.Warning, "whose files are gone"},
		{"forced", policies(host.Policy{Browser: host.Edge, Name: "ExtensionInstallForcelist", List: []string{oldExtension + ";https://example.com"}}), wire.Warning, "ExtensionInstallForcelist"},
		{"its files", file(host.File{Of: bridgeFiles, Path: `C:\Program Files (x86)\HSCIC\NativeBridge\Invented.exe`}), wire.Warning, "“Invented.exe”"},
		{"kept out", policies(host.Policy{Browser: host.Edge, Name: "ExtensionInstallBlocklist", List: []string{oldExtension}}), wire.Well, "Neither"},
	})
}

func TestBrowserCompat(t *testing.T) {
	compat := func(c host.CompatView) change {
		return onHost(func(h *host.Host) { h.Zones.Compat = []host.CompatView{c} })
	}
	try(t, &browserCompat, []one{
		{"none", nil, wire.Well, "No page"},
		{"a site", compat(host.CompatView{Scope: host.UserPolicy, Sites: []string{"spineservices.NHS.uk"}}), wire.Warning, "(by a policy for this person)"},
		{"the whole intranet", compat(host.CompatView{Intranet: value(1)}), wire.Note, "intranet"},
		{"the box cleared", compat(host.CompatView{Intranet: value(0)}), wire.Well, "No page"},
	})
}

func TestZones(t *testing.T) {
	intranet := func(scope host.Scope, auto, local, proxy, unc uint32) change {
		return onHost(func(h *host.Host) {
			h.Zones.Intranet = append(h.Zones.Intranet, host.Intranet{Scope: scope, AutoDetect: &auto, LocalNames: &local, ProxyBypass: &proxy, UNC: &unc})
		})
	}
	try(t, &zoneIntranet, []one{
		{"nothing set", nil, wire.Note, "Nothing sets the four boxes"},
		{"as asked", intranet(host.User, 0, 1, 1, 1), wire.Well, "as the care identity service asks"},
		{"found by itself", intranet(host.User, 1, 1, 1, 1), wire.Warning, "wrong is “Automatically detect intranet network”"},
		{"two wrong", intranet(host.User, 0, 0, 1, 0), wire.Warning, "not listed in other zones” and “Include all network paths (UNCs)”"},
		{"a policy wins", all(intranet(host.User, 1, 0, 0, 0), intranet(host.MachinePolicy, 0, 1, 1, 1)), wire.Well, "as the care"},
		{"one box", onHost(func(h *host.Host) { h.Zones.Intranet = []host.Intranet{{Scope: host.User, AutoDetect: value(0)}} }), wire.Note, "three of the four boxes"},
		{"by name", onHost(func(h *host.Host) { h.Zones.Sites = []host.Site{{Name: "localhost", Zone: 1}} }), wire.Well, "by name"},
		{"not read", onHost(func(h *host.Host) { h.Zones.State = host.Failed }), wire.Unknown, "zones"},
	})
	logon := func(scope host.Scope, zone, to uint32) change {
		return onHost(func(h *host.Host) {
			h.Zones.Logon = append(h.Zones.Logon, host.ZoneLogon{Scope: scope, Zone: zone, Logon: to})
		})
	}
	try(t, &zoneLogon, []one{
		{"nothing set", nil, wire.Well, "Nothing changes"},
		{"by itself", logon(host.User, 1, 0x20000), wire.Well, "by itself"},
		{"asks", logon(host.User, 1, 0x10000), wire.Warning, "ask for a name"},
		{"as nobody", logon(host.MachinePolicy, 1, 0x30000), wire.Warning, "as nobody"},
		{"another zone", logon(host.User, 3, 0x10000), wire.Well, "Nothing changes"},
		{"a policy wins", all(logon(host.User, 1, 0x10000), logon(host.MachinePolicy, 1, 0)), wire.Well, "by itself"},
	})
}
