package checks

import (
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/network"
)

// change is what a case does to a device.
type change = func(d *device.Device)

// all joins changes.
func all(changes ...change) change {
	return func(d *device.Device) {
		for _, c := range changes {
			c(d)
		}
	}
}

// has installs a product; more changes how its installer wrote it down.
func has(name, version string, more ...func(p *host.Product)) change {
	return func(d *device.Device) {
		p := host.Product{Name: name, Version: version, View: host.View32, Scope: host.Machine, Location: `C:\Program Files (x86)\` + name + `\`, InstalledOn: "2026-06-01"}
		for _, m := range more {
			m(&p)
		}
		d.Host.Products.List = append(d.Host.Products.List, p)
	}
}

// Names by which the catalogues know the products.
const (
	nameAgent    = "NHS Digital Identity Agent"
	nameCreds    = "NHS Credential Management"
	namePort     = "NHS Port Service"
	nameConnect  = "NHS Smartcard Connect"
	nameOberthur = "Oberthur AWP Manager"
	nameGemalto  = "Gemalto Classic Client 6.1 Patch 3 x64 User Setup"
)

// agent installs an Identity Agent.
func agent(version string) change { return has(nameAgent, version) }

// runs starts a program in the session of whoever looks.
func runs(path string, started time.Time) change {
	return func(d *device.Device) {
		d.Host.Programs.List = append(d.Host.Programs.List, host.Program{
			ID: uint32(4000 + len(d.Host.Programs.List)), Name: baseName(path), Path: path, Session: 1, Mine: true, StartedAt: started,
		})
	}
}

// since is an instant on a day of 2026.
func since(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 7, 0, 0, 0, time.UTC)
}

// service adds a service.
func service(name, display string, state host.Running, start host.Start) change {
	return func(d *device.Device) {
		d.Host.Services.List = append(d.Host.Services.List, host.Service{Name: name, Display: display, State: state, Start: start})
	}
}

// card puts a card into a reader.
func card(c device.Card) change {
	return func(d *device.Device) {
		d.Cards.Readers = append(d.Cards.Readers, holding("Invented Reader 0", c))
	}
}

// after changes the first reader, and what it held when the modules had been asked.
func after(change func(r *device.Reader)) change {
	return func(d *device.Device) { change(&d.Cards.Readers[0]) }
}

// cards as they answer.
var (
	series8 = device.Card{ATR: "3B00", Type: "Oberthur", Series: []int{8}}
	series9 = device.Card{ATR: "3BDB9600801F030031C064B0F3100007900080", Type: "PIV", Series: []int{9}, Application: "piv"}
	jcop41  = device.Card{ATR: "3B6A00FF4A434F50343156323231", Type: "Gemplus", Series: []int{5, 6}}
)

// setting adds a setting of Identity Agent.
func setting(s host.AgentSetting) change {
	return func(d *device.Device) { d.Host.Agents.List = append(d.Host.Agents.List, s) }
}

// file adds a file that is there.
func file(f host.File) change {
	return func(d *device.Device) {
		f.State = host.Present
		d.Host.Files.List = append(d.Host.Files.List, f)
	}
}

// module adds a PKCS #11 module.
func module(m device.Module) change {
	return func(d *device.Device) { d.Modules.List = append(d.Modules.List, m) }
}

// remote makes the session a remote one.
func remote(via string) change {
	return func(d *device.Device) {
		d.Host.Session.Remote, d.Host.Session.Via = new(bool), via
		*d.Host.Session.Remote = true
	}
}

// listens opens a port that is a product's.
func listens(of string) change {
	return func(d *device.Device) {
		d.Network.Listeners = append(d.Network.Listeners, network.Listener{Port: 43485, Of: of, Open: true})
	}
}

// value points to a number, as registry values are held.
func value(n uint32) *uint32 { return &n }

// onHost changes a device's host.
func onHost(f func(h *host.Host)) change { return func(d *device.Device) { f(&d.Host) } }
