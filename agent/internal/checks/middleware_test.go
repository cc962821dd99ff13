package checks

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// ot is a file of the middleware, of one width and version.
func ot(machine, version string) change {
	return file(host.File{Of: oberthurMiddleware, Path: `C:\` + machine + `\OcsCryptoki.dll`, Machine: machine, Version: version})
}

func TestMiddlewarePresent(t *testing.T) {
	try(t, &middlewarePresent, []one{
		{"none", nil, wire.Warning, "series 8 cards cannot sign"},
		{"none, with a series 8 card", card(series8), wire.Problem, "which needs it"},
		{"none, with a series 9 card", card(series9), wire.Warning, "do not use it"},
		{"product alone", has(nameOberthur, "5.1"), wire.Note, "None of its files"},
		{"product and files", all(has(nameOberthur, "5.1"), ot("386", "5.1.0.7")), wire.Note, "“OcsCryptoki.dll” for 32-bit programs, version 5.1.0.7"},
		{"files alone", ot("amd64", "5.1"), wire.Warning, "does not name it"},
		{"a broken file", all(has(nameOberthur, "5.1"), file(host.File{Of: oberthurMiddleware, Path: `C:\OcsCryptoki.dll`, Broken: "cut short"})), wire.Note, "which is broken: cut short"},
		{"a near miss", has("IDEMIA something", "1"), wire.Unknown, "only comes near"},
		{"the list not read", onHost(func(h *host.Host) { h.Products.State = host.Failed }), wire.Unknown, "not known"},
	})
}

func TestMiddlewareWidths(t *testing.T) {
	x64 := onHost(func(h *host.Host) { h.System.Architecture = "amd64" })
	try(t, &middlewareWidths, []one{
		{"none", x64, none, ""},
		{"both", all(x64, ot("386", "5"), ot("amd64", "5")), wire.Well, "32-bit and 64-bit"},
		{"32 alone", all(x64, ot("386", "5")), wire.Warning, "for 32-bit programs alone: 64-bit ones do not find"},
		{"64 alone", all(x64, ot("amd64", "5")), wire.Warning, "for 64-bit programs alone"},
		{"32 alone, as far as was looked", all(x64, ot("386", "5"), onHost(func(h *host.Host) { h.Files.State = host.Partly })), wire.Unknown, "32-bit programs alone"},
		{"a Windows of 32 bits", all(onHost(func(h *host.Host) { h.System.Architecture = "386" }), ot("386", "5")), none, ""},
	})
}

func TestMiddlewareVersion(t *testing.T) {
	lie := file(host.File{Of: oberthurMiddleware, Path: `C:\x\OcsCryptoki.dll`, Version: "5.1.0.7", VersionText: "7.2.0"})
	try(t, &middlewareVersion, []one{
		{"none", nil, none, ""},
		{"agree", all(has(nameOberthur, "5.1.2"), ot("386", "5.1.0.7"), ot("amd64", "5.1.0.7")), wire.Well, "Nothing"},
		{"one width was not updated", all(has(nameOberthur, "5.1.2"), ot("386", "4.2.0.1"), ot("amd64", "5.1.0.7")), wire.Warning, "is there twice, as version 4.2.0.1 for 32-bit and as 5.1.0.7 for 64-bit"},
		{"a file that says two", lie, wire.Warning, "says two versions of itself: 5.1.0.7 in numbers and “7.2.0” in words"},
		{"the product says another", all(has(nameOberthur, "7.2"), ot("386", "5.1.0.7")), wire.Note, "The list of programs says 7.2"},
		{"the module says another", all(ot("386", "5.1.0.7"), module(device.Module{Path: `c:\386\ocscryptoki.dll`, Outcome: device.Loaded, Version: "9.9"})), wire.Note, "the module inside says “9.9”"},
	})
}

func TestMiddlewareLoads(t *testing.T) {
	of := func(outcome device.Outcome, owner, why string, ms int) change {
		return module(device.Module{Of: owner, Path: `C:\x\OcsCryptoki.dll`, Bits: 64, Outcome: outcome, Why: why, TookMS: ms})
	}
	idle := module(device.Module{Of: oberthurMiddleware, Path: `C:\x\OcsCryptoki.dll`, Outcome: device.Hung, Idle: true})
	try(t, &middlewareLoads, []one{
		{"none found", nil, wire.Note, "No PKCS #11 module"},
		{"loads", of(device.Loaded, oberthurMiddleware, "", 12), wire.Well, "“OcsCryptoki.dll” for 64-bit programs loads and answers."},
		{"slowly", of(device.Loaded, oberthurMiddleware, "", 3400), wire.Well, "takes 3.4 s"},
		{"a candidate that is nowhere", of(device.NotThere, oberthurMiddleware, "", 0), wire.Note, "No PKCS"},
		{"for other programs", of(device.OtherArchitecture, oberthurMiddleware, "", 0), wire.Note, "was not tried"},
		{"no module", of(device.NotAModule, oberthurMiddleware, "The file is a library, but not a PKCS #11 module: it has no C_GetFunctionList.", 0), wire.Problem, "for 64-bit programs is a library, but not a PKCS #11 module: it has no C_GetFunctionList."},
		{"lacks a library", of(device.LacksLibrary, oberthurMiddleware, "", 0), wire.Problem, "a library that it needs is missing"},
		{"crashes", of(device.Crashed, oberthurMiddleware, "", 0), wire.Problem, "crashes"},
		{"hangs", of(device.Hung, oberthurMiddleware, "", 0), wire.Problem, "does not answer in time"},
		{"hangs beside a good card", all(card(series8), of(device.Hung, oberthurMiddleware, "", 0)), wire.Problem, "does not answer in time"},
		{"waits for a mute card", all(readers(device.Reader{Name: "R", State: device.Mute}), of(device.Hung, oberthurMiddleware, "", 0)), wire.Unknown, "It is the card or its reader, not the module, as far as can be told: the card in “R” does not answer."},
		{"waits for a silent card", all(card(device.Card{ATR: "3B00", TookMS: 4009}), of(device.Hung, oberthurMiddleware, "", 0)), wire.Unknown, "does not answer in time. Run"},
		{"waits for a slow card", all(card(device.Card{ATR: "3B00", Application: "piv", TookMS: 1240}), of(device.Hung, oberthurMiddleware, "", 0)), wire.Unknown, "is slow: 1.2 s without any module"},
		{"hangs beside a slow card that nobody used", all(card(device.Card{ATR: "3B00", Application: "piv", TookMS: 1240}), idle), wire.Problem, "hangs. No card was in use meanwhile, so it is not one that it waits for."},
		{"beside a silent card and idle", all(card(device.Card{ATR: "3B00", TookMS: 4009}), idle), wire.Unknown, "It is the card or its reader"},
		{"waits for the service", of(device.Untried, oberthurMiddleware, "the smartcard service does not answer, and a module may wait for it", 0), wire.Unknown, "was not tried to its end. The smartcard service does not answer, and a module may wait for it."},
		{"waits for another program", all(readers(device.Reader{Name: "R", State: device.InUse}), of(device.Hung, oberthurMiddleware, "", 0)), wire.Unknown, "is held by another program"},
		{"crashes beside a mute card", all(readers(device.Reader{Name: "R", State: device.Mute}), of(device.Crashed, oberthurMiddleware, "", 0)), wire.Problem, "crashes"},
		{"hangs as the card is taken out", all(card(series8), after(func(r *device.Reader) { r.After.State = device.Empty }), of(device.Hung, oberthurMiddleware, "", 0)), wire.Unknown, "Whether it hangs is not known: the card came or went"},
		{"refuses", of(device.Refused, oberthurMiddleware, "CKR_GENERAL_ERROR", 0), wire.Problem, "cannot be used. CKR_GENERAL_ERROR."},
		{"somebody else's crashes", of(device.Crashed, "opensc", "", 0), wire.Warning, "crashes"},
		{"an outcome of the future", of("melted", oberthurMiddleware, "", 0), wire.Unknown, "was not tried"},
		{"not tried", func(d *device.Device) { d.Modules.State = host.TooSlow }, wire.Unknown, "took too long"},
	})
}

func TestMiddlewareSlots(t *testing.T) {
	sees := func(of string, slots ...device.Slot) change {
		return module(device.Module{Of: of, Path: `C:\` + of + `.dll`, Outcome: device.Loaded, Slots: slots})
	}
	token, empty := device.Slot{Token: true}, device.Slot{}
	try(t, &middlewareSlots, []one{
		{"no card", sees(oberthurMiddleware, empty), none, ""},
		{"sees it", all(card(series8), sees(oberthurMiddleware, token)), wire.Well, "sees one card"},
		{"sees readers alone", all(card(series8), sees(oberthurMiddleware, empty, empty)), wire.Problem, "sees 2 readers and no card"},
		{"sees nothing", all(card(series8), sees(oberthurMiddleware)), wire.Problem, "sees no reader, while the system has one reader with a card"},
		{"a PIV card is not its own", all(card(series9), sees(oberthurMiddleware, empty)), wire.Note, "Windows' own minidriver"},
		{"another sees it", all(card(series8), sees("opensc", token), sees(oberthurMiddleware, empty)), wire.Warning, "and no card"},
		{"crashed", all(card(series8), module(device.Module{Path: "x", Outcome: device.Crashed})), none, ""},
		{"a card that does not answer", all(card(device.Card{ATR: "3B00", TookMS: 4009}), sees("opensc", empty)), wire.Unknown, "It is the card or its reader"},
		{"a slow card that it sees", all(card(device.Card{ATR: "3B00", TookMS: 4009}), sees("opensc", token)), wire.Well, "sees one card"},
		{"taken out meanwhile", all(card(series8), after(func(r *device.Reader) { r.After.State, r.After.Changes, r.After.ATR = device.Empty, 1, "" }), sees("opensc", empty)), wire.Unknown, "the card came or went"},
		{"out and in again", all(card(series8), after(func(r *device.Reader) { r.After.Changes = 2 }), sees("opensc", empty)), wire.Unknown, "the card came or went"},
		{"another one", all(card(series8), after(func(r *device.Reader) { r.After.ATR = "3B01" }), sees("opensc", empty)), wire.Unknown, "the card came or went"},
		{"its reader unplugged", all(card(series8), after(func(r *device.Reader) { r.After = &device.Moment{State: device.Unavailable} }), sees("opensc")), wire.Unknown, "the card came or went"},
		{"not looked at again", all(card(series8), after(func(r *device.Reader) { r.After = nil }), sees("opensc", empty)), wire.Unknown, "could not be looked at again"},
		{"taken out after it was seen", all(card(series8), after(func(r *device.Reader) { r.After.State = device.Empty }), sees("opensc", token)), wire.Well, "sees one card"},
		{"another stayed", all(card(series8), after(func(r *device.Reader) { r.After.State = device.Empty }), func(d *device.Device) { d.Cards.Readers = append(d.Cards.Readers, holding("B", series8)) }, sees("opensc", empty, empty)), wire.Problem, "sees 2 readers and no card"},
	})
}

func TestMiddlewareSigns(t *testing.T) {
	two := 2
	signed := func(s device.Signed) change {
		return all(card(series8), module(device.Module{Path: `C:\x.dll`, Outcome: device.Loaded, Signed: &s}))
	}
	try(t, &middlewareSigns, []one{
		{"no card", nil, none, ""},
		{"not asked for", card(series8), wire.Note, "No test signature was asked for"},
		{"made", signed(device.Signed{Verified: true, Key: "RSA-2048", Mechanism: "SHA256-RSA-PKCS"}), wire.Well, "(RSA-2048, SHA256-RSA-PKCS) was made and verified"},
		{"failed", signed(device.Signed{Why: "CKR_FUNCTION_FAILED"}), wire.Problem, "failed. CKR_FUNCTION_FAILED."},
		{"a wrong passcode", signed(device.Signed{TriesLeft: &two}), wire.Problem, "the card takes 2 tries more"},
	})
}

func TestGemaltoLeftovers(t *testing.T) {
	try(t, &gemaltoLeft, []one{
		{"gone", nil, wire.Well, "no Gemalto"},
		{"there, and the new one is not", has(nameGemalto, "6.1"), wire.Warning, "is still installed, version 6.1. The Oberthur middleware, which comes in its place, is not"},
		{"there beside the new one", all(has(nameGemalto, "6.1"), has(nameOberthur, "5")), wire.Warning, "is still installed"},
		{"files alone", file(host.File{Of: gemaltoFiles, Path: `C:\Windows\System32\gclib.dll`, Machine: "amd64"}), wire.Warning, "there is left “gclib.dll” for 64-bit programs"},
		{"a minidriver", onHost(func(h *host.Host) { h.Smartcard.Minidrivers = []host.Minidriver{{Name: "Axalto Cryptoflex .NET"}} }), wire.Note, "“Axalto Cryptoflex .NET” registered"},
		{"a near miss", has("Gemalto something", "1"), none, ""},
	})
}

func TestMinidrivers(t *testing.T) {
	drivers := func(m ...host.Minidriver) change {
		return onHost(func(h *host.Host) { h.Smartcard.Minidrivers = m })
	}
	piv := host.Minidriver{Name: "Identity Device (NIST SP 800-73 [PIV])", Module: "msclmd.dll"}
	try(t, &minidriverPIV, []one{
		{"registered", drivers(piv), wire.Well, "is registered"},
		{"not, and no card needs it", nil, wire.Note, "fetches it"},
		{"not, but its file is there", all(card(series9), file(host.File{Of: minidriverFiles, Path: `C:\Windows\System32\msclmd.dll`})), wire.Note, "has its file"},
		{"not, and a card needs it", card(series9), wire.Warning, "may not see it"},
		{"not read", onHost(func(h *host.Host) { h.Smartcard.State = host.Failed }), wire.Unknown, "minidrivers"},
	})
	mine := host.Minidriver{Name: "Invented JCOP41", View: host.View64, ATR: "3B6A00FF4A434F50343100000000", Mask: "FFFFFFFFFFFFFFFFFFFF00000000"}
	try(t, &minidriverCard, []one{
		{"no card", nil, none, ""},
		{"by ATR and mask", all(card(jcop41), drivers(mine)), wire.Well, "“Invented JCOP41” (64-bit)"},
		{"another ATR", all(card(series8), drivers(mine)), wire.Note, "No entry has this card's ATR: programs"},
		{"an ATR without a mask", all(card(series8), drivers(host.Minidriver{Name: "x", ATR: "3B00"})), wire.Well, "“x”"},
		{"masks and ATRs that lie", all(card(series8), drivers(host.Minidriver{Name: "x", ATR: "3B00", Mask: "FF"}, host.Minidriver{Name: "y", ATR: "zz"}, host.Minidriver{Name: "z"})), wire.Note, "No entry"},
		{"a PIV card", card(series9), wire.Note, "recognised by its application"},
	})
}

func TestSmartcardServices(t *testing.T) {
	there := true
	linux := onHost(func(h *host.Host) { h.System.Family, h.Smartcard.Daemon = host.Linux, &there })
	try(t, &smartcardService, []one{
		{"running", service("scardsvr", "Smart Card", host.Started, host.StartManual), wire.Well, "is running"},
		{"waiting for a reader", service("SCardSvr", "Smart Card", host.Stopped, host.StartManual), wire.Note, "starts it when a reader is there"},
		{"stopped beside a reader", all(service("SCardSvr", "Smart Card", host.Stopped, host.StartManual), card(series8)), wire.Problem, "should be running"},
		{"switched off", service("SCardSvr", "Smart Card", host.Stopped, host.StartDisabled), wire.Problem, "switched off"},
		{"none", nil, wire.Problem, "has no smartcard service"},
		{"not read", onHost(func(h *host.Host) { h.Services.State = host.NeedsRights }), wire.Unknown, "administrator"},
		{"Linux without pcscd", onHost(func(h *host.Host) { h.System.Family, h.Smartcard.Daemon = host.Linux, new(bool) }), wire.Problem, "pcscd is not there"},
		{"virtual cards", all(card(series8), func(d *device.Device) { d.Cards.How = "virtual cards" }), wire.Note, "was not asked"},
		{"virtual cards on Linux", all(onHost(func(h *host.Host) { h.System.Family, h.Smartcard.Daemon = host.Linux, new(bool) }), func(d *device.Device) { d.Cards.How = "virtual cards" }), wire.Note, "was not asked"},
		{"it hangs", all(service("SCardSvr", "Smart Card", host.Started, host.StartManual), func(d *device.Device) { d.Cards.State = host.TooSlow }), wire.Warning, "did not answer in time"},
		{"Linux", linux, wire.Well, "pcscd is there."},
		{"Linux, it hangs", all(linux, func(d *device.Device) { d.Cards.State = host.TooSlow }), wire.Warning, "did not answer in time"},
		{"Linux, not looked", onHost(func(h *host.Host) { h.System.Family = host.Linux; h.Smartcard.State = host.Failed }), wire.Unknown, "pcscd"},
	})
	try(t, &smartcardPropagation, []one{
		{"running", service("CertPropSvc", "Certificate Propagation", host.Started, host.StartManual), wire.Well, "is running"},
		{"at need", service("CertPropSvc", "Certificate Propagation", host.Stopped, host.StartManual), wire.Well, "when it is needed"},
		{"stopped beside a card", all(service("CertPropSvc", "", host.Stopped, host.StartManual), card(series8)), wire.Note, "not carried over"},
		{"switched off", service("CertPropSvc", "", host.Stopped, host.StartDisabled), wire.Warning, "switched off"},
		{"forbidden", all(service("CertPropSvc", "", host.Started, host.StartManual), onHost(func(h *host.Host) { h.Smartcard.Propagation = value(0) })), wire.Warning, "A policy"},
		{"none", nil, wire.Warning, "no service"},
	})
}

func TestKSPSwitch(t *testing.T) {
	windows := func(build, revision uint32) change {
		return onHost(func(h *host.Host) { h.System.Build, h.System.Revision = build, revision })
	}
	override := onHost(func(h *host.Host) { h.Smartcard.CapiOverrideOff = value(0) })
	try(t, &kspSwitch, []one{
		{"in", windows(26100, 6899), wire.Note, "are in"},
		{"not in", windows(22631, 5909), wire.Note, "are not in (revision 5909; they are 6060)"},
		{"a Windows born with it", windows(28000, 1), wire.Note, "are in"},
		{"a Windows without updates", windows(19043, 5000), wire.Note, "does not know"},
		{"no revision", windows(19045, 0), wire.Unknown, "update revision"},
		{"the way round it, too late", all(windows(26100, 7000), override), wire.Warning, "may no longer do anything"},
		{"the way round it, in time", all(windows(26100, 7000), override, func(d *device.Device) { d.At = time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC) }), wire.Warning, "plans to end"},
		{"no build", nil, none, ""},
	})
}
