package windows

import (
	"bytes"
	"html"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/p11mock"
	"github.com/lanyard-id/lanyard/wire"
)

const (
	agentFile   = `C:\Program Files (x86)\NHS Digital\Identity Agent\IdentityAgent.exe`
	credentials = `C:\Program Files (x86)\NHS Digital\NHS Credential Management\Credentials.exe`
	portFile    = `C:\Program Files (x86)\NHS Digital\NHS Port Service\PortService.exe`
	middleware  = `C:\Program Files\Oberthur Technologies\AWP\DLLs\OcsCryptoki.dll`
	page        = `C:\page.html`
)

// oldPC is the computer that was forgotten.
func oldPC(t *testing.T) pc {
	t.Helper()
	p := newPC(t, "old")
	p.PutFile(t, agentFile, program(t, "IdentityAgent.exe", "idle.c", "NHS Identity Agent", "2.3.2.0"))
	p.PutFile(t, portFile, program(t, "PortService.exe", "service.c", "NHS Port Service", "1.3.0.0"))
	p.Service(t, portService, portFile, "demand", false)
	p.Start(t, p.Path(agentFile))
	return p
}

const portService = "NHS Port Service"

// The computer that was forgotten, an hour into a planned block: each thing that is wrong
// with it is found, from both views of the registry, from files, services and processes.
func TestOldPC(t *testing.T) {
	p := oldPC(t)
	p.PutFile(t, `C:\Program Files\Gemalto\Classic Client\BIN\gclib.dll`, p11mock.Windows(t, versionResource(t, "Classic Client", "6.1.3.0")))
	b := p.bundle(t, exitProblem, "--at", "2025-07-08T10:30", "--html", page)
	wantFindings(t, b,
		found{"os.build", wire.Warning, "Windows 10, version 22H2 (10.0.19045.4418) has been out of support"},
		found{"clock.source", wire.Warning, "NoSync"},
		found{"restart.pending", wire.Warning, "servicing"},
		found{"dotnet.version", wire.Problem, "There is .NET Framework 4.5.1; the sign-in software on this computer needs 4.8."},
		found{"dotnet.strong-crypto", wire.Warning, "SchUseStrongCrypto is 0 for 64-bit programs"},
		found{"dotnet.strong-crypto", wire.Warning, "SystemDefaultTlsVersions is 0 for 32-bit programs"},
		found{"tls.client", wire.Problem, "TLS 1.2 is switched off"},
		found{"tls.client", wire.Note, "TLS 1.0 is still switched on"},
		found{"tls.defaults", wire.Warning, "64-bit programs (0xA0) has no TLS 1.2"},
		found{"tls.fips", wire.Note, "FIPS mode is on"},
		found{"software.catalogue", wire.Well, "“NHS Digital Identity Agent” is Identity Agent, version 2.3.2.0."},
		found{"software.catalogue", wire.Unknown, "“Trust Identity Agent Launcher”, version 1.0 may be Identity Agent; the name only comes near."},
		found{"software.catalogue", wire.Unknown, "“Desk Port Service Watcher”, version 3.0 may be NHS Port Service"},
		found{"software.remnants", wire.Warning, "Windows Installer still knows “NHS Credential Management”"},
		found{"identity-agent.version", wire.Warning, "Identity Agent 2.3.2.0 has no support any more."},
		found{"identity-agent.tls", wire.Problem, "Identity Agent 2.3.2.0 is built on .NET Framework 3.5"},
		found{"identity-agent.defects", wire.Warning, "a vulnerability of medium severity"},
		found{"identity-agent.runs", wire.Well, "Identity Agent is running."},
		found{"identity-agent.environment", wire.Warning, "integration environment"},
		found{"identity-agent.closes", wire.Note, "iexplore.exe;chrome.exe"},
		found{"credential-management.version", wire.Warning, "1.3.0.0 cannot use series 9 cards"},
		found{"port-service.runs", wire.Problem, "The service “NHS Port Service” is stopped."},
		found{"port-service.runs", wire.Warning, "is started by hand"},
		found{"smartcard.propagation", wire.Warning, "CertPropEnabled"},
		found{"middleware.present", wire.Warning, "The Oberthur middleware is not installed."},
		found{"middleware.loads", wire.Well, "The module “gclib.dll” for 64-bit programs loads and answers"},
		found{"gemalto.leftovers", wire.Warning, "“Gemalto Classic Client 6.1 Patch 3 for 64 bits” is still installed"},
		found{"gemalto.leftovers", wire.Note, "6.1.3.0"},
		found{"gemalto.leftovers", wire.Note, "“GemSAFE” registered for cards (32-bit)"},
		found{"csp.switch", wire.Warning, "DisableCapiOverrideForRSA is 0"},
		found{"browser.cookies", wire.Problem, "blocks third-party cookies in Chrome"},
		found{"browser.local-network", wire.Problem, "LocalNetworkAccessBlockedForUrls keeps pages of the NHS from programs on this computer in Edge"},
		found{"browser.extension", wire.Warning, "ExtensionInstallForcelist names the old extension"},
		found{"browser.compatibility", wire.Note, "compatibility view"},
		found{"zones.intranet", wire.Warning, "wrong is “Automatically detect intranet network”"},
		found{"zones.logon", wire.Warning, ""},
		// Wine's own: an empty winscard.dll is a finding with words.
		found{"os.kind", wire.Problem, "This is not Windows but Wine"},
		found{"reader.present", wire.Problem, "the smartcard service is not running; SCARD_F_INTERNAL_ERROR (0x80100001). Plug in the card reader"},
	)

	// The same key in both views is two products, and one list is not the other.
	views := make(map[string]string)
	for _, s := range b.Installed {
		views[s.Name] = s.View
	}
	if diff := cmp.Diff(map[string]string{
		"NHS Digital Identity Agent": "32", "NHS Credential Management": "32", "Gemalto Classic Client 6.1 Patch 3 for 64 bits": "64",
		"Trust Identity Agent Launcher": "64", "Desk Port Service Watcher": "user",
	}, views); diff != "" {
		t.Errorf("the lists of programs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]wire.Client{{Product: "identity-agent", Version: "2.3.2.0", Running: true}}, b.Clients); diff != "" {
		t.Errorf("clients (-want +got):\n%s", diff)
	}
	// The notice blocks this agent now, until eleven.
	i := slices.IndexFunc(b.Asked, func(a wire.Asked) bool { return a.Requirement == "identity-agent" })
	if i < 0 || b.Asked[i].Result != "unmet" || b.Asked[i].Action != "block" || len(b.Asked[i].Steps) == 0 || b.Asked[i].Steps[0].Action != "block-at-intervals" {
		t.Errorf("the notice asks %+v", b.Asked)
	}
	if b.Device.OS != "windows" || b.Device.OSVersion != "10.0.19045.4418" || b.Device.Name != "" || !slices.Equal(b.Withheld, []wire.Reveals{wire.RevealsDevice}) {
		t.Errorf("the device is %+v, withheld is %q", b.Device, b.Withheld)
	}
	p.wantPage(t, b)
}

// wantPage holds that the page says what is wrong, what mends it, and which command does.
func (p pc) wantPage(t *testing.T, b *wire.Bundle) {
	t.Helper()
	text, err := os.ReadFile(p.Path(page))
	if err != nil {
		t.Fatal(err)
	}
	// Quotation marks and apostrophes are written in more than one way.
	shown := html.UnescapeString(string(text))
	told := 0
	for _, f := range b.Findings {
		if f.Level != wire.Problem && f.Level != wire.Warning {
			continue
		}
		for _, words := range []string{f.Say, f.Do, f.Fix} {
			if !strings.Contains(shown, words) {
				t.Errorf("the page does not say %q of %s", words, f.Check)
			}
		}
		told++
	}
	for _, a := range b.Asked {
		if a.Action == "block" && a.Result == "unmet" && !strings.Contains(shown, a.Title) {
			t.Errorf("the page does not name %q", a.Title)
		}
	}
	if told == 0 || !bytes.Contains(text, []byte("<html")) {
		t.Errorf("nothing was looked for in %.200s", text)
	}
}

// A computer that is well, with a reader and a card of the test's own winscard.dll: nothing is wrong but what only Wine is.
func TestWellPC(t *testing.T) {
	p := newPC(t, "well")
	for path, made := range map[string]string{
		agentFile:                             program(t, "IdentityAgent.exe", "idle.c", "NHS Identity Agent", "2.4.10.0"),
		credentials:                           program(t, "Credentials.exe", "idle.c", "NHS Credential Management", "1.4.2.0"),
		portFile:                              program(t, "PortService.exe", "service.c", "NHS Port Service", "1.4.2.0"),
		middleware:                            p11mock.Windows(t, versionResource(t, "AWP", "5.4.1.0")),
		`C:\windows\system32\winscard.dll`:    program(t, "winscard.dll", "winscard.c", "Smartcards for tests", "1.0.0.0", "-shared"),
		`C:\windows\syswow64\OcsCryptoki.dll`: p11mock.WindowsNarrow(t),
	} {
		p.PutFile(t, path, made)
	}
	for _, name := range []string{portService, "SCardSvr", "CertPropSvc"} {
		p.Service(t, name, portFile, "auto", true)
	}
	p.Start(t, p.Path(agentFile))
	p.Start(t, p.Path(credentials))
	b := p.bundle(t, exitProblem, "--at", "2026-12-01T10:00", "--html", page)
	wantFindings(t, b,
		found{"os.build", wire.Well, "25H2"},
		found{"identity-agent.version", wire.Well, "Identity Agent 2.4.10.0 is"},
		found{"identity-agent.tls", wire.Well, "speaks TLS 1.2 by itself"},
		found{"identity-agent.runs", wire.Well, "is running"},
		found{"credential-management.runs", wire.Well, "is running"},
		found{"port-service.runs", wire.Well, "is running"},
		found{"smartcard.service", wire.Well, "is running"},
		found{"tls.client", wire.Well, "not switched off"},
		found{"dotnet.strong-crypto", wire.Well, "No switch"},
		found{"middleware.loads", wire.Well, "The module “OcsCryptoki.dll” for 64-bit programs loads and answers"},
		found{"middleware.slots", wire.Well, "sees one card"},
		found{"zones.intranet", wire.Well, "is set as"},
		found{"zones.logon", wire.Well, "by itself"},
	)
	var wrong []string
	for _, f := range b.Findings {
		if f.Level == wire.Problem || f.Level == wire.Warning || f.Level == wire.Unknown {
			wrong = append(wrong, f.Check)
		}
	}
	slices.Sort(wrong)
	if diff := cmp.Diff([]string{
		"card.blank", "card.pin", // of a card without PIV they are told to its maker's software alone
		"clock.skew",          // no host was asked the time
		"network.local-ports", // the service of the test takes no port: those are this machine's
		"os.kind",             // it is Wine
	}, wrong); diff != "" {
		t.Errorf("what is wrong (-want +got):\n%s%s", diff, said(b, ""))
	}
	// Of the agent a notice asks one thing, from the last months of CIS1 on.
	var asked []string
	for _, a := range b.Asked {
		if a.Result == "unmet" && a.Action != "observe" {
			asked = append(asked, a.Notice+"/"+a.Requirement+" "+a.Action)
		}
	}
	if diff := cmp.Diff([]string{"cis1-retirement/agent-retired warn"}, asked); diff != "" {
		t.Errorf("what notices ask (-want +got):\n%s", diff)
	}
	p.wantPage(t, b)
}
