package sample

import (
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// unstarted is a device that was updated in the middle of a shift.
func unstarted() *device.Device {
	d := base(4)
	d.Host.System.Name, d.Host.System.Edition, d.Host.System.Release, d.Host.System.Version, d.Host.System.Build, d.Host.System.Revision = "Windows 11 Enterprise", "Enterprise", "24H2", "10.0.26100.6725", 26100, 6725
	d.Host.Session.BootedAt = Taken.Add(-6 * 24 * time.Hour)
	office(d)
	identityAgent(d, "2.4.10.0", "2026-11-30")
	credentialManagement(d, "1.4.2.0", "2026-11-30") // and it does not run
	for i := range d.Host.Services.List {
		if s := &d.Host.Services.List[i]; s.Display == "NHS Port Service" {
			s.State, s.Start, s.Process = host.Stopped, host.StartManual, 0
		}
	}
	d.Network.Listeners[0].Open, d.Network.Listeners[0].Answered, d.Network.Listeners[0].Code, d.Network.Listeners[0].Leads, d.Network.Listeners[0].Address = false, nil, "", 0, ""
	middleware(d, "5.1.2", "5.1.2.0", "5.1.2.0")
	d.Modules.List[0].Outcome, d.Modules.List[0].Why, d.Modules.List[0].Slots = device.LacksLibrary, "it needs MSVCR100.dll", nil
	d.Modules.List[0].Library, d.Modules.List[0].Version = "", ""
	d.Host.Restart.Pending = []host.Sign{{Of: "servicing", Seen: "RebootPending"}, {Of: "rename", Seen: "2 files"}}

	d.Host.Browsers.Policies = []host.Policy{
		{Browser: host.Chrome, Scope: host.Machine, Name: "BlockThirdPartyCookies", Number: to(uint32(1)), From: `HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Google\Chrome`},
		{Browser: host.Edge, Scope: host.Machine, Name: "LocalNetworkAccessBlockedForUrls", List: []string{"*"}, From: `HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Edge`},
	}
	d.Host.Zones.Intranet[0].AutoDetect = to(uint32(1))
	d.Host.Zones.Logon[0].Logon = 0x10000
	reader(d, "Invented Reader USB 0", pivCard(0))
	return d
}
