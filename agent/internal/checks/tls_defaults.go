package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// The bits of DefaultSecureProtocols and SecureProtocols for versions that the care
// identity service takes.
//
// Source: pageWinHTTP.
const (
	bitTLS12 = 0x800
	bitTLS13 = 0x2000
)

var tlsDefaults = Check{
	ID:    "tls.defaults",
	Title: "Programs that leave TLS to Windows get TLS 1.2",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "Services and updaters go by the default of WinHTTP, older applications by Internet Options; where those leave TLS 1.2 out, these programs are refused while browsers work.",
	Remedy: Remedy{
		Do:  `Add TLS 1.2 (0x800): to DefaultSecureProtocols of Internet Settings\WinHttp in both views, or in Internet Options > Advanced.`,
		Who: ITTeam,
	},
	Source: pageWinHTTP,
	Look: func(v *View) []wire.Finding {
		t := v.Host.TLS
		if !t.Known() {
			return nil // tls.client says so
		}
		var found []wire.Finding
		add := func(about, say string) {
			found = append(found, wire.Finding{Level: wire.Warning, About: about, Say: say})
		}
		for _, w := range t.WinHTTP {
			if w.Default != nil && *w.Default&(bitTLS12|bitTLS13) == 0 {
				add("WinHTTP "+bits(w.View), fmt.Sprintf("The default of WinHTTP for %s programs (0x%X) has no TLS 1.2.", bits(w.View), *w.Default))
			}
		}
		for _, i := range t.Inet {
			if i.Secure != nil && *i.Secure&(bitTLS12|bitTLS13) == 0 {
				add("Internet Options", fmt.Sprintf("Internet Options (%s, 0x%X) have no TLS 1.2.", scoped(i.Scope), *i.Secure))
			}
		}
		switch {
		case len(found) > 0:
			return found
		case !t.Whole():
			return nil
		}
		return at(wire.Well, "Neither WinHTTP nor Internet Options leave TLS 1.2 out.")
	},
}
