package sample

import (
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// mixed is a device on which the old and the new were put side by side.
func mixed() *device.Device {
	d := base(3)
	d.Host.Identity.Join, d.Host.Identity.DomainName = host.Workgroup, "WORKGROUP"
	d.Host.Clock.Source = "NTP"
	office(d)
	identityAgent(d, "2.4.6.0", "2025-03-04")
	d.Host.Files.List[0].Version, d.Host.Files.List[0].VersionText = "2.4.5.0", "2.4.5.0"
	smartcardConnect(d, "3.2.0.0", "2026-09-22")
	credentialManagement(d, "1.4.2.0", "2025-03-04")
	credentialsRun(d)
	product(d, "NHS Credential Management", "1.3.1.0", "2024-03-19", credsFolder+" 1.3")
	d.Host.Products.Remnants = []host.Remnant{{Name: "NHS Credential Management", Key: "{00000000-0000-4000-8000-000000000999}", Where: `HKEY_CLASSES_ROOT\Installer\Products`, Scope: host.Machine}}
	product(d, "Contoso Identity Agent Helper", "1.0.4", "2025-03-04", `C:\Program Files\Contoso\Helper`)

	middleware(d, "7.0", "", "5.1.2.0")
	for i := range d.Host.Files.List {
		if f := &d.Host.Files.List[i]; f.Of == "oberthur-middleware" {
			f.VersionText = "7.0.0.0" // which it is not
		}
	}
	d.Modules.List = append(d.Modules.List, device.Module{Of: "opensc", Path: `C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll`, Bits: 64, Outcome: device.Hung, Why: "The module did not answer in time. It may wait for a dialog of its own, for a card, or for another program that holds the card.", TookMS: 3000})

	d.Host.Agents.List = []host.AgentSetting{{Scope: host.MachinePolicy, Key: `HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Invented\Identity Agent`, Name: "InventedHost", Value: "https://gas.nis1.national.ncrs.nhs.uk", Environment: "integration"}}

	// A proxy that opens connections and signs them anew.
	proxy := &network.ProxySettings{On: true, HTTP: "proxy.example.org:8080", HTTPS: "proxy.example.org:8080"}
	d.Network.Proxies.User = proxy
	for i := range d.Network.Hosts {
		p := &d.Network.Hosts[i].Paths[0]
		p.Proxy, p.Settings, p.Connections[0].Address, p.Connections[0].Port = "proxy.example.org:8080", "user", "192.0.2.200", 8080
		p.Tunnel = &network.Answered{Status: 200, TookMS: 6}
		p.TLS.Version, p.TLS.Trust, p.TLS.Root, p.TLS.RootStore, p.TLS.RootHeld = "1.2", network.TrustPrivate, "CN=Example Pharmacy Inspection Root (invented)", "group policy", true
		p.TLS.Chain = []network.Certificate{certificate(d.Network.Hosts[i].Name, "CN=Example Pharmacy Inspection Root (invented)")}
	}
	reader(d, "Invented Reader USB 0", pivCard(1))
	reader(d, "Invented Keyboard Reader 0", nil)
	return d
}
