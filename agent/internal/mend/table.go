package mend

import (
	"errors"
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// Mend is one thing that can be mended, and put back.
type Mend struct {
	// ID is that of the check whose finding it mends.
	ID    string
	Title string // what it does, as a heading
	// Rights: it needs an administrator's.
	Rights bool
	// Effect is what else the person should know before.
	Effect string
	// Plan makes the changes that would mend this machine. An error says why it cannot
	// be mended here.
	Plan func(h *host.Host) ([]Change, error)
}

// errPolicy is a setting that is not the machine's own to change.
var errPolicy = errors.New("it is set by Group Policy, which would set it again: change the policy")

// All returns every mend.
func All() []Mend {
	return []Mend{portService, smartcardService, strongCrypto, tlsClient, intranetZone, intranetLogon}
}

// Find returns the mend with that id.
func Find(id string) (Mend, bool) {
	for _, m := range All() {
		if m.ID == id {
			return m, true
		}
	}
	return Mend{}, false
}

var portService = Mend{
	ID: "port-service.runs", Title: "Start NHS Port Service, now and with Windows", Rights: true,
	Effect: "Start NHS Credential Management after it, from the Start menu.",
	Plan: func(h *host.Host) ([]Change, error) {
		for _, s := range h.Services.List {
			if strings.HasPrefix(s.Display, "NHS Port Service") || strings.HasPrefix(s.Name, "NHS Port Service") {
				return []Change{{Service: s.Name, To: State{Start: "automatic", Runs: true}}}, nil
			}
		}
		return nil, errors.New("no service is called NHS Port Service; install NHS Credential Management")
	},
}

var smartcardService = Mend{
	ID: "smartcard.service", Title: "Let Windows start the smartcard service", Rights: true,
	Effect: "By hand is how Windows has it: it starts the service itself when a reader is there.",
	Plan: func(h *host.Host) ([]Change, error) {
		for _, s := range h.Services.List {
			if strings.EqualFold(s.Name, "SCardSvr") {
				return []Change{{Service: s.Name, To: State{Start: "manual", Runs: true}}}, nil
			}
		}
		return nil, errors.New("there is no service SCardSvr")
	},
}

var strongCrypto = Mend{
	ID: "dotnet.strong-crypto", Title: "Let programs of .NET Framework 4 speak TLS 1.2", Rights: true,
	Effect: "Programs that run notice it when they start again.",
	Plan: func(h *host.Host) ([]Change, error) {
		var out []Change
		for _, s := range h.DotNet.Strong {
			if s.Generation != "v4.0.30319" {
				continue
			}
			for name, value := range map[string]*uint32{"SchUseStrongCrypto": s.SchUseStrong, "SystemDefaultTlsVersions": s.SystemDefaultTLS} {
				if value != nil && *value == 0 {
					out = append(out, Change{Value: &Value{Machinewide, `SOFTWARE\Microsoft\.NETFramework\v4.0.30319`, string(s.View), name}, To: State{Number: 1}})
				}
			}
		}
		return out, nil
	},
}

var tlsClient = Mend{
	ID: "tls.client", Title: "Take away what switches TLS 1.2 off", Rights: true,
	Effect: "Restart the computer after it.",
	Plan: func(h *host.Host) ([]Change, error) {
		key := `SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client`
		var out []Change
		for _, p := range h.TLS.Client {
			if p.Name != "TLS 1.2" {
				continue
			}
			if p.Enabled != nil && *p.Enabled == 0 {
				out = append(out, Change{Value: &Value{Root: Machinewide, Key: key, Name: "Enabled"}, To: State{Absent: true}})
			}
			if p.DisabledByDefault != nil && *p.DisabledByDefault != 0 {
				out = append(out, Change{Value: &Value{Root: Machinewide, Key: key, Name: "DisabledByDefault"}, To: State{Absent: true}})
			}
		}
		return out, nil
	},
}

// internetSettings is where the zones of a person are.
const internetSettings = `Software\Microsoft\Windows\CurrentVersion\Internet Settings\`

var intranetZone = Mend{
	ID: "zones.intranet", Title: "Set the four boxes of the zone Local intranet",
	Effect: "Browsers notice it when they start again.",
	Plan: func(h *host.Host) ([]Change, error) {
		for _, i := range h.Zones.Intranet {
			policy := i.Scope == host.MachinePolicy || i.Scope == host.UserPolicy
			if policy && (i.AutoDetect != nil || i.LocalNames != nil || i.ProxyBypass != nil || i.UNC != nil) {
				return nil, errPolicy
			}
		}
		var out []Change
		for _, b := range []struct {
			name string
			tick uint32
		}{{"AutoDetect", 0}, {"IntranetName", 1}, {"ProxyByPass", 1}, {"UNCAsIntranet", 1}} {
			out = append(out, Change{Value: &Value{Root: Person, Key: internetSettings + "ZoneMap", Name: b.name}, To: State{Number: b.tick}})
		}
		return out, nil
	},
}

// automaticInIntranet is the choice “automatic logon only in Intranet zone”.
// Source: Microsoft, Internet Explorer security zones registry entries (1A00).
const automaticInIntranet = 0x20000

var intranetLogon = Mend{
	ID: "zones.logon", Title: "Let Windows log on to its intranet by itself",
	Effect: "Browsers notice it when they start again. That this is the choice that is wanted is inferred: it may help.",
	Plan: func(h *host.Host) ([]Change, error) {
		for _, l := range h.Zones.Logon {
			if l.Zone == 1 && (l.Scope == host.MachinePolicy || l.Scope == host.UserPolicy) {
				return nil, errPolicy
			}
		}
		return []Change{{Value: &Value{Root: Person, Key: internetSettings + fmt.Sprintf(`Zones\%d`, 1), Name: "1A00"}, To: State{Number: automaticInIntranet}}}, nil
	},
}
