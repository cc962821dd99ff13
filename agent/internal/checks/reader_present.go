package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

var readerPresent = Check{
	ID:    "reader.present",
	Title: "A card reader is connected",
	Group: GroupReaders,
	Why:   "Without a reader that the smartcard service sees, no card can sign in.",
	Remedy: Remedy{
		Do:   "Plug a reader in, into another socket if there is one; then look at its driver and at the smartcard service.",
		Who:  Person,
		Tell: "Plug the card reader in.",
	},
	Source: "PC/SC part 5; the remedy is Lanyard's own",
	Look: func(v *View) []wire.Finding {
		c := v.Cards
		if c.State == host.NotHere {
			return at(wire.Problem, "This computer has no smartcard library, so no program can see a reader.")
		}
		if c.State == host.Failed {
			return at(wire.Problem, "No reader and no card can be seen: "+reason(c.Part)+".")
		}
		if !c.Known() {
			return unseen("The list of readers", c.Part)
		}
		if len(c.Readers) == 0 {
			return at(wire.Problem, "The smartcard service sees no reader.")
		}
		var found []wire.Finding
		for _, r := range c.Readers {
			found = append(found, wire.Finding{Level: wire.Well, About: r.Name, Say: fmt.Sprintf("The reader is there, and %s.", inWords[r.State])})
		}
		return found
	},
}
