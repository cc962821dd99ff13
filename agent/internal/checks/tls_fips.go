package checks

import (
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var tlsFIPS = Check{
	ID:    "tls.fips",
	Title: "FIPS mode",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "In FIPS mode Windows refuses algorithms, and programs of .NET Framework 3.5 that use others of their own stop.",
	Remedy: Remedy{
		Do:  "Leave it on only if somebody demands it, and test sign-in and signing with it.",
		Who: ITTeam,
	},
	Source: "Microsoft, System cryptography: use FIPS compliant algorithms for encryption, hashing, and signing",
	Look: func(v *View) []wire.Finding {
		f := v.Host.TLS.FIPS
		if f == nil || !*f {
			return nil
		}
		return at(wire.Note, "FIPS mode is on. Older sign-in software may stop in it; no page of the care identity service says that it was tested.")
	},
}
