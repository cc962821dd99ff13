package checks

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

func TestSoftwareCatalogue(t *testing.T) {
	try(t, &softwareCatalogue, []one{
		{"nothing", nil, wire.Note, "is empty"},
		{"others alone", has("Spreadsheet", "1.0"), wire.Note, "Of one program that is installed, none"},
		{"more than there can be", many(30), wire.Warning, "10 more entries in the list of programs bear names of sign-in software"},
		{"known", agent("2.4.10.0"), wire.Well, "“NHS Digital Identity Agent” is Identity Agent, version 2.4.10.0"},
		{"a near miss", has("Contoso Identity Agent Helper", "1.0"), wire.Unknown, "“Contoso Identity Agent Helper”, version 1.0 may be Identity Agent"},
		{"a version that nobody can read", agent("latest"), wire.Well, "cannot be read (“latest”)"},
		{"no version", agent(""), wire.Well, "not written down"},
		{"read in part", onHost(func(h *host.Host) { h.Products.State = host.Partly }), wire.Unknown, "The rest of the list"},
		{"not read", onHost(func(h *host.Host) { h.Products.State = host.NeedsRights }), wire.Unknown, "administrator"},
	})
}

func TestSoftwareRemnants(t *testing.T) {
	remnant := func(name string) change {
		return onHost(func(h *host.Host) { h.Products.Remnants = []host.Remnant{{Name: name, Key: "{0}"}} })
	}
	try(t, &softwareRemnants, []one{
		{"none", nil, wire.Well, "agree"},
		{"of Credential Management", remnant(nameCreds), wire.Warning, "a removal broke off"},
		{"of a near miss", remnant("Contoso Credential Management"), wire.Note, "only comes near"},
		{"of something else", remnant("Contoso Paint"), wire.Well, "agree"},
		{"not read", onHost(func(h *host.Host) { h.Products.State = host.Failed }), wire.Unknown, "Windows Installer"},
	})
}

func TestSoftwareCopies(t *testing.T) {
	key := func(k string, view host.View) func(*host.Product) {
		return func(p *host.Product) { p.Key, p.View = k, view }
	}
	try(t, &softwareCopies, []one{
		{"nothing", nil, none, ""},
		{"once", agent("2.4.10.0"), wire.Well, "No sign-in software is installed twice"},
		{"two versions of an agent", all(agent("2.4.6.0"), agent("2.4.10.0")), wire.Warning, "Identity Agent is installed twice: 2.4.10.0, among the 32-bit programs; 2.4.6.0"},
		{"two of Credential Management", all(has(nameCreds, "1.3.1.0", key("{A}", host.View32)), has(nameCreds, "1.4.2.0", key("{B}", host.View32))), wire.Problem, "twice"},
		{"one entry in both views", all(agent("2.4.10.0"), has(nameAgent, "2.4.10.0", key("{A}", host.View64)), has(nameAgent, "2.4.10.0", key("{A}", host.View32)), onHost(func(h *host.Host) { h.Products.List = h.Products.List[1:] })), wire.Well, "No sign-in"},
		{"middleware of both widths", all(has(nameOberthur, "5.1", key("{A}", host.View64)), has(nameOberthur, "5.1", key("{B}", host.View32))), wire.Note, "The Oberthur middleware is installed twice"},
	})
}

func TestAgentPresent(t *testing.T) {
	try(t, &agentPresent, []one{
		{"neither", nil, wire.Problem, "Neither"},
		{"an agent", agent("2.4.10.0"), wire.Well, "Identity Agent is installed, version 2.4.10.0"},
		{"Smartcard Connect", has(nameConnect, "4.1.0.0"), wire.Well, "NHS Smartcard Connect is installed"},
		{"one that was copied", runs(`D:\tools\IdentityAgent.exe`, since(11, 1)), wire.Warning, "copied here"},
		{"a near miss", has("Contoso Identity Agent", "1"), wire.Unknown, "only comes near"},
		{"a list that was not read", onHost(func(h *host.Host) { h.Products.State = host.Failed }), wire.Unknown, "not known"},
	})
}

func TestAgentVersion(t *testing.T) {
	exe := func(version string) change {
		return file(host.File{Of: identityAgent, Path: `C:\x\IdentityAgent.exe`, Version: version})
	}
	try(t, &agentVersion, []one{
		{"none", nil, none, ""},
		{"the latest", agent("2.4.10.0"), wire.Well, "2.4.10.0 is supported"},
		{"an older one", agent("2.4.6.0"), wire.Warning, "Identity Agent 2.4.6.0 has no support any more"},
		{"the file says the same", all(agent("2.4.10.0"), exe("2.4.10.0")), wire.Well, "supported"},
		{"the file says otherwise", all(agent("2.4.10.0"), exe("2.4.5.0")), wire.Warning, "the file IdentityAgent.exe says 2.4.5.0"},
		{"no version", agent("?"), wire.Unknown, "not known whether it has support"},
		{"judged at a time when it had support", all(agent("2.4.6.0"), func(d *device.Device) { d.At = time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC) }), wire.Well, "supported"},
	})
}

func TestAgentDefects(t *testing.T) {
	try(t, &agentDefects, []one{
		{"the latest", agent("2.4.10.0"), none, ""},
		{"what its page names", agent("2.3.2.0"), wire.Warning, "vulnerability"},
		{"before the retirement", agent("2.4.6.0"), wire.Warning, "2.4.6.0 has a vulnerability"},
		{"2.2.2.0", agent("2.2.2.0"), wire.Warning, "does not show the box"},
		{"2.2.1", agent("2.2.1"), wire.Warning, "SIM reader"},
		{"2.3.1", agent("2.3.1"), wire.Warning, "more and more memory"},
		{"on a virtual desktop", all(agent("2.4.5.0"), remote("citrix")), wire.Warning, "vulnerability"},
		{"no version", agent("x"), none, ""},
	})
}

func TestAgentRunning(t *testing.T) {
	exe := `C:\Program Files (x86)\NHS Digital Identity Agent\IdentityAgent.exe`
	try(t, &agentRunning, []one{
		{"not installed", nil, none, ""},
		{"running", all(agent("2.4.10.0"), runs(exe, since(11, 30))), wire.Well, "is running"},
		{"not running", agent("2.4.10.0"), wire.Problem, "Identity Agent is not running"},
		{"in another session", all(agent("2.4.10.0"), runs(exe, since(11, 30)), onHost(func(h *host.Host) { h.Programs.List[0].Mine = false })), wire.Problem, "somebody else"},
		{"programs not seen", all(agent("2.4.10.0"), onHost(func(h *host.Host) { h.Programs.State = host.NeedsRights })), wire.Unknown, "administrator"},
	})
	try(t, &agentOnce, []one{
		{"none", nil, none, ""},
		{"one", runs(exe, since(11, 30)), none, ""},
		{"two from two places", all(runs(exe, since(11, 30)), runs(`D:\old\identityagent.exe`, since(11, 30))), wire.Warning, "runs 2 times in this session, from 2 places"},
	})
}

func TestAgentFresh(t *testing.T) {
	exe := `C:\Program Files (x86)\NHS Digital Identity Agent\IdentityAgent.exe`
	booted := func(at time.Time) change { return onHost(func(h *host.Host) { h.Session.BootedAt = at }) }
	try(t, &agentFresh, []one{
		{"started later", all(agent("2.4.10.0"), runs(exe, since(6, 2))), wire.Well, "after it was installed"},
		{"started on the day", all(agent("2.4.10.0"), runs(exe, since(6, 1))), wire.Note, "on the day on which"},
		{"started before", all(agent("2.4.10.0"), runs(exe, since(5, 31))), wire.Warning, "installed on 1 June 2026, and its program has been running since before"},
		{"the day is the machine's own", all(agent("2.4.10.0"), runs(exe, time.Date(2026, 5, 31, 23, 30, 0, 0, time.UTC)), onHost(func(h *host.Host) { h.Clock.OffsetMinutes = 60 })), wire.Note, "on the day"},
		{"not running, and not started anew", all(agent("2.4.10.0"), booted(since(5, 1))), wire.Warning, "has not been started since"},
		{"not running", all(agent("2.4.10.0"), booted(since(11, 30))), none, ""},
		{"no date", all(has(nameAgent, "2.4.10.0", func(p *host.Product) { p.InstalledOn = "" }), runs(exe, since(5, 1))), none, ""},
		{"nonsense for a date", all(has(nameAgent, "2.4.10.0", func(p *host.Product) { p.InstalledOn = "2026-13-45" }), runs(exe, since(5, 1))), none, ""},
	})
}

func TestAgentBoth(t *testing.T) {
	try(t, &agentBoth, []one{
		{"neither", nil, wire.Well, "not two"},
		{"one", agent("2.4.10.0"), wire.Well, "not two"},
		{"both", all(agent("2.4.10.0"), has(nameConnect, "4.1")), wire.Warning, "both installed"},
		{"one, and a near miss", all(agent("2.4.10.0"), has("Contoso Smartcard Connect", "1")), none, ""},
	})
}

func TestAgentSettings(t *testing.T) {
	try(t, &agentEnvironment, []one{
		{"no agent", nil, none, ""},
		{"nothing set", agent("2.4.10.0"), wire.Well, "No setting was found"},
		{"live by name", all(agent("2.4.10.0"), setting(host.AgentSetting{Name: "Host", Environment: "live"})), wire.Well, "No setting"},
		{"integration", all(agent("2.4.10.0"), setting(host.AgentSetting{Name: "Host", Scope: host.MachinePolicy, Environment: "integration"})), wire.Warning, "(by a policy for the computer) points at the integration environment"},
		{"one that is no more", all(agent("2.4.10.0"), setting(host.AgentSetting{Name: "Host", Environment: "training"})), wire.Problem, "taken down on 31 July 2025"},
		{"left without the agent", setting(host.AgentSetting{Name: "Host", Environment: "development"}), wire.Problem, "taken down"},
		{"not read", all(agent("2.4.10.0"), onHost(func(h *host.Host) { h.Agents.State = host.Failed })), wire.Unknown, "settings of Identity Agent"},
	})
	try(t, &agentCloses, []one{
		{"no agent", nil, none, ""},
		{"the default", agent("2.4.10.0"), wire.Note, "closes all browsers"},
		{"set", all(agent("2.4.10.0"), setting(host.AgentSetting{Name: "processestokill", Value: "iexplore", Scope: host.Machine})), wire.Note, "“iexplore”"},
		{"emptied", all(agent("2.4.10.0"), setting(host.AgentSetting{Name: "ProcessesToKill"})), wire.Note, "names: nothing"},
	})
	try(t, &agentPolling, []one{
		{"here", agent("2.4.10.0"), none, ""},
		{"by Citrix, not set", all(agent("2.4.10.0"), remote("citrix")), wire.Warning, "This is a session by Citrix, and no setting UseCardReaderPolling was found"},
		{"by Citrix, set", all(agent("2.4.10.0"), remote("citrix"), setting(host.AgentSetting{Name: "UseCardReaderPolling", Value: "true"})), wire.Well, "is on"},
		{"set to what does not count", all(agent("2.4.10.0"), remote("citrix"), setting(host.AgentSetting{Name: "UseCardReaderPolling", Value: "1"})), wire.Warning, "only the text true"},
		{"by RDP", all(agent("2.4.10.0"), remote("rdp"), setting(host.AgentSetting{Name: "UseCardReaderPolling", Value: "true"})), wire.Note, "EnablePinPad"},
		{"not read", all(agent("2.4.10.0"), remote("rdp"), onHost(func(h *host.Host) { h.Agents.State = host.NeedsRights })), wire.Unknown, "settings"},
	})
}

func TestTicketPath(t *testing.T) {
	dll := func(machine string, onPath bool) change {
		return file(host.File{Of: "ticket-api", Path: `C:\x\TicketApiDll.dll`, Machine: machine, OnPath: onPath})
	}
	try(t, &ticketPath, []one{
		{"no agent", nil, none, ""},
		{"not found", agent("2.4.10.0"), wire.Note, "was not found"},
		{"on the path", all(agent("2.4.10.0"), dll("386", true)), wire.Well, "on the search path"},
		{"not on the path", all(agent("2.4.10.0"), dll("386", false)), wire.Warning, "not on the search path"},
		{"twice on the path", all(agent("2.4.10.0"), dll("386", true), dll("386", true)), wire.Warning, "in 2 places"},
		{"one of 64 bits", all(agent("2.4.10.0"), dll("amd64", true)), wire.Problem, "made for amd64"},
	})
}
