package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var osKind = Check{
	ID:    "os.kind",
	Title: "The kind of computer is one for which the sign-in software is made",
	Group: GroupComputer,
	On:    []host.Family{host.Windows},
	Why:   "Middleware and agents are made for real Windows on ordinary processors; elsewhere they may install and yet not reach the card.",
	Remedy: Remedy{
		Do:  "Use a computer with Windows for the processor that the software is made for.",
		Who: ITTeam,
	},
	Source: pageWES,
	Look: func(v *View) []wire.Finding {
		s := v.Host.System
		if !s.Known() {
			return nil // os.build says so
		}
		var found []wire.Finding
		add := func(level wire.Level, say string) { found = append(found, wire.Finding{Level: level, Say: say}) }
		if s.Emulator != "" {
			add(wire.Problem, fmt.Sprintf("This is not Windows but %s: there is no smartcard service, so no card will be seen.", short(s.Emulator)))
		}
		switch s.Architecture {
		case "386":
			add(wire.Warning, "This Windows is a 32-bit one: Windows 11 does not exist for it, nor does any middleware of 64 bits run.")
		case "arm64":
			add(wire.Note, "This computer has an ARM processor. Drivers of readers and middleware must be made for it; whether those of the care identity service are is not public.")
		}
		if s.Program != "" && s.Architecture != "" && s.Program != s.Architecture {
			add(wire.Note, fmt.Sprintf("This program is for %s and runs on %s by emulation, so it sees card software as such programs do, and not as native ones.", short(s.Program), short(s.Architecture)))
		}
		if s.Server {
			add(wire.Note, "This is a Windows server: what people see here comes from a published desktop. Sign-ins work there from Identity Agent 2.2 on; managing cards may not.")
		}
		if len(found) == 0 {
			add(wire.Well, "This is a Windows client for an ordinary processor.")
		}
		return found
	},
}
