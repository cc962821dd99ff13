package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// offeredHere is what Windows' settings say of one version of TLS for connections
// that are made from here.
type offeredHere int

const (
	byDefault  offeredHere = iota // not set: the system's own default holds
	on                            // switched on
	offDefault                    // only where a program asks for it
	off
)

// offers says how a version such as "TLS 1.2" is set.
func (v *View) offers(protocol string) offeredHere {
	for _, p := range v.Host.TLS.Client {
		switch {
		case p.Name != protocol:
		case p.Enabled != nil && *p.Enabled == 0:
			return off
		case p.DisabledByDefault != nil && *p.DisabledByDefault != 0:
			return offDefault
		case p.Enabled != nil || p.DisabledByDefault != nil:
			return on
		}
	}
	return byDefault
}

var tlsSettings = Check{
	ID:    "tls.client",
	Title: "Windows may speak TLS 1.2",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "The care identity service speaks TLS 1.2 and later; a Windows on which it is switched off reaches nothing.",
	Remedy: Remedy{
		Do:   `Remove Enabled and DisabledByDefault from SCHANNEL\Protocols\TLS 1.2\Client, or the policy that sets them, and restart.`,
		Who:  ITTeam,
		Tell: "A setting on this computer stops secure connections; tell your IT team.",
		Fix:  "tls.client",
	},
	Source: pageSchannel + "; " + pageDisablingTLS,
	Look: func(v *View) []wire.Finding {
		if !v.Host.TLS.Known() {
			return unseen("The TLS settings of Windows", v.Host.TLS.Part)
		}
		var found []wire.Finding
		add := func(level wire.Level, about, say string) {
			found = append(found, wire.Finding{Level: level, About: about, Say: say})
		}
		switch v.offers("TLS 1.2") {
		case off:
			add(wire.Problem, "TLS 1.2", "TLS 1.2 is switched off for connections from this computer.")
		case offDefault:
			add(wire.Warning, "TLS 1.2", "TLS 1.2 is off unless a program asks for it by name; most ask for what the system has.")
		default:
			if v.Host.TLS.Whole() {
				add(wire.Well, "TLS 1.2", "TLS 1.2 is not switched off.")
			}
		}
		var old []string
		for _, name := range []string{"SSL 3.0", "TLS 1.0", "TLS 1.1"} {
			if v.offers(name) == on {
				old = append(old, name)
			}
		}
		if len(old) > 0 {
			add(wire.Note, "", fmt.Sprintf("%s still switched on for connections from this computer. The care identity service refuses them; switch them off once no program here needs them.", is(old)))
		}
		if len(found) == 0 {
			return unseen("A part of the TLS settings of Windows", v.Host.TLS.Part)
		}
		return found
	},
}
