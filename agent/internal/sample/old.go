package sample

import (
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// old is a device that nobody has touched for years.
func old() *device.Device {
	d := base(2)
	s := &d.Host.System
	s.Name, s.Release, s.Version, s.Build, s.Revision, s.Model = "Windows 10 Pro", "22H2", "10.0.19045.3803", 19045, 3803, "Desktop Example 3"
	d.Host.Session.BootedAt = Taken.Add(-19 * 24 * time.Hour)
	d.Host.DotNet.Release, d.Host.DotNet.Version4, d.Host.DotNet.Version35 = 461814, "4.7.2", "3.5.30729.4926"
	d.Host.Disk.Drives[0].Free, d.Host.Disk.Drives[1].Free = 1_300_000_000, 1_300_000_000

	office(d)
	identityAgent(d, "2.3.2.0", "2019-05-14")
	credentialManagement(d, "1.2.0.0", "2020-08-03")
	credentialsRun(d)
	product(d, "Gemalto Classic Client 6.1 Patch 3 x64 User Setup", "6.1.3", "2017-11-21", `C:\Program Files\Gemalto\Classic Client`).View = host.View64
	d.Host.Files.List = append(d.Host.Files.List, host.File{
		Of: "gemalto-middleware", Path: `C:\Program Files\Gemalto\Classic Client\BIN\gclib.dll`, State: host.Present, Size: 900_000, Machine: "amd64", Version: "6.1.3.5", Product: "Classic Client (invented sample)", Signature: true,
	})
	d.Modules.List = append(d.Modules.List, device.Module{
		Of: "gemalto-middleware", Path: `C:\Program Files\Gemalto\Classic Client\BIN\gclib.dll`, Bits: 64, Outcome: device.Loaded, TookMS: 2600, Library: "Invented PKCS #11", Version: "6.1",
		Slots: []device.Slot{{Description: "Invented Reader USB 0", Token: true, Label: "Invented token"}},
	})
	c := &d.Host.Smartcard
	c.Drivers[0].Date, c.Drivers[0].Version = "2012-09-04", "1.0.2.0"
	c.Minidrivers = append(c.Minidrivers, host.Minidriver{
		Name: "Axalto Cryptoflex (invented entry)", View: host.View64, ATR: "3BF91800008131FE454A434F503431000000", Mask: "FFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000", Provider: "Gemalto Classic Card CSP", Module: "axaltocm.dll",
	})
	d.Host.Browsers.NativeHosts = []host.NativeHost{{Browser: host.Chrome, Scope: host.User, Name: "uk.nhs.ncrs.auth", Manifest: `C:\Users\pat.example\AppData\Local\HSCIC\Native\uk.nhs.ncrs.auth.json`, State: host.Present}}
	d.Host.Zones.Compat = []host.CompatView{{Scope: host.UserPolicy, Sites: []string{"nhs.uk"}}}
	d.Host.TLS.Client[1].Enabled, d.Host.TLS.Client[1].DisabledByDefault = to(uint32(1)), to(uint32(0))

	d.Network.Hosts = append(d.Network.Hosts, network.Host{
		Target: network.Target{Name: "gas.national.ncrs.nhs.uk", Port: 443, Environment: "live", Net: "hscn", Use: "sign-in of CIS1 (GAS)", Source: "NHS England, allowing domains in Care Identity Service (16 January 2024)"},
		Names:  network.Names{V4: network.Answer{TookMS: 5, Addresses: []network.Address{{IP: "192.0.2.40", Scope: network.ScopeGlobal}}}},
		Paths: []network.Path{{
			Connections: []network.Connection{{Address: "192.0.2.40", Port: 443, TookMS: 14}},
			TLS: &network.TLS{
				TookMS: 40, Version: "1.2", Cipher: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", ALPN: "http/1.1", NameMatches: true, Trust: network.TrustPublic, Root: "CN=Invented Public Root",
				Dates: network.DatesValid, Chain: []network.Certificate{certificate("gas.national.ncrs.nhs.uk", "CN=Invented Public Authority")},
			},
		}},
	})
	reader(d, "Invented Reader USB 0", jcop41())
	return d
}
