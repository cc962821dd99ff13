package checks

import (
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

func TestCredentialsPresent(t *testing.T) {
	try(t, &credentialsPresent, []one{
		{"nothing at all", nil, none, ""},
		{"an agent alone", agent("2.4.10.0"), wire.Problem, "no page in Chrome"},
		{"there", has(nameCreds, "1.4.2.0"), wire.Well, "installed, version 1.4.2.0"},
		{"Smartcard Connect alone", has(nameConnect, "4.1"), wire.Note, "comes with NHS Smartcard Connect"},
		{"a near miss", has("Contoso Credential Management", "1"), wire.Unknown, "only comes near"},
	})
}

func TestCredentialsVersion(t *testing.T) {
	try(t, &credentialsVersion, []one{
		{"none", nil, none, ""},
		{"1.4.2.0", has(nameCreds, "1.4.2.0"), wire.Note, "needs HSCN"},
		{"1.2", has(nameCreds, "1.2.0.0"), wire.Warning, "cannot use series 9 cards"},
		{"1.2 and such a card", all(has(nameCreds, "1.2.0.0"), card(series9)), wire.Problem, "the series 9 card in the reader"},
		{"a line that nobody names", has(nameCreds, "2.1"), wire.Note, "no public page names"},
		{"3", has(nameCreds, "3.0.1"), wire.Note, "needs no HSCN"},
		{"4", has(nameCreds, "4.1"), wire.Note, "series 10"},
		{"no version", has(nameCreds, ""), wire.Unknown, "not written down"},
	})
}

func TestCredentialsRunning(t *testing.T) {
	exe := `C:\Program Files (x86)\NHS Credential Management\Invented.exe`
	try(t, &credentialsRunning, []one{
		{"not installed", nil, none, ""},
		{"by its folder", all(has(nameCreds, "1.4.2.0"), runs(exe, since(11, 30))), wire.Well, "is running"},
		{"by its port", all(has(nameCreds, "1.4.2.0"), listens(credentialManagement)), wire.Well, "answers at its port"},
		{"not running", has(nameCreds, "1.4.2.0"), wire.Problem, "is not running"},
		{"a service in its folder is not it", all(has(nameCreds, "1.4.2.0"), runs(exe, since(11, 30)), onHost(func(h *host.Host) {
			h.Programs.List[0].Mine = false
			h.Services.List = []host.Service{{Name: "Invented", Process: h.Programs.List[0].ID}}
		})), wire.Problem, "is not running"},
		{"no folder", has(nameCreds, "1.4.2.0", func(p *host.Product) { p.Location = "" }), wire.Unknown, "cannot be told"},
		{"a file that says it is the product's", all(has(nameCreds, "1.4.2.0", func(p *host.Product) { p.Location = "" }),
			file(host.File{Of: credentialManagement, Path: `C:\x\Invented.exe`, Product: nameCreds}), runs(`C:\x\Invented.exe`, since(11, 30))), wire.Well, "is running"},
		{"the same, and it does not run", all(has(nameCreds, "1.4.2.0", func(p *host.Product) { p.Location = "" }),
			file(host.File{Of: credentialManagement, Path: `C:\x\Invented.exe`, Product: nameCreds})), wire.Problem, "is not running"},
		{"a folder of everything", has(nameCreds, "1.4.2.0", func(p *host.Product) { p.Location = `C:\Program Files\` }), wire.Unknown, "cannot be told"},
		{"a folder that another product shares", all(has(nameCreds, "1.4.2.0", func(p *host.Product) { p.Location = `C:\Program Files\NHS Digital` }),
			has(nameAgent, "2.4.10.0", func(p *host.Product) { p.Location = `C:\Program Files\NHS Digital\` })), wire.Unknown, "cannot be told"},
		{"programs whose folder the system hides", all(has(nameCreds, "1.4.2.0"), runs("", since(11, 30))), wire.Unknown, "cannot be told"},
	})
	try(t, &credentialsFresh, []one{
		{"before the restart", all(has(nameCreds, "1.4.2.0"), onHost(func(h *host.Host) { h.Session.BootedAt = since(5, 1) })), wire.Warning, "begins at the next sign-in"},
		{"the old one runs", all(has(nameCreds, "1.4.2.0"), runs(exe, since(5, 1))), wire.Warning, "running since before"},
		{"answers, whatever it is", all(has(nameCreds, "1.4.2.0"), listens(credentialManagement), onHost(func(h *host.Host) { h.Session.BootedAt = since(5, 1) })), none, ""},
	})
}

func TestPortRunning(t *testing.T) {
	port := func(state host.Running, start host.Start) change {
		return service("InventedPRS", "NHS Port Service", state, start)
	}
	try(t, &portRunning, []one{
		{"nothing", nil, none, ""},
		{"running", port(host.Started, host.StartAutomatic), wire.Well, "“NHS Port Service” is running"},
		{"the old one still runs", all(has(nameCreds, "1.4.2.0"), port(host.Started, host.StartAutomatic), onHost(func(h *host.Host) {
			h.Services.List[0].Process = 77
			h.Programs.List = []host.Program{{ID: 77, Name: "Invented.exe", StartedAt: since(5, 1)}}
		})), wire.Warning, "since before it was installed on 1 June 2026"},
		{"another's service", service("x", "Invented Serial Port Service", host.Stopped, host.StartManual), none, ""},
		{"stopped", port(host.Stopped, host.StartAutomatic), wire.Problem, "is stopped"},
		{"just starting", port(host.Starting, host.StartAutomatic), wire.Note, "just starting"},
		{"by hand", port(host.Started, host.StartManual), wire.Warning, "it must always run"},
		{"switched off", port(host.Stopped, host.StartDisabled), wire.Problem, "switched off"},
		{"its state is not told", port("", host.StartAutomatic), wire.Unknown, "could not be read"},
		{"not there", has(nameCreds, "1.4.2.0"), wire.Problem, "its NHS Port Service is not"},
		{"not there by that name", all(has(nameCreds, "1.4.2.0"), listens(portService)), wire.Note, "one of its ports answers"},
		{"services not read", all(has(nameCreds, "1.4.2.0"), onHost(func(h *host.Host) { h.Services.State = host.NeedsRights })), wire.Unknown, "administrator"},
	})
}

func TestConnect(t *testing.T) {
	series10 := device.Card{ATR: "3B01", Series: []int{10}}
	try(t, &connectVersion, []one{
		{"none", nil, none, ""},
		{"4.1", has(nameConnect, "4.1.0.0"), wire.Note, "pulling the card does not log out"},
		{"3 and a series 10 card", all(has(nameConnect, "3.2"), card(series10)), wire.Warning, "may not use the series 10 card"},
		{"no version", has(nameConnect, ""), wire.Unknown, "not written down"},
	})
	try(t, &connectRunning, []one{
		{"not installed", nil, none, ""},
		{"running", all(has(nameConnect, "4.1"), runs(`C:\Program Files (x86)\NHS Smartcard Connect\x\Invented.exe`, since(11, 30))), wire.Well, "is running"},
		{"not running", has(nameConnect, "4.1"), wire.Problem, "NHS Smartcard Connect is not running"},
	})
}

func TestConnectFresh(t *testing.T) {
	exe := `C:\Program Files (x86)\NHS Smartcard Connect\Invented.exe`
	try(t, &connectFresh, []one{
		{"not installed", nil, none, ""},
		{"started later", all(has(nameConnect, "4.1"), runs(exe, since(11, 30))), wire.Well, "after it was installed"},
		{"started before", all(has(nameConnect, "4.1"), runs(exe, since(5, 1))), wire.Warning, "running since before"},
	})
}

func TestSigningSet(t *testing.T) {
	whole := all(has(nameCreds, "1.4.2.0"), has(nameOberthur, "5.1"))
	try(t, &signingSet, []one{
		{"nothing signs here", nil, none, ""},
		{"whole", whole, wire.Well, "are there to sign with a series 8 card"},
		{"whole, with the card", all(whole, card(series8)), wire.Well, "the series 8 card in the reader"},
		{"an older Credential Management", all(has(nameCreds, "1.3.1.0"), has(nameOberthur, "5.1")), wire.Warning, "is 1.3.1.0, and 1.4.2.0 is the first"},
		{"no middleware, with the card", all(has(nameCreds, "1.4.2.0"), card(series8)), wire.Problem, "Signing with the series 8 card in the reader will not work: the Oberthur middleware is not installed"},
		{"no Credential Management", all(agent("2.4.10.0"), has(nameOberthur, "5.1")), wire.Warning, "NHS Credential Management is not installed"},
		{"files of middleware without a product", all(has(nameCreds, "1.4.2.0"), file(host.File{Of: oberthurMiddleware, Path: `C:\x.dll`})), wire.Unknown, "not known whether the Oberthur middleware is here"},
		{"a version that cannot be read", all(has(nameCreds, "new"), has(nameOberthur, "5.1")), wire.Unknown, "not known whether NHS Credential Management is here"},
		{"an older card: the next one will need it", all(has(nameCreds, "1.4.2.0"), card(jcop41)), wire.Warning, "the Oberthur middleware is not installed"},
		{"a card that does not use it", all(has(nameCreds, "1.4.2.0"), card(series9)), none, ""},
	})
}
