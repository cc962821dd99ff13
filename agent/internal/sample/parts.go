package sample

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// read is a part that was read to its end.
func read(how string, tookMS int) host.Part {
	return host.Part{State: host.Read, How: how, TookMS: tookMS}
}

// to points to a value of the registry, or to a truth.
func to[T any](v T) *T { return &v }

// base is a Windows device on which all is as it should be and nothing is installed.
// number tells the devices apart.
func base(number int) *device.Device {
	booted := Taken.Add(-90 * time.Minute)
	h := host.Host{
		Form: host.Form, SeenAt: Taken, By: "lanyard-agent sample",
		System: host.System{
			Part: read("registry", 3), Family: host.Windows, Name: "Windows 11 Pro", Edition: "Professional", Release: "25H2",
			Version: "10.0.26200.7171", Build: 26200, Revision: 7171, Language: "en-GB", Architecture: "amd64", Program: "amd64",
			Manufacturer: "Invented Computers Ltd", Model: "Desktop Example 7",
		},
		Identity: host.Identity{
			Part: read("registry", 2), Join: host.Domain, Computer: fmt.Sprintf("INVENTED-PC-%02d", number), DNS: fmt.Sprintf("invented-pc-%02d.example.org", number),
			DomainName: "EXAMPLE", MachineID: fmt.Sprintf("00000000-0000-4000-8000-%012d", number), Serial: fmt.Sprintf("INVENTED%06d", number),
		},
		Products: host.Products{Part: read("registry", 11)},
		Programs: host.Programs{Part: read("tool help snapshot", 6)},
		Services: host.Services{Part: read("service control manager", 9), List: []host.Service{
			{Name: "SCardSvr", Display: "Smart Card", State: host.Started, Start: host.StartManual, Path: `C:\Windows\System32\svchost.exe -k LocalServiceAndNoImpersonation`, Account: `NT AUTHORITY\LocalService`, Process: 1400},
			{Name: "CertPropSvc", Display: "Certificate Propagation", State: host.Started, Start: host.StartManual, Path: `C:\Windows\System32\svchost.exe -k netsvcs`, Account: "LocalSystem", Process: 1408},
		}},
		Files: host.Files{Part: read("files", 40)},
		DotNet: host.DotNet{Part: read("registry", 2), Release: 533509, Version4: "4.8.1", Strong: []host.StrongCrypto{
			{View: host.View64, Generation: "v2.0.50727"}, {View: host.View32, Generation: "v2.0.50727"},
			{View: host.View64, Generation: "v4.0.30319"}, {View: host.View32, Generation: "v4.0.30319"},
		}},
		TLS: host.TLS{
			Part:    read("registry", 2),
			Client:  []host.Protocol{{Name: "SSL 3.0"}, {Name: "TLS 1.0"}, {Name: "TLS 1.1"}, {Name: "TLS 1.2"}, {Name: "TLS 1.3"}},
			WinHTTP: []host.WinHTTP{{View: host.View64}, {View: host.View32}}, FIPS: to(false),
		},
		Smartcard: host.Smartcard{
			Part:    read("registry", 5),
			Drivers: []host.Driver{{Description: "Invented Reader USB", Version: "4.3.3.0", Date: "2024-03-18", Provider: "Invented Readers", INF: "oem7.inf", Device: `usb\vid_0000&pid_0000`}},
			Minidrivers: []host.Minidriver{
				{Name: "Identity Device (NIST SP 800-73 [PIV])", View: host.View64, Provider: "Microsoft Base Smart Card Crypto Provider", KSP: "Microsoft Smart Card Key Storage Provider", Module: "msclmd.dll"},
			},
		},
		Browsers: host.Browsers{Part: read("registry", 4)},
		Zones: host.Zones{
			Part:     read("registry", 4),
			Intranet: []host.Intranet{{Scope: host.MachinePolicy, AutoDetect: to(uint32(0)), LocalNames: to(uint32(1)), ProxyBypass: to(uint32(1)), UNC: to(uint32(1))}},
			Logon:    []host.ZoneLogon{{Scope: host.MachinePolicy, Zone: 1, Logon: 0x20000}},
		},
		Agents: host.AgentSettings{Part: read("registry", 3)},
		Session: host.Session{
			Part: read("session", 1), User: `EXAMPLE\pat.example`, ID: 1, Remote: to(false), Elevated: to(false), Administrator: to(false), Locale: "en-GB", BootedAt: booted,
		},
		Disk: host.Disk{Part: read("volume", 1), Drives: []host.Drive{
			{Of: "system", Path: `C:\`, Free: 148e9, Total: 256e9}, {Of: "temporary", Path: `C:\Users\pat.example\AppData\Local\Temp`, Free: 148e9, Total: 256e9},
		}},
		Restart:    host.Restart{Part: read("registry", 1)},
		Clock:      host.Clock{Part: read("system", 1), Now: Taken, Zone: "GMT Standard Time", Source: "NT5DS"},
		SearchPath: host.SearchPath{Part: read("environment", 1), Folders: []host.Folder{{Path: `C:\Windows\System32`, State: host.Present}, {Path: `C:\Windows`, State: host.Present}}},
	}
	return &device.Device{
		At: Taken, Host: h,
		Cards:   device.Cards{Part: read("PC/SC", 60)},
		Modules: device.Modules{Part: read("a process for each", 0)},
		Network: reached(),
	}
}

// reached is a network on which everything is reached.
func reached() network.Network {
	n := network.Network{
		Form: network.Form, At: Taken, TookMS: 140, Stack: "Go crypto/tls", Link: network.Link{Up: 1, IPv4: true},
		Clock: network.Clock{
			Known: true, FromMS: -400, ToMS: 600, From: signIn, Trusted: true, Samples: []network.Sample{{Host: signIn, FromMS: -400, ToMS: 600, Trusted: true}},
			NotBefore: Taken.AddDate(0, 0, -20), NotBeforeBy: "a certificate that was shown",
		},
		Roots: network.Roots{Held: 54, Public: 139},
	}
	for i, name := range []string{signIn, "manage-care-identities.care-identity-service2.nhs.uk"} {
		n.Hosts = append(n.Hosts, network.Host{
			Target: network.Target{Name: name, Port: 443, Environment: "live", Net: "internet", Use: "sign-in", Source: "NHS England, allowing domains in Care Identity Service (16 January 2024)"},
			Names: network.Names{
				V4: network.Answer{TookMS: 4, Addresses: []network.Address{{IP: fmt.Sprintf("192.0.2.%d", 10+i), Scope: network.ScopeGlobal}}},
				V6: network.Answer{TookMS: 4, Fault: &network.Fault{Kind: network.NoSuchName, Text: "The name has no such address."}},
			},
			Paths: []network.Path{{
				Connections: []network.Connection{{Address: fmt.Sprintf("192.0.2.%d", 10+i), Port: 443, TookMS: 12}},
				TLS: &network.TLS{
					TookMS: 30, Version: "1.3", Cipher: "TLS_AES_128_GCM_SHA256", ALPN: "http/1.1", NameMatches: true, Trust: network.TrustPublic,
					Root: "CN=Invented Public Root", Dates: network.DatesValid, Chain: []network.Certificate{certificate(name, "CN=Invented Public Authority")},
				},
				Versions: []network.Version{{Version: "1.2", Accepted: true, TookMS: 28}},
				Answered: &network.Answered{Status: 200, Reason: "OK", TookMS: 20, Date: Taken.Format("Mon, 02 Jan 2006 15:04:05 GMT")},
			}},
		})
	}
	return n
}

// signIn is the host by which CIS2 signs in.
const signIn = "am.nhsidentity.spineservices.nhs.uk"

// certificate is what a host shows.
func certificate(name, issuer string) network.Certificate {
	return network.Certificate{
		Subject: "CN=" + name, Issuer: issuer, Names: []string{name}, NotBefore: Taken.AddDate(0, 0, -20), NotAfter: Taken.AddDate(0, 0, 70),
		SHA1: "00", SHA256: "00", Key: "RSA 2048", Signature: "SHA256-RSA",
	}
}

// product adds a product to the list of programs, in the 32-bit view.
func product(d *device.Device, name, version, installedOn, folder string) *host.Product {
	p := host.Product{
		Name: name, Version: version, Publisher: "Invented for a sample", InstalledOn: installedOn, Location: folder,
		Key: fmt.Sprintf("{00000000-0000-4000-8000-%012d}", 100+len(d.Host.Products.List)), View: host.View32, Scope: host.Machine, MSI: true,
	}
	p.Uninstall = "MsiExec.exe /X" + p.Key
	d.Host.Products.List = append(d.Host.Products.List, p)
	return &d.Host.Products.List[len(d.Host.Products.List)-1]
}

// office adds what else is on such a computer, so that the list of programs is one.
func office(d *device.Device) {
	for _, p := range [][2]string{
		{"Invented Browser", "150.0.1"}, {"Invented Clinical Records", "26.4"}, {"Invented Dictation", "3.1.0"}, {"Invented Label Printer", "2.2"}, {"Invented Office", "16.0.19000"},
		{"Invented Patient Check-in", "5.0"}, {"Invented PDF Reader", "24.2"}, {"Invented Remote Support", "15.60"}, {"Invented Scanner", "1.8"}, {"Invented VPN", "9.1"},
	} {
		product(d, p[0], p[1], "2026-04-14", `C:\Program Files\`+p[0]).View = host.View64
	}
}

// program starts a program in the person's session.
func program(d *device.Device, id uint32, path, name string, startedAt time.Time) {
	d.Host.Programs.List = append(d.Host.Programs.List, host.Program{ID: id, Name: name, Path: path + `\` + name, Session: 1, StartedAt: startedAt, Mine: true})
}

// Folders of the software. Where it really lies is not public.
const (
	agentFolder    = `C:\Program Files (x86)\Invented\Identity Agent`
	credsFolder    = `C:\Program Files (x86)\Invented\Credential Management`
	connectFolder  = `C:\Program Files (x86)\Invented\Smartcard Connect`
	oberthurFolder = `C:\Program Files (x86)\Oberthur Technologies\AWP\DLLs`
)

// identityAgent installs an Identity Agent that runs since the person signed in.
func identityAgent(d *device.Device, version, installedOn string) {
	product(d, "NHS Digital Identity Agent", version, installedOn, agentFolder)
	program(d, 4100, agentFolder, "IdentityAgent.exe", d.Host.Session.BootedAt.Add(4*time.Minute))
	d.Host.Files.List = append(d.Host.Files.List,
		host.File{Of: "identity-agent", Path: agentFolder + `\IdentityAgent.exe`, State: host.Present, Size: 2_400_000, Machine: "386", Version: version, VersionText: version, Product: "NHS Digital Identity Agent", Signature: true},
		host.File{Of: "ticket-api", Path: `C:\Windows\SysWOW64\TicketApiDll.dll`, State: host.Present, Size: 310_000, Machine: "386", OnPath: true},
	)
}

// smartcardConnect installs a Smartcard Connect that runs since the person signed in.
func smartcardConnect(d *device.Device, version, installedOn string) {
	product(d, "NHS Smartcard Connect", version, installedOn, connectFolder)
	program(d, 4300, connectFolder, "InventedConnect.exe", d.Host.Session.BootedAt.Add(5*time.Minute))
}

// credentialManagement installs Credential Management and its Port Service.
func credentialManagement(d *device.Device, version, installedOn string) {
	product(d, "NHS Credential Management", version, installedOn, credsFolder)
	d.Host.Services.List = append(d.Host.Services.List, host.Service{
		Name: "InventedPortService", Display: "NHS Port Service", State: host.Started, Start: host.StartAutomatic, Path: `"C:\Program Files (x86)\Invented\Port Service\Invented.exe"`, Account: "LocalSystem", Process: 2200,
	})
	d.Network.Listeners = append(d.Network.Listeners,
		network.Listener{Port: 43487, Of: "port-service", Source: "the browser library for local signing", Open: true, Address: "127.0.0.1", Answered: &network.Answered{Status: 200}, Code: "200", Leads: 43485, TookMS: 2},
	)
}

// credentialsRun starts Credential Management.
func credentialsRun(d *device.Device) {
	program(d, 4200, credsFolder, "InventedCredentialManagement.exe", d.Host.Session.BootedAt.Add(4*time.Minute))
	d.Network.Listeners = append(d.Network.Listeners, network.Listener{Port: 43485, Of: "credential-management", Source: "the configuration check of NHS Digital", Open: true, Address: "127.0.0.1", TookMS: 1})
}

// middleware installs the Oberthur middleware with one library for each version that
// is given, of that width.
func middleware(d *device.Device, version, wide, narrow string) {
	product(d, "Oberthur AWP Manager (invented sample)", version, "2026-02-10", `C:\Program Files (x86)\Oberthur Technologies\AWP`)
	add := func(path, machine, version string, bits int, outcome device.Outcome) {
		d.Host.Files.List = append(d.Host.Files.List, host.File{
			Of: "oberthur-middleware", Path: path, State: host.Present, Size: 1_900_000, Machine: machine, Version: version, VersionText: version, Product: "Authentic Web Pack (invented sample)", Signature: true,
		})
		m := device.Module{Of: "oberthur-middleware", Path: path, Bits: bits, Outcome: outcome, TookMS: 35}
		if outcome == device.Loaded {
			m.Library, m.Version, m.Slots = "Invented PKCS #11", version, []device.Slot{{Description: "Invented Reader USB 0"}}
		}
		d.Modules.List = append(d.Modules.List, m)
	}
	if wide != "" {
		add(`C:\Windows\System32\OcsCryptoki.dll`, "amd64", wide, 64, device.Loaded)
	}
	if narrow != "" {
		add(oberthurFolder+`\OcsCryptoki.dll`, "386", narrow, 32, device.OtherArchitecture)
	}
}

// reader adds a reader with a card in it; nil is none.
func reader(d *device.Device, name string, card *device.Card) {
	r := device.Reader{Name: name, Vendor: "Invented Readers", Version: "4.3.3.0", State: device.Empty, Changes: 3}
	if card != nil {
		r.State, r.Card = device.Present, card
		r.After = &device.Moment{State: device.Present, Changes: r.Changes, ATR: card.ATR}
	}
	d.Cards.Readers = append(d.Cards.Readers, r)
}

// pivCard is a PIV card, as series 9 is.
func pivCard(triesLeft int) *device.Card {
	card := &device.Card{
		ATR: "3BDB9600801F030031C064B0F3100007900080", Protocol: "T=1", Offers: []string{"T=0", "T=1"}, Product: "Oberthur ID-One Cosmo, PIV", Type: "PIV", Application: "piv",
		Serial: "00000000-0000-4000-8000-00000000ca4d", TriesLeft: &triesLeft, TookMS: 310,
	}
	for i, use := range []string{"authentication", "signature"} {
		card.Certificates = append(card.Certificates, device.Certificate{
			Use: use, NotBefore: Taken.AddDate(-1, -2, 0), NotAfter: Taken.AddDate(1, 10, 0), Key: "RSA-2048", Subject: "CN=Pat Example (invented), OU=111122223333, O=Example", Issuer: "CN=Invented Issuer", Serial: fmt.Sprintf("0%d", i+1),
		})
	}
	return card
}

// jcop41 is a card of series 5 or 6.
func jcop41() *device.Card {
	return &device.Card{
		ATR: "3BF91800008131FE454A434F503431563232AF", Protocol: "T=1", Offers: []string{"T=1"}, Series: []int{5, 6}, Product: "JCOP41 V2.2", TookMS: 180,
	}
}
